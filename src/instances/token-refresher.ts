import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { VendorCredential } from '../vendor-http/vendor-connection.js';
import type { Configuration } from './configuration-changes.js';
import { CredentialVault, type GrantContent, type InstanceRef } from './credential-vault.js';
import { Grant } from './grant.entity.js';
import { GrantsRepository } from './grants.repository.js';
import { isStale, isSpent } from './grant-age.js';
import { TokenEndpoint, type TokenAsk, type TokenOutcome } from './oauth/token-endpoint.js';
import type { TokenAnswer } from './oauth/token-answer.js';

/** What is needed of an instance to renew its token. */
export interface RefreshableInstance extends InstanceRef {
  readonly element: ElementDefinition;
  /** With its secrets. */
  readonly configuration: Configuration;
}

/** How long another process gets to store the pair that made ours invalid, before the grant counts as dead. */
const graceMs = [0, 300, 700];
const storeAttempts = 3;

/**
 * Keeps access tokens alive. A rotating refresh token is single-use, so one process never spends one twice: whoever
 * needs a new token joins the refresh that runs. Between processes the version decides whose pair stands.
 */
@Injectable()
export class TokenRefresher {
  private readonly running = new Map<number, Promise<VendorCredential>>();

  constructor(
    private readonly grants: GrantsRepository,
    private readonly vault: CredentialVault,
    private readonly endpoint: TokenEndpoint,
  ) {}

  /** The stored credential, renewed when it is about to end. */
  async current(instance: RefreshableInstance, grant: Grant): Promise<VendorCredential> {
    if (grant.state === 'needs_reauth') throw needsReauth();
    const content = this.open(instance, grant);
    if (!isStale(grant, Date.now()) || !toAsk(instance.element, content)) return toCredential(grant, content);
    try {
      return await this.refresh(instance, grant.version);
    } catch (error) {
      const mayStillServe =
        error instanceof GatewayError && error.reason !== 'INSTANCE_NEEDS_REAUTH' && !isSpent(grant, Date.now());
      if (mayStillServe) return toCredential(grant, content);
      throw error;
    }
  }

  /** A credential newer than `usedVersion`. Nobody's deadline and no disconnect ends a refresh that has begun. */
  refresh(instance: RefreshableInstance, usedVersion: number | undefined): Promise<VendorCredential> {
    const running = this.running.get(instance.instanceId);
    if (running) return running;
    const begun = this.renew(instance, usedVersion).finally(() => this.running.delete(instance.instanceId));
    this.running.set(instance.instanceId, begun);
    return begun;
  }

  private async renew(instance: RefreshableInstance, usedVersion: number | undefined): Promise<VendorCredential> {
    const grant = await this.grants.find(instance);
    if (!grant || grant.state === 'needs_reauth') throw needsReauth();
    const content = this.open(instance, grant);
    if (usedVersion !== undefined && grant.version !== usedVersion) return toCredential(grant, content);
    const ask = toAsk(instance.element, content);
    const { oauth } = instance.element.authentication;
    if (!ask || !oauth) throw needsReauth();
    const outcome = await this.endpoint.ask(instance.element, oauth, instance.configuration, ask).catch(toTransient);
    if (outcome.kind === 'refused') return this.refused(instance, grant, outcome);
    return this.store(instance, grant, content, outcome.answer);
  }

  /** The refused token may have been spent by another process, which then stores a newer pair; only if none does is it dead. */
  private async refused(
    instance: RefreshableInstance,
    grant: Grant,
    { final, words }: Extract<TokenOutcome, { kind: 'refused' }>,
  ): Promise<VendorCredential> {
    for (const wait of graceMs) {
      await delay(wait);
      const stored = await this.grants.find(instance);
      if (stored && stored.version !== grant.version) return toCredential(stored, this.open(instance, stored));
      if (!final) break;
    }
    if (!final)
      throw new GatewayError(
        'PROVIDER_UNAVAILABLE',
        'The provider did not renew the access token.',
        words === '' ? {} : { providerMessage: words },
      );
    await this.grants.markNeedsReauth(instance, grant.version);
    throw needsReauth(words);
  }

  /** Stored before anybody uses it: a pair that is lost after its first use cannot be had again. */
  private async store(
    instance: RefreshableInstance,
    grant: Grant,
    before: GrantContent,
    answer: TokenAnswer,
  ): Promise<VendorCredential> {
    const content = toRenewedContent(before, answer);
    const version = grant.version + 1;
    const renewed = { sealed: this.vault.sealGrant(instance, version, content), expiresAt: answer.expiresAt };
    const isStored = await persistently(() => this.grants.succeed(instance, grant.version, renewed));
    if (isStored) return { kind: grant.kind, value: content.accessToken, version };
    const stored = await this.grants.find(instance);
    if (!stored || stored.state === 'needs_reauth') throw needsReauth();
    return toCredential(stored, this.open(instance, stored));
  }

  private open(ref: InstanceRef, grant: Grant): GrantContent {
    return this.vault.openGrant(ref, grant.version, grant.sealed);
  }
}

const toCredential = ({ kind, version }: Grant, { accessToken }: GrantContent): VendorCredential => ({
  kind,
  value: accessToken,
  version,
});

/** How a new token is had without a person; undefined where it cannot. */
export function toAsk(element: ElementDefinition, content: GrantContent): TokenAsk | undefined {
  const { oauth } = element.authentication;
  if (oauth?.refresh && content.refreshToken !== undefined) return { by: 'refresh', credential: content.refreshToken };
  return oauth?.application && content.application ? { by: 'application' } : undefined;
}

/** A provider that sends no new refresh token keeps the old one valid. */
export function toRenewedContent(
  before: GrantContent,
  { accessToken, refreshToken = before.refreshToken }: TokenAnswer,
): GrantContent {
  return {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(before.application && { application: true as const }),
  };
}

function needsReauth(words = ''): GatewayError {
  const message = 'The provider no longer accepts the credential of this instance. Authenticate it again.';
  return new GatewayError('INSTANCE_NEEDS_REAUTH', message, words === '' ? {} : { providerMessage: words });
}

/** Whatever went wrong at the token endpoint, the call that waits for a token has not been made. */
function toTransient(error: unknown): never {
  if (!(error instanceof GatewayError) || error.reason === 'INVALID_REQUEST') throw error;
  const { providerMessage, retryAfterSeconds } = error.details;
  throw new GatewayError('PROVIDER_UNAVAILABLE', 'The provider could not renew the access token.', {
    ...(providerMessage !== undefined && { providerMessage }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    cause: error,
  });
}

async function persistently<T>(store: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < storeAttempts; attempt += 1) {
    try {
      return await store();
    } catch {
      await delay(200 * attempt);
    }
  }
  return store();
}
