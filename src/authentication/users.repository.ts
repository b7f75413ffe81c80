import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type FindOptionsWhere, type Repository } from 'typeorm';
import type { ListQuery } from './list-query.js';
import { User } from './user.entity.js';
import type { VisibleRows } from './visible-rows.js';

/** More people than this share one e-mail only by attack: each costs a password check at a login. */
const loginCandidates = 5;

@Injectable()
export class UsersRepository {
  private readonly users: Repository<User>;

  constructor(dataSource: DataSource) {
    this.users = dataSource.getRepository(User);
  }

  findById(visible: VisibleRows, id: number): Promise<User | null> {
    return this.users.findOneBy({ ...toWhere(visible), id });
  }

  findByEmail(visible: VisibleRows, emailKey: string): Promise<User | null> {
    return this.users.findOneBy({ ...toWhere(visible), emailKey });
  }

  /** One row more than the page holds, which tells whether another page follows. */
  list(visible: VisibleRows, query: ListQuery): Promise<User[]> {
    return this.users.find({
      where: { ...toWhere(visible), id: MoreThan(query.afterId) },
      order: { id: 'ASC' },
      skip: query.offset,
      take: query.pageSize + 1,
    });
  }

  /** Across organizations, since a login names none. Only people who could call are candidates. */
  findForLogin(emailKey: string): Promise<User[]> {
    return this.users.find({
      where: { emailKey, active: true, account: { active: true } },
      order: { id: 'ASC' },
      take: loginCandidates,
    });
  }

  async noteLogin(organizationId: number, id: number, at: Date): Promise<void> {
    await this.users.update({ organizationId, id }, { lastLoginAt: at });
  }
}

function toWhere({ organizationId, accountId }: VisibleRows): FindOptionsWhere<User> {
  return accountId === undefined ? { organizationId } : { organizationId, accountId };
}
