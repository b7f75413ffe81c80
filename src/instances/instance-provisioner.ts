import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CallerSecrets } from '../authentication/caller-secrets.js';
import type { Caller } from '../authentication/caller.js';
import type { VisibleRows } from '../authentication/visible-rows.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { applyChanges, splitConfiguration, type ConfigurationChanges } from './configuration-changes.js';
import { CredentialProof, type ProvenCredential } from './credential-proof.js';
import { CredentialVault, type InstanceRef } from './credential-vault.js';
import { Grant } from './grant.entity.js';
import { Instance } from './instance.entity.js';
import { instanceNotFound } from './instance-not-found.js';
import { InstancesRepository } from './instances.repository.js';
import { storeGrant } from './store-grant.js';

/** A request to provision, checked. */
export interface NewInstance {
  readonly element: ElementDefinition;
  readonly name: string;
  readonly tags: readonly string[];
  readonly changes: ConfigurationChanges;
  readonly code?: string;
  readonly externalAuthentication: 'none' | 'initial';
}

export type InstanceOwner = Pick<Caller, 'organizationId' | 'accountId' | 'userId'>;

/** Makes and ends instances. */
@Injectable()
export class InstanceProvisioner {
  constructor(
    private readonly repository: InstancesRepository,
    private readonly vault: CredentialVault,
    private readonly proof: CredentialProof,
    private readonly secrets: CallerSecrets,
  ) {}

  /** Answers the id. Nothing is stored unless the provider accepts the credential. */
  async provision(owner: InstanceOwner, request: NewInstance): Promise<number> {
    const configuration = applyChanges({}, request.changes);
    const proven = await this.proof.prove(request.element, {
      configuration,
      external: request.externalAuthentication === 'initial',
      changed: new Set(request.changes.keys()),
      ...(request.code !== undefined && { code: request.code }),
    });
    const { plain, secret } = splitConfiguration(request.element, configuration);
    return this.repository.inTransaction(async (manager) => {
      const ref = await insert(manager, toRow(owner, request, plain, proven));
      await manager.update(
        Instance,
        { id: ref.instanceId },
        { sealedConfiguration: this.vault.sealConfiguration(ref, secret) },
      );
      if (proven.grant) await storeGrant(manager, this.vault, ref, proven.grant);
      await this.secrets.issue('element', ref, manager);
      return ref.instanceId;
    });
  }

  /** The row stays for history; its token, its credential and its secrets do not. */
  async remove(visible: VisibleRows, id: number): Promise<void> {
    const { organizationId } = visible;
    const ref = { organizationId, instanceId: id };
    await this.repository.inTransaction(async (manager) => {
      const instance = await this.repository.lock(manager, organizationId, id);
      if (!instance || (visible.accountId ?? instance.accountId) !== instance.accountId) throw instanceNotFound(id);
      const sealedConfiguration = this.vault.sealConfiguration(ref, {});
      await manager.update(
        Instance,
        { organizationId, id },
        { deletedAt: new Date(), disabled: true, sealedConfiguration },
      );
      await manager.delete(Grant, { organizationId, instanceId: id });
      await this.secrets.revoke('element', ref, manager);
    });
  }
}

type NewRow = Pick<
  Instance,
  | 'organizationId'
  | 'accountId'
  | 'userId'
  | 'elementKey'
  | 'name'
  | 'tags'
  | 'configuration'
  | 'externalAuthentication'
  | 'providerAccount'
>;

function toRow(
  { organizationId, accountId, userId }: InstanceOwner,
  request: NewInstance,
  configuration: Record<string, string>,
  proven: ProvenCredential,
): NewRow {
  return {
    organizationId,
    accountId,
    userId,
    elementKey: request.element.key,
    name: request.name,
    tags: [...request.tags],
    configuration,
    externalAuthentication: request.externalAuthentication,
    providerAccount: proven.providerAccount ?? null,
  };
}

/** What is sealed is bound to the id, which the row has only once it is there. */
async function insert(manager: EntityManager, row: NewRow): Promise<InstanceRef> {
  const { id: instanceId } = await manager.save(Instance, { ...row, sealedConfiguration: '' });
  return { organizationId: row.organizationId, instanceId };
}
