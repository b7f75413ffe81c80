import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { CallerSecrets } from '../authentication/caller-secrets.js';
import { User } from '../authentication/user.entity.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { Connections } from './connections.js';
import type { InstanceRow } from './instances.repository.js';
import { toConfigurationItems, toInstanceAnswer, toLightAnswer, type ConfigurationItem } from './to-instance-answer.js';

/** Collects what the answers about instances need from elsewhere: tokens, and who provisioned them. */
@Injectable()
export class InstanceAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: CallerSecrets,
    private readonly connections: Connections,
  ) {}

  async one(row: InstanceRow): Promise<Record<string, unknown>> {
    const [answer = {}] = await this.many(row.instance.organizationId, [row]);
    return answer;
  }

  async many(organizationId: number, rows: readonly InstanceRow[]): Promise<Record<string, unknown>[]> {
    const [tokens, users] = await Promise.all([
      this.tokensOf(organizationId, rows),
      this.usersOf(organizationId, rows),
    ]);
    return rows.map((row) => {
      const { id, userId } = row.instance;
      const configuration = this.connections.configurationOf(row.instance);
      return toInstanceAnswer(row, { token: tokens.get(id) ?? '', user: users.get(userId), configuration });
    });
  }

  async light(organizationId: number, rows: readonly InstanceRow[]): Promise<Record<string, unknown>[]> {
    const tokens = await this.tokensOf(organizationId, rows);
    return rows.map((row) => toLightAnswer(row, tokens.get(row.instance.id) ?? ''));
  }

  configurationItems({ instance }: InstanceRow): readonly ConfigurationItem[] {
    return toConfigurationItems(elementCatalog.get(instance.elementKey), this.connections.configurationOf(instance));
  }

  private tokensOf(organizationId: number, rows: readonly InstanceRow[]): Promise<ReadonlyMap<number, string>> {
    return this.secrets.revealTokens(
      organizationId,
      rows.map(({ instance }) => instance.id),
    );
  }

  private async usersOf(organizationId: number, rows: readonly InstanceRow[]): Promise<ReadonlyMap<number, User>> {
    const ids = [...new Set(rows.map(({ instance }) => instance.userId))];
    const users = await this.dataSource.manager.findBy(User, { organizationId, id: In(ids) });
    return new Map(users.map((user) => [user.id, user]));
  }
}
