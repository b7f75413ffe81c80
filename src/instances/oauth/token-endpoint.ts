import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import type { ElementDefinition, OAuthDefinition, TokenRequestDefinition } from '../../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import { Deadline } from '../../vendor-http/deadline.js';
import { checkVendorUrl } from '../../vendor-http/host-list.js';
import { scrub } from '../../vendor-http/redact.js';
import { TokenRequest, type TokenValues } from '../../vendor-http/token-request.js';
import type { Configuration } from '../configuration-changes.js';
import { readTokenAnswer, readTokenRefusal, type TokenAnswer } from './token-answer.js';

/** `final` means that only a person can mend it; a refusal that is not may be a mistake of the provider or of the client. */
export type TokenOutcome =
  | { readonly kind: 'granted'; readonly answer: TokenAnswer }
  | { readonly kind: 'refused'; readonly final: boolean; readonly words: string };

/** What a token is asked with. */
export type TokenAsk =
  { readonly by: 'code' | 'refresh'; readonly credential: string } | { readonly by: 'application' };

interface Address {
  readonly definition: TokenRequestDefinition;
  readonly urlKeys: readonly string[];
  readonly url?: string;
}

/**
 * Asks the provider's token endpoint. The time of a call is the endpoint's own and not the caller's: a single-use
 * token whose answer nobody waits for would be lost.
 */
@Injectable()
export class TokenEndpoint {
  constructor(
    private readonly requests: TokenRequest,
    private readonly environment: Environment,
  ) {}

  /** A refusal is an outcome; unreachable and confused providers are GatewayErrors. */
  async ask(
    element: ElementDefinition,
    oauth: OAuthDefinition,
    configuration: Configuration,
    ask: TokenAsk,
  ): Promise<TokenOutcome> {
    const address = toAddress(element, oauth, ask.by);
    const url = this.readUrl(element, configuration, address);
    const values = toValues(configuration, ask);
    const reply = await this.requests.send(element, address.definition, url, values, new Deadline(element.timeoutMs));
    return toOutcome(oauth, reply, Object.values(values));
  }

  private readUrl(element: ElementDefinition, configuration: Configuration, { urlKeys, url }: Address): string {
    const key = urlKeys.find((candidate) => configuration[candidate] !== undefined);
    const configured = key === undefined ? url : configuration[key];
    const path = `configuration.${key ?? urlKeys.at(-1) ?? ''}`;
    if (configured === undefined) throw invalidRequest(path, `Missing configuration: ${urlKeys.at(-1) ?? ''}.`);
    return checkVendorUrl(configured, element, this.environment, path).href;
  }
}

function toAddress(element: ElementDefinition, oauth: OAuthDefinition, by: TokenAsk['by']): Address {
  const published = oauth.tokenUrl === undefined ? {} : { url: oauth.tokenUrl };
  const { refresh, application } = oauth;
  if (by === 'code') return { definition: oauth.exchange, urlKeys: ['oauth.token.url'], ...published };
  if (by === 'refresh' && refresh)
    return { definition: refresh, urlKeys: ['oauth.token.refresh_url', 'oauth.token.url'], ...published };
  if (by === 'application' && application) return { definition: application, urlKeys: [application.urlKey] };
  throw new GatewayError('INVALID_REQUEST', `${element.key} offers no token by ${by}.`);
}

function toValues(configuration: Configuration, ask: TokenAsk): TokenValues {
  const clientId = configuration['oauth.api.key'];
  const clientSecret = configuration['oauth.api.secret'];
  const redirectUri = configuration['oauth.callback.url'];
  return {
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
    ...(ask.by === 'code' && { code: ask.credential, ...(redirectUri !== undefined && { redirectUri }) }),
    ...(ask.by === 'refresh' && { refreshToken: ask.credential }),
  };
}

function toOutcome(
  oauth: OAuthDefinition,
  { status, body }: { status: number; body: unknown },
  secrets: readonly string[],
): TokenOutcome {
  const answer = status < 300 ? readTokenAnswer(oauth, body, new Date()) : undefined;
  if (answer) return { kind: 'granted', answer };
  const words = scrub(readTokenRefusal(body), secrets);
  const providerMessage = words === '' ? {} : { providerMessage: words };
  if (status === 429)
    throw new GatewayError('PROVIDER_THROTTLED', 'The provider hands out no token for the moment.', {
      ...providerMessage,
      retryAfterSeconds: 1,
    });
  if (status >= 500)
    throw new GatewayError('PROVIDER_UNAVAILABLE', 'The provider’s token endpoint failed.', providerMessage);
  const final = oauth.isFinalRefusal(status, body);
  if (final || status >= 400) return { kind: 'refused', final, words };
  throw new GatewayError(
    'PROVIDER_BAD_RESPONSE',
    'The provider’s token endpoint answered without a token.',
    providerMessage,
  );
}
