import { Injectable } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { parsePlatformId } from '../authentication/platform-id.js';
import { visibleTo } from '../authentication/visible-rows.js';
import { Environment } from '../config/environment.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { isObject } from '../elements/values.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { InstanceAnswers } from './instance-answers.js';
import { InstanceChanges, type InstanceChange } from './instance-changes.js';
import { instanceNotFound } from './instance-not-found.js';
import { InstancesRepository, type InstanceRow } from './instances.repository.js';
import { readInstanceQuery, toCursor } from './list-query.js';
import { readConfigurationChange, readInstanceChange } from './read-instance-request.js';
import type { ConfigurationItem } from './to-instance-answer.js';

export type InstanceAnswer = Record<string, unknown>;

export interface InstanceList {
  readonly items: readonly InstanceAnswer[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Which instance is meant: an id as the path spells it, or the one whose token was sent. */
export interface InstanceAddress {
  readonly id: string | number;
  /** Set where the path also names the element; an instance of another one is not there. */
  readonly elementKey?: string;
}

/** Reads and changes the instances that a caller may see; all others are NOT_FOUND. */
@Injectable()
export class InstanceDirectory {
  constructor(
    private readonly repository: InstancesRepository,
    private readonly answers: InstanceAnswers,
    private readonly instanceChanges: InstanceChanges,
    private readonly environment: Environment,
  ) {}

  async list(caller: Caller, query: unknown, elementKey?: string): Promise<InstanceList> {
    const read = readInstanceQuery(query);
    const { rows, total, hasMore } = await this.repository.list(visibleTo(caller), read, elementKey);
    const items = await (read.light
      ? this.answers.light(caller.organizationId, rows)
      : this.answers.many(caller.organizationId, rows));
    const last = hasMore ? rows.at(-1) : undefined;
    return {
      items,
      headers: {
        'elements-returned-count': String(items.length),
        'elements-total-count': String(total),
        ...(last && { 'elements-next-page-token': toCursor(last.instance.id) }),
      },
    };
  }

  async get(caller: Caller, address: InstanceAddress): Promise<InstanceAnswer> {
    return this.answers.one(await this.find(caller, address));
  }

  async change(caller: Caller, address: InstanceAddress, body: unknown): Promise<InstanceAnswer> {
    const row = await this.find(caller, address);
    const change = readInstanceChange(body, elementCatalog.get(row.instance.elementKey), this.environment);
    await this.instanceChanges.apply(visibleTo(caller), row, change);
    return this.get(caller, address);
  }

  async setDisabled(caller: Caller, address: InstanceAddress, disabled: boolean): Promise<InstanceAnswer> {
    const { instance } = await this.find(caller, address);
    await this.repository.setDisabled(visibleTo(caller), instance.id, disabled);
    return this.get(caller, address);
  }

  async configuration(caller: Caller, address: InstanceAddress): Promise<readonly ConfigurationItem[]> {
    return this.answers.configurationItems(await this.find(caller, address));
  }

  async configurationItem(caller: Caller, address: InstanceAddress, configId: string): Promise<ConfigurationItem> {
    return this.findItem(await this.find(caller, address), configId);
  }

  async changeConfigurationItem(
    caller: Caller,
    address: InstanceAddress,
    configId: string,
    body: unknown,
  ): Promise<ConfigurationItem> {
    const row = await this.find(caller, address);
    const { key } = this.findItem(row, configId);
    await this.instanceChanges.apply(visibleTo(caller), row, this.readItemChange(row, key, body));
    return this.configurationItem(caller, address, configId);
  }

  /** The id of a visible instance. */
  async idOf(caller: Caller, address: InstanceAddress): Promise<number> {
    return (await this.find(caller, address)).instance.id;
  }

  private readItemChange({ instance }: InstanceRow, key: string, body: unknown): InstanceChange {
    if (!isObject(body)) throw new GatewayError('INVALID_REQUEST', 'The body must be a JSON object.');
    if (!Object.hasOwn(body, 'propertyValue')) throw invalidRequest('propertyValue', '"propertyValue" is missing.');
    return readConfigurationChange(
      key,
      body['propertyValue'],
      elementCatalog.get(instance.elementKey),
      this.environment,
    );
  }

  private findItem(row: InstanceRow, configId: string): ConfigurationItem {
    const item = this.answers
      .configurationItems(row)
      .find(({ id, key }) => String(id) === configId || key === configId);
    if (!item) throw new GatewayError('NOT_FOUND', `No configuration found with ID ${configId.slice(0, 64)}`);
    return item;
  }

  private async find(caller: Caller, { id, elementKey }: InstanceAddress): Promise<InstanceRow> {
    const parsed = parsePlatformId(String(id));
    const row = parsed === undefined ? undefined : await this.repository.find(visibleTo(caller), parsed, elementKey);
    if (!row) throw instanceNotFound(id);
    return row;
  }
}
