import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { ElementDefinition, VendorReply } from '../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { Deadline } from '../vendor-http/deadline.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import type { VendorConnection } from '../vendor-http/vendor-connection.js';
import { chooseCredential, type CredentialOffer, type CredentialPlan } from './choose-credential.js';
import { toConnection } from './connections.js';
import type { Configuration } from './configuration-changes.js';
import type { GrantContent } from './credential-vault.js';
import type { GrantKind } from './grant.entity.js';
import { isHeaderSafe, type TokenAnswer } from './oauth/token-answer.js';
import { TokenEndpoint } from './oauth/token-endpoint.js';
import { checkTenant } from './tenant.js';

export interface NewGrant {
  readonly kind: GrantKind;
  readonly content: GrantContent;
  readonly expiresAt: Date | null;
}

/** A credential that the provider has accepted a call with. */
export interface ProvenCredential {
  /** Absent where the instance keeps the grant that it has. */
  readonly grant?: NewGrant;
  readonly providerAccount?: string;
}

/** The OAuth grant that an instance has already. */
export interface ExistingGrant {
  readonly connect: () => Promise<VendorConnection>;
  /** False once the provider has refused it for good. */
  readonly usable: boolean;
  /** The account that it has been connected to, where tokens tell it. */
  readonly tenant: string | null;
}

const waitsMs = [500, 1_000];

/** Obtains a credential and proves it by the element's cheapest call, so that nothing is stored that does not work. */
@Injectable()
export class CredentialProof {
  constructor(
    private readonly endpoint: TokenEndpoint,
    private readonly client: VendorClient,
  ) {}

  /** Throws INVALID_REQUEST when the provider refuses the credential, and the provider’s failure when it cannot tell. */
  async prove(
    element: ElementDefinition,
    offer: Omit<CredentialOffer, 'granted'>,
    existing?: ExistingGrant,
  ): Promise<ProvenCredential> {
    const plan = chooseCredential(element, { ...offer, granted: existing?.usable === true });
    if (plan.by === 'granted') return existing ? this.proveExisting(existing) : {};
    const { configuration } = offer;
    if (plan.by === 'static') return this.proveNew(element, configuration, toStaticGrant(plan));
    const answer = await this.obtain(element, configuration, plan);
    checkTenant(element, configuration, answer.tenant, existing?.tenant);
    const proven = await this.proveNew(element, configuration, toOAuthGrant(plan, answer));
    return answer.tenant === undefined ? proven : { ...proven, providerAccount: answer.tenant };
  }

  private async proveExisting({ connect }: ExistingGrant): Promise<ProvenCredential> {
    await this.verify(await connect());
    return {};
  }

  private async obtain(
    element: ElementDefinition,
    configuration: Configuration,
    plan: Extract<CredentialPlan, { oauth: unknown }>,
  ): Promise<TokenAnswer> {
    const outcome = await this.endpoint.ask(element, plan.oauth, configuration, plan);
    if (outcome.kind === 'granted') return outcome.answer;
    throw refused(plan.by === 'code' ? 'providerData.code' : 'configuration', outcome.words);
  }

  private async proveNew(
    element: ElementDefinition,
    configuration: Configuration,
    grant: NewGrant,
  ): Promise<ProvenCredential> {
    const connection = toConnection(element, configuration, { kind: grant.kind, value: grant.content.accessToken });
    const { refreshToken } = grant.content;
    const secrets = refreshToken === undefined ? connection.secrets : [...connection.secrets, refreshToken];
    try {
      const reply = await this.verifyPatiently({ ...connection, secrets }, grant.kind === 'oauth');
      const providerAccount = element.verification.account?.(reply);
      return { grant, ...(providerAccount !== undefined && { providerAccount }) };
    } catch (error) {
      if (!(error instanceof GatewayError) || error.reason !== 'INSTANCE_NEEDS_REAUTH') throw error;
      throw refused('configuration', error.details.providerMessage ?? '');
    }
  }

  /** A code or refresh token is spent by now, so a provider that stumbles gets more than one chance. */
  private async verifyPatiently(connection: VendorConnection, isSpent: boolean): Promise<VendorReply> {
    for (const wait of isSpent ? waitsMs : []) {
      try {
        return await this.verify(connection);
      } catch (error) {
        if (!(error instanceof GatewayError) || error.status < 429) throw error;
        await delay(wait);
      }
    }
    return this.verify(connection);
  }

  private async verify(connection: VendorConnection): Promise<VendorReply> {
    const { verification, timeoutMs } = connection.element;
    try {
      return await this.client.send(connection, verification.operation, verification.input, new Deadline(timeoutMs));
    } catch (error) {
      if (!(error instanceof GatewayError) || error.reason !== 'NOT_FOUND') throw error;
      // The call exists at every account, so what is missing is the API at this address.
      throw new GatewayError('PROVIDER_CONTRACT', 'The base URL is not the address of the provider’s API.', {
        ...error.details,
        cause: error,
      });
    }
  }
}

function toStaticGrant({ kind, key, credential }: Extract<CredentialPlan, { by: 'static' }>): NewGrant {
  const path = `configuration.${key}`;
  if (!isHeaderSafe(credential)) throw invalidRequest(path, `"${path}" holds characters that no key or token has.`);
  return { kind, content: { accessToken: credential }, expiresAt: null };
}

function toOAuthGrant(plan: Extract<CredentialPlan, { oauth: unknown }>, answer: TokenAnswer): NewGrant {
  const refreshToken = answer.refreshToken ?? (plan.by === 'refresh' ? plan.credential : undefined);
  const content: GrantContent = {
    accessToken: answer.accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(plan.by === 'application' && { application: true }),
  };
  return { kind: 'oauth', content, expiresAt: answer.expiresAt };
}

function refused(path: string, words: string): GatewayError {
  const details = words === '' ? { path } : { path, providerMessage: words };
  return new GatewayError(
    'INVALID_REQUEST',
    'The provider does not accept the credential; nothing was stored.',
    details,
  );
}
