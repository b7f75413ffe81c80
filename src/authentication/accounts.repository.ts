import { Injectable } from '@nestjs/common';
import { And, DataSource, Equal, MoreThan, type Repository } from 'typeorm';
import { Account } from './account.entity.js';
import type { ListQuery } from './list-query.js';
import type { VisibleRows } from './visible-rows.js';

@Injectable()
export class AccountsRepository {
  private readonly accounts: Repository<Account>;

  constructor(dataSource: DataSource) {
    this.accounts = dataSource.getRepository(Account);
  }

  async findById({ organizationId, accountId }: VisibleRows, id: number): Promise<Account | null> {
    if (accountId !== undefined && accountId !== id) return null;
    return this.accounts.findOneBy({ organizationId, id });
  }

  /** One row more than the page holds, which tells whether another page follows. */
  list({ organizationId, accountId }: VisibleRows, query: ListQuery): Promise<Account[]> {
    const after = MoreThan(query.afterId);
    const id = accountId === undefined ? after : And(after, Equal(accountId));
    return this.accounts.find({
      where: query.includeInactive ? { organizationId, id } : { organizationId, id, active: true },
      order: { id: 'ASC' },
      skip: query.offset,
      take: query.pageSize + 1,
    });
  }
}
