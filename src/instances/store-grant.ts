import type { EntityManager } from 'typeorm';
import type { NewGrant } from './credential-proof.js';
import type { CredentialVault, InstanceRef } from './credential-vault.js';
import { Grant } from './grant.entity.js';

/** Puts a new credential in the place of the one before, under the next version. */
export async function storeGrant(
  manager: EntityManager,
  vault: CredentialVault,
  ref: InstanceRef,
  grant: NewGrant,
): Promise<void> {
  const { organizationId, instanceId } = ref;
  const before = await manager.findOne(Grant, {
    where: { organizationId, instanceId },
    lock: { mode: 'pessimistic_write' },
  });
  const version = (before?.version ?? 0) + 1;
  const columns = {
    kind: grant.kind,
    version,
    sealed: vault.sealGrant(ref, version, grant.content),
    expiresAt: grant.expiresAt,
    state: 'ok' as const,
  };
  if (before) await manager.update(Grant, { organizationId, instanceId }, columns);
  else await manager.insert(Grant, { organizationId, instanceId, ...columns });
}
