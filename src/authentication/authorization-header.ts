import { unauthenticated } from './unauthenticated.js';

/** The secrets of one `Authorization` header, as they were sent. */
export interface AuthorizationParts {
  readonly user?: string;
  readonly organization?: string;
  readonly element?: string;
}

const longestHeader = 2048;

const part = /^[ \t]*([A-Za-z]+)[ \t]+([\x21-\x2b\x2d-\x7e]+)[ \t]*$/;

const kinds: ReadonlyMap<string, keyof AuthorizationParts> = new Map([
  ['user', 'user'],
  ['organization', 'organization'],
  ['element', 'element'],
  ['token', 'element'],
]);

/**
 * Reads `User <s>, Organization <s>, Element <t>` in any order. It takes the raw headers, because Node keeps only the
 * first of two `Authorization` headers while a proxy may have judged the last.
 *
 * @returns no part at all when the header is absent
 * @throws GatewayError UNAUTHENTICATED for two headers, a repeated or unknown part and anything malformed
 */
export function parseAuthorization(rawHeaders: readonly string[]): AuthorizationParts {
  const [header, second] = authorizationValues(rawHeaders);
  if (header === undefined) return {};
  if (second !== undefined || header.length > longestHeader) throw unauthenticated();

  const parts: { -readonly [Kind in keyof AuthorizationParts]: AuthorizationParts[Kind] } = {};
  for (const text of header.split(',')) {
    const [, keyword = '', value] = part.exec(text) ?? [];
    const kind = kinds.get(keyword.toLowerCase());
    if (kind === undefined || value === undefined || parts[kind] !== undefined) throw unauthenticated();
    parts[kind] = value;
  }
  return parts;
}

function authorizationValues(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization');
}
