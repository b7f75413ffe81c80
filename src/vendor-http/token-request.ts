import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { ElementDefinition, TokenRequestDefinition, VendorReply } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toMessage } from './classify-failure.js';
import type { Deadline } from './deadline.js';
import { checkVendorUrl, type EgressSettings } from './host-list.js';
import { VendorTransport, type VendorRequest } from './vendor-transport.js';

export type TokenValues = Readonly<Partial<Record<keyof TokenRequestDefinition['names'], string>>>;

/** Speaks to token endpoints. They count as the element's own calls: its limits hold for both together. */
@Injectable()
export class TokenRequest {
  constructor(
    private readonly transport: VendorTransport,
    @Inject(Environment) private readonly environment: EgressSettings,
  ) {}

  /**
   * Answers whatever the endpoint says, refusals included; a body that is not JSON is its text. Throws when there is no
   * answer: PROVIDER_RESULT_UNKNOWN means that a single-use code or refresh token may be spent.
   */
  async send(
    element: ElementDefinition,
    definition: TokenRequestDefinition,
    url: string,
    values: TokenValues,
    deadline: Deadline,
  ): Promise<VendorReply> {
    const reply = await this.transport.send({
      element,
      method: 'POST',
      url: checkVendorUrl(url, element, this.environment, 'oauth.token.url'),
      effect: 'unsafe_write',
      ...toTokenParameters(definition, values),
      deadline,
    });
    if (reply.status >= 300 && reply.status <= 399) {
      throw new GatewayError('PROVIDER_REDIRECT', toMessage(element, 'PROVIDER_REDIRECT'));
    }
    return reply;
  }
}

/** Spells a token request the provider's way. A value for which the provider has no name is not sent. */
function toTokenParameters(
  definition: TokenRequestDefinition,
  values: TokenValues,
): { readonly headers: Readonly<Record<string, string>>; readonly body: NonNullable<VendorRequest['body']> } {
  const parameters = toParameters(definition, values);
  const body =
    definition.encoding === 'json'
      ? { type: 'application/json', text: JSON.stringify(parameters) }
      : { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(parameters).toString() };
  return { headers: definition.credentials === 'basic' ? toBasic(values) : {}, body };
}

function toParameters(
  { credentials, names, constants }: TokenRequestDefinition,
  values: TokenValues,
): Record<string, string> {
  const inHeader: readonly string[] = credentials === 'basic' ? ['clientId', 'clientSecret'] : [];
  const known = new Map(Object.entries(names).filter(([key]) => !inHeader.includes(key)));
  const named = Object.entries(values).flatMap(([key, value]) => {
    const name = known.get(key);
    return name === undefined ? [] : [[name, value] as const];
  });
  return { ...constants, ...Object.fromEntries(named) };
}

function toBasic({ clientId = '', clientSecret = '' }: TokenValues): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` };
}
