import type { OAuthDefinition } from '../../elements/element-definition.js';
import { isObject, textAt, textsAt } from '../../elements/values.js';

/** What a token endpoint handed out. */
export interface TokenAnswer {
  readonly accessToken: string;
  /** Absent where the provider keeps the old one valid, or has none. */
  readonly refreshToken?: string;
  /** Null where tokens do not expire. */
  readonly expiresAt: Date | null;
  /** The provider's name of the account that the token belongs to. */
  readonly tenant?: string;
}

const hour = 3_600;
const shortest = 60;
const longest = 30 * 24 * hour;

/** Reads a token out of the answer; undefined when there is none that a header could carry. */
export function readTokenAnswer(oauth: OAuthDefinition, body: unknown, now: Date): TokenAnswer | undefined {
  if (!isObject(body)) return undefined;
  const accessToken = oauth.accessTokenAt.flatMap((path) => textAt(body, ...path.split('.')) ?? [])[0];
  if (accessToken === undefined || !isHeaderSafe(accessToken)) return undefined;
  const refreshToken = oauth.refresh && textAt(body, 'refresh_token');
  const tenant = oauth.tenant?.(body);
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    expiresAt: oauth.refresh ? new Date(now.getTime() + readLifeSeconds(body['expires_in']) * 1_000) : null,
    ...(tenant !== undefined && { tenant }),
  };
}

/** Whether a credential can stand in a header as it is. */
export function isHeaderSafe(credential: string): boolean {
  return /^[\x21-\x7e]+$/.test(credential);
}

/** Providers send numbers, numbers as text, and nonsense; nonsense counts as an hour. */
export function readLifeSeconds(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return hour;
  return Math.min(Math.max(Math.floor(seconds), shortest), longest);
}

/** The token endpoint's own words about its refusal, wherever it keeps them. */
export function readTokenRefusal(body: unknown): string {
  const fault = textAt(body, 'fault', 'faultstring');
  const error = textAt(body, 'error') ?? textAt(body, 'ErrorCode');
  const description = textAt(body, 'error_description') ?? textAt(body, 'Error') ?? textAt(body, 'message') ?? fault;
  const words = [error, description].filter((text) => text !== undefined).join(': ');
  if (words !== '') return words;
  return textsAt(body, 'errors').join(' ') || (typeof body === 'string' ? body : '');
}
