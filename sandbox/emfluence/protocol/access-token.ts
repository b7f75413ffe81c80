import type { SandboxRequest } from '../../provider.js';
import type { Settings } from '../../settings.js';
import type { Accounts, TokenOwner } from '../accounts/accounts.js';
import { codes, Refusal } from './refusal.js';
import type { JsonObject } from './read-values.js';

interface FoundToken {
  readonly token: string;
  readonly legacy: boolean;
}

function readHeaderToken(header: string | undefined, bareAllowed: boolean): string | undefined {
  const [first, second, ...rest] = (header ?? '').trim().split(/\s+/);
  if (!first || rest.length > 0) return undefined;
  if (second) return first.toLowerCase() === 'bearer' ? second : undefined;
  return bareAllowed ? first : undefined;
}

function readLegacyToken(query: URLSearchParams, body: JsonObject): string | undefined {
  for (const [name, value] of [...query, ...Object.entries(body)]) {
    if (name.toLowerCase() === 'accesstoken' && typeof value === 'string') return value;
  }
  return undefined;
}

/** Where both are sent the URL wins over the body and the body over the header, as with all parameters. */
export function findToken(request: SandboxRequest, body: JsonObject, settings: Settings): FoundToken | undefined {
  const legacyAllowed = settings.get<string>('legacyTokenPlacement') !== 'reject';
  const legacy = legacyAllowed ? readLegacyToken(request.query, body) : undefined;
  if (legacy) return { token: legacy, legacy: true };
  const token = readHeaderToken(request.headers['authorization'], settings.get<boolean>('bareToken'));
  return token ? { token, legacy: false } : undefined;
}

export function authorize(found: FoundToken | undefined, accounts: Accounts, settings: Settings): TokenOwner {
  if (!found) throw new Refusal(settings.get<number>('missingTokenCode'), 'An access token is required');
  const owner = accounts.ownerOf(found.token);
  if (!owner) throw new Refusal(codes.accessToken, 'The access token is invalid');
  return owner;
}
