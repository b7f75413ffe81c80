import { isIP } from 'node:net';
import type { Environment } from '../config/environment.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { invalidRequest } from '../errors/gateway-error.js';

export type EgressSettings = Pick<Environment, 'egressAllow'>;

/** Nothing before the host, nothing after the path, and no character that URL parsers disagree about. */
const PLAIN_URL = /^https?:\/\/[^/?#@\\\s]+(?:\/[^?#\\\s]*)?$/i;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * Decides whether credentials may be sent to a configured URL: https on the standard port of a host that the element
 * lists, or whatever the operator allows. Judges the URL as the HTTP client will read it, so that no other spelling of
 * an address slips through. The error names the configuration key and never repeats the URL.
 */
export function checkVendorUrl(
  url: string,
  element: ElementDefinition,
  environment: EgressSettings,
  key = 'base.url',
): URL {
  const parsed = PLAIN_URL.test(url) ? URL.parse(url) : null;
  if (!parsed || parsed.hostname.endsWith('.')) {
    throw invalidRequest(key, `${key} must be a URL such as https://host/path, without user, query or fragment.`);
  }
  if (isAllowedByOperator(parsed, environment)) return parsed;
  if (parsed.protocol !== 'https:') {
    throw invalidRequest(key, `${key} must begin with https://.`);
  }
  if (isAddress(parsed.hostname) || parsed.port !== '' || !isListed(parsed.hostname, element)) {
    throw invalidRequest(key, `${key} names a host or port that ${element.name} is not allowed to use.`);
  }
  return parsed;
}

/** Plain http needs an entry that says so; an entry without a port means the standard one. */
export function isAllowedByOperator(url: URL, environment: EgressSettings): boolean {
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return environment.egressAllow.some((entry) => {
    const allowed = URL.parse(entry.includes('://') ? entry : `https://${entry}`);
    if (!allowed || allowed.protocol !== url.protocol || allowed.hostname !== url.hostname) return false;
    return (allowed.port || DEFAULT_PORTS[allowed.protocol]) === port;
  });
}

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}

/** An element may always speak to the hosts of the URLs that it declares itself. */
function isListed(hostname: string, { hosts, baseUrl, authentication: { oauth } }: ElementDefinition): boolean {
  const own = [baseUrl, oauth?.tokenUrl, oauth?.authorizeUrl].map((url) =>
    url ? URL.parse(url)?.hostname : undefined,
  );
  return (
    own.includes(hostname) || hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
  );
}
