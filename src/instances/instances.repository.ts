import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { VisibleRows } from '../authentication/visible-rows.js';
import { Grant } from './grant.entity.js';
import { Instance } from './instance.entity.js';
import type { InstanceQuery } from './list-query.js';

/** An instance and the state of its credential. */
export interface InstanceRow {
  readonly instance: Instance;
  readonly grant: Grant | undefined;
}

export interface InstancePage {
  readonly rows: readonly InstanceRow[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** Instances that are not deleted, as far as a caller may see them. */
@Injectable()
export class InstancesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs all of `work` or none of it. */
  inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async find(visible: VisibleRows, id: number, elementKey?: string): Promise<InstanceRow | undefined> {
    const query = this.select(visible).andWhere('instance.id = :id', { id });
    if (elementKey !== undefined) query.andWhere('instance.elementKey = :elementKey', { elementKey });
    return (await this.withGrants(visible.organizationId, await query.getMany()))[0];
  }

  /** Rows in the order of their ids. */
  async list(
    visible: VisibleRows,
    { tags, searchText, ...query }: InstanceQuery,
    elementKey?: string,
  ): Promise<InstancePage> {
    const select = this.select(visible);
    if (elementKey !== undefined) select.andWhere('instance.elementKey = :elementKey', { elementKey });
    if (tags.length > 0) select.andWhere('instance.tags && CAST(:tags AS text[])', { tags });
    if (searchText !== undefined)
      select.andWhere('instance.name ILIKE :pattern', { pattern: `%${searchText.replace(/[\\%_]/g, '\\$&')}%` });
    const total = await select.getCount();
    if (query.afterId === undefined) select.offset((query.page - 1) * query.pageSize);
    else select.andWhere('instance.id > :afterId', { afterId: query.afterId });
    const found = await select
      .orderBy('instance.id')
      .limit(query.pageSize + 1)
      .getMany();
    const rows = await this.withGrants(visible.organizationId, found.slice(0, query.pageSize));
    return { rows, total, hasMore: found.length > query.pageSize };
  }

  /** Keeps others from changing the instance until the transaction ends; null once it is deleted. */
  lock(manager: EntityManager, organizationId: number, id: number): Promise<Instance | null> {
    return manager.findOne(Instance, {
      where: { organizationId, id, deletedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async setDisabled(visible: VisibleRows, id: number, disabled: boolean): Promise<boolean> {
    const { affected } = await this.dataSource.manager.update(
      Instance,
      { ...visible, id, deletedAt: IsNull() },
      { disabled },
    );
    return affected === 1;
  }

  private select({ organizationId, accountId }: VisibleRows): SelectQueryBuilder<Instance> {
    const select = this.dataSource
      .getRepository(Instance)
      .createQueryBuilder('instance')
      .where('instance.organizationId = :organizationId AND instance.deletedAt IS NULL', { organizationId });
    return accountId === undefined ? select : select.andWhere('instance.accountId = :accountId', { accountId });
  }

  private async withGrants(organizationId: number, instances: readonly Instance[]): Promise<InstanceRow[]> {
    if (instances.length === 0) return [];
    const grants = await this.dataSource
      .getRepository(Grant)
      .createQueryBuilder('g')
      .where('g.organizationId = :organizationId AND g.instanceId IN (:...ids)', {
        organizationId,
        ids: instances.map(({ id }) => id),
      })
      .getMany();
    return instances.map((instance) => ({
      instance,
      grant: grants.find(({ instanceId }) => instanceId === instance.id),
    }));
  }
}
