import type { ElementDefinition, OAuthDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Configuration } from './configuration-changes.js';

/** What a request brings to authenticate with. */
export interface CredentialOffer {
  /** As it will be after the request. */
  readonly configuration: Configuration;
  /** The authorization code of `providerData`. */
  readonly code?: string;
  /** The caller hands over a refresh token of its own. */
  readonly external: boolean;
  /** The instance has a working OAuth grant already. */
  readonly granted: boolean;
  /** The keys that the request changes: a token kept from earlier days does not oust a grant that works. */
  readonly changed: ReadonlySet<string>;
}

/** How the credential is had. `granted` keeps the OAuth grant that is there. */
export type CredentialPlan =
  | { readonly by: 'code' | 'refresh' | 'application'; readonly oauth: OAuthDefinition; readonly credential: string }
  | { readonly by: 'granted' }
  | { readonly by: 'static'; readonly kind: 'token' | 'key'; readonly key: string; readonly credential: string };

/**
 * Which alternative of the element authenticates: a code or refresh token that was sent says it, else the first one
 * for which everything is there. Throws INVALID_REQUEST whose message lists what is missing.
 */
export function chooseCredential(element: ElementDefinition, offer: CredentialOffer): CredentialPlan {
  if (offer.code !== undefined) return planCode(element, offer.configuration, offer.code);
  if (offer.external) return planRefresh(element, offer.configuration);
  for (const { kind, keys } of element.authentication.alternatives) {
    const plan = kind === 'oauth' ? planGranted(element, offer, keys) : planStatic(kind, offer, keys);
    if (plan) return plan;
  }
  throw refuse(
    `The configuration holds no credential. Missing: ${waysOf(element, offer.configuration).join('; or ')}.`,
  );
}

function planCode(element: ElementDefinition, configuration: Configuration, code: string): CredentialPlan {
  const { oauth } = element.authentication;
  if (!oauth) throw refuse(`${element.key} does not authenticate with a code.`);
  if (code === '') throw refuse('Missing: providerData.code.', 'providerData.code');
  check(configuration, keysForCode(element, oauth));
  return { by: 'code', oauth, credential: code };
}

function planRefresh(element: ElementDefinition, configuration: Configuration): CredentialPlan {
  const { oauth } = element.authentication;
  if (!oauth?.refresh)
    throw refuse(
      `Tokens of ${element.key} are not refreshed: externalAuthentication "initial" is not possible.`,
      'externalAuthentication',
    );
  check(configuration, ['oauth.user.refresh_token', ...clientKeys(element)]);
  return { by: 'refresh', oauth, credential: configuration['oauth.user.refresh_token'] ?? '' };
}

function planStatic(
  kind: 'token' | 'key',
  { configuration, granted, changed }: CredentialOffer,
  keys: readonly string[],
): CredentialPlan | undefined {
  const [key] = keys;
  const credential = key === undefined ? undefined : configuration[key];
  if (key === undefined || credential === undefined || missing(configuration, keys).length > 0) return undefined;
  return granted && !changed.has(key) ? undefined : { by: 'static', kind, key, credential };
}

function planGranted(
  element: ElementDefinition,
  { configuration, granted }: CredentialOffer,
  keys: readonly string[],
): CredentialPlan | undefined {
  // Without its client a grant cannot be renewed, so taking the client's keys away gives it up.
  if (granted && missing(configuration, keys).length === 0) return { by: 'granted' };
  const { oauth } = element.authentication;
  if (!oauth?.application || missing(configuration, [oauth.application.urlKey, ...keys]).length > 0) return undefined;
  return { by: 'application', oauth, credential: '' };
}

function keysForCode(element: ElementDefinition, oauth: OAuthDefinition): readonly string[] {
  return [
    ...clientKeys(element),
    ...(oauth.exchange.names.redirectUri === undefined ? [] : ['oauth.callback.url']),
    ...(oauth.tokenUrl === undefined ? ['oauth.token.url'] : []),
  ];
}

function clientKeys(element: ElementDefinition): readonly string[] {
  return element.authentication.alternatives.find(({ kind }) => kind === 'oauth')?.keys ?? [];
}

const missing = (configuration: Configuration, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => configuration[key] === undefined);

function check(configuration: Configuration, keys: readonly string[]): void {
  const absent = missing(configuration, keys);
  if (absent.length > 0) throw refuse(`Missing configuration: ${absent.join(', ')}.`);
}

/** For each alternative what would complete it. */
function waysOf(element: ElementDefinition, configuration: Configuration): readonly string[] {
  const { oauth, alternatives } = element.authentication;
  return alternatives.flatMap(({ kind, keys }) => {
    if (kind !== 'oauth' || !oauth) return [missing(configuration, keys).join(', ')];
    const code = [...missing(configuration, keysForCode(element, oauth)), 'providerData.code'].join(', ');
    return oauth.application ? [code, missing(configuration, [oauth.application.urlKey, ...keys]).join(', ')] : [code];
  });
}

function refuse(message: string, path = 'configuration'): GatewayError {
  return new GatewayError('INVALID_REQUEST', message, { path });
}
