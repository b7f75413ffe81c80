import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { InstanceRef } from './credential-vault.js';
import { Grant } from './grant.entity.js';

/** A renewed credential as it is stored. */
export interface RenewedGrant {
  readonly sealed: string;
  readonly expiresAt: Date | null;
}

@Injectable()
export class GrantsRepository {
  constructor(private readonly dataSource: DataSource) {}

  find({ organizationId, instanceId }: InstanceRef): Promise<Grant | null> {
    return this.dataSource.manager.findOneBy(Grant, { organizationId, instanceId });
  }

  /** Puts the successor of `version` in its place. Answers false when that version is no longer the stored one. */
  async succeed({ organizationId, instanceId }: InstanceRef, version: number, renewed: RenewedGrant): Promise<boolean> {
    const successor = { ...renewed, version: version + 1, state: 'ok' as const };
    const { affected } = await this.dataSource.manager.update(
      Grant,
      { organizationId, instanceId, version },
      successor,
    );
    return affected === 1;
  }

  /** Notes that the provider refused this version for good; a newer one stays as it is. */
  async markNeedsReauth({ organizationId, instanceId }: InstanceRef, version: number): Promise<void> {
    await this.dataSource.manager.update(Grant, { organizationId, instanceId, version }, { state: 'needs_reauth' });
  }
}
