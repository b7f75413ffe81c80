/** First segments that are never a provider's resource. */
const platform = new Set([
  'instances',
  'elements',
  'hubs',
  'organizations',
  'vdrs',
  'common-resources',
  'usage',
  'audit-logs',
  'authentication',
  'errors',
  'docs',
  'health',
  'oauth',
]);

/** Both a platform resource and a plausible provider resource: the credential decides (see `isPlatformPath`). */
const ambiguous = new Set(['accounts', 'users']);

/**
 * Whether a path belongs to the gateway itself. `accounts` and `users`, as a collection or with one id, are the
 * element's when an Element token is sent; but a user is always the platform's when a password comes along.
 */
export function isPlatformPath(path: string, headers: Readonly<Record<string, unknown>>): boolean {
  const [first = '', ...below] = path.split('/').slice(1);
  if (path === '/' || platform.has(first)) return true;
  if (!ambiguous.has(first)) return false;
  if (below.length > 1 || (first === 'users' && headers['elements-user-password'] !== undefined)) return true;
  return !/(?:^|,)\s*(?:element|token)\s/i.test(String(headers['authorization'] ?? ''));
}
