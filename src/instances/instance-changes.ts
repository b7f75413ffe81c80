import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { VisibleRows } from '../authentication/visible-rows.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { applyChanges, needsProof, splitConfiguration, type ConfigurationChanges } from './configuration-changes.js';
import { Connections } from './connections.js';
import { CredentialProof, type ExistingGrant, type ProvenCredential } from './credential-proof.js';
import { CredentialVault } from './credential-vault.js';
import { Instance } from './instance.entity.js';
import { instanceNotFound } from './instance-not-found.js';
import { InstancesRepository, type InstanceRow } from './instances.repository.js';
import { storeGrant } from './store-grant.js';
import { checkTenant } from './tenant.js';

/** A request to change an instance, checked; what is absent stays. */
export interface InstanceChange {
  readonly name?: string;
  /** All of them: they take the place of those before. */
  readonly tags?: readonly string[];
  readonly changes: ConfigurationChanges;
  readonly code?: string;
  readonly externalAuthentication?: 'none' | 'initial';
}

/** Changes instances, their credentials included; id and token stay. */
@Injectable()
export class InstanceChanges {
  constructor(
    private readonly repository: InstancesRepository,
    private readonly vault: CredentialVault,
    private readonly proof: CredentialProof,
    private readonly connections: Connections,
  ) {}

  /** Nothing is stored unless the provider accepts whatever calls will be made with. */
  async apply(visible: VisibleRows, row: InstanceRow, change: InstanceChange): Promise<void> {
    const proven = await this.prove(row, change);
    const { id } = row.instance;
    await this.repository.inTransaction(async (manager) => {
      const locked = await this.repository.lock(manager, visible.organizationId, id);
      if (!locked) throw instanceNotFound(id);
      await this.store(manager, locked, change, proven);
    });
  }

  private async prove(
    { instance, grant }: InstanceRow,
    { changes, code, externalAuthentication }: InstanceChange,
  ): Promise<ProvenCredential> {
    const element = elementCatalog.get(instance.elementKey);
    const before = this.connections.configurationOf(instance);
    const configuration = applyChanges(before, changes);
    const isOffered = typeof changes.get('oauth.user.refresh_token') === 'string';
    const external = isOffered && (externalAuthentication ?? instance.externalAuthentication) === 'initial';
    const tenant = grant?.kind === 'oauth' ? instance.providerAccount : null;
    if (code === undefined && !external && !needsProof(element, before, changes)) {
      checkTenant(element, configuration, tenant ?? undefined);
      return {};
    }
    const offer = { configuration, external, changed: new Set(changes.keys()), ...(code !== undefined && { code }) };
    if (grant?.kind !== 'oauth') return this.proof.prove(element, offer);
    checkTenant(element, configuration, tenant ?? undefined);
    const existing: ExistingGrant = {
      tenant,
      usable: grant.state === 'ok',
      connect: () => this.connections.open(instance, grant, configuration),
    };
    return this.proof.prove(element, offer, existing);
  }

  private async store(
    manager: EntityManager,
    instance: Instance,
    change: InstanceChange,
    { grant, providerAccount }: ProvenCredential,
  ): Promise<void> {
    const { id: instanceId, organizationId } = instance;
    const ref = { organizationId, instanceId };
    const element = elementCatalog.get(instance.elementKey);
    const { plain, secret } = splitConfiguration(
      element,
      applyChanges(this.connections.configurationOf(instance), change.changes),
    );
    await manager.update(
      Instance,
      { organizationId, id: instanceId },
      {
        ...(change.name !== undefined && { name: change.name }),
        ...(change.tags !== undefined && { tags: [...change.tags] }),
        ...(change.externalAuthentication !== undefined && { externalAuthentication: change.externalAuthentication }),
        ...(providerAccount !== undefined && { providerAccount }),
        configuration: plain,
        sealedConfiguration: this.vault.sealConfiguration(ref, secret),
      },
    );
    if (grant) await storeGrant(manager, this.vault, ref, grant);
  }
}
