import type { ElementDefinition, OAuthDefinition } from '../../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';

export interface OAuthUrlRequest {
  readonly apiKey?: string;
  readonly callbackUrl?: string;
  readonly scope?: string;
  /** The element's key where it is absent. */
  readonly state?: string;
  /**
   * Where the provider is, if not at its usual address: either the prefix before the path of its authorization page,
   * or the base URL of its API there. Where a provider does not publish its authorization page, the whole page.
   */
  readonly baseUrl?: string;
}

/** Where a person is sent to consent. Throws INVALID_REQUEST for what is missing, and for an element without OAuth. */
export function toOAuthUrl(element: ElementDefinition, request: OAuthUrlRequest): string {
  const { oauth } = element.authentication;
  if (!oauth) throw new GatewayError('INVALID_REQUEST', `${element.key} does not authenticate by OAuth.`);
  const { authorize } = oauth;
  const url = toAuthorizeUrl(element, oauth, request.baseUrl);
  const scope = request.scope ?? oauth.scope;
  const parameters: Record<string, string> = {
    ...authorize.constants,
    [authorize.clientId]: required(request.apiKey, 'apiKey'),
    [authorize.redirectUri]: readCallbackUrl(required(request.callbackUrl, 'callbackUrl')),
    ...(authorize.scope !== undefined && scope !== undefined && { [authorize.scope]: scope }),
    [authorize.state]: request.state ?? element.key,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

function toAuthorizeUrl(element: ElementDefinition, { authorizeUrl }: OAuthDefinition, baseUrl?: string): URL {
  if (baseUrl === undefined) {
    if (authorizeUrl !== undefined) return new URL(authorizeUrl);
    throw invalidRequest(
      'baseUrl',
      `${element.name} does not publish its authorization page: give its address as "baseUrl".`,
    );
  }
  const url = new URL(baseUrl);
  if (authorizeUrl === undefined) return url;
  const page = new URL(authorizeUrl).pathname;
  const prefix = url.pathname.replace(/\/+$/, '');
  if (!prefix.endsWith(page)) url.pathname = `${without(prefix, new URL(element.baseUrl).pathname)}${page}`;
  return url;
}

const without = (path: string, end: string): string => (path.endsWith(end) ? path.slice(0, -end.length) : path);

function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw invalidRequest(name, `"${name}" is missing.`);
  return value;
}

function readCallbackUrl(text: string): string {
  if (!URL.canParse(text)) throw invalidRequest('callbackUrl', '"callbackUrl" must be an absolute URL.');
  return text;
}
