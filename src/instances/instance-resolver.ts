import { Injectable } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { unauthenticated } from '../authentication/unauthenticated.js';
import { visibleTo } from '../authentication/visible-rows.js';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { VendorConnection } from '../vendor-http/vendor-connection.js';
import type { Configuration } from './configuration-changes.js';
import { Connections, toSettings } from './connections.js';
import type { Instance } from './instance.entity.js';
import { InstancesRepository, type InstanceRow } from './instances.repository.js';

/** What the database knows of a provider account; nobody has been asked. */
export interface KnownInstance {
  readonly id: number;
  readonly organizationId: number;
  readonly accountId: number;
  readonly element: ElementDefinition;
  readonly name: string;
  /** The configuration without secrets, defaults filled in. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The provider account of a hub call, ready to be called. */
export interface ResolvedInstance extends KnownInstance {
  readonly connection: VendorConnection;
}

/** Stage 2 of a hub call: which provider account. */
@Injectable()
export class InstanceResolver {
  constructor(
    private readonly repository: InstancesRepository,
    private readonly connections: Connections,
  ) {}

  /** Throws INSTANCE_DISABLED, INSTANCE_NEEDS_REAUTH, or whatever keeps an expired token from being renewed. */
  async resolve(caller: Caller): Promise<ResolvedInstance> {
    const { instance, grant } = await this.find(caller);
    if (instance.disabled)
      throw new GatewayError(
        'INSTANCE_DISABLED',
        'The instance is disabled. Enable it with PUT /instances/{id}/enabled.',
      );
    const configuration = this.connections.configurationOf(instance);
    const connection = await this.connections.open(instance, grant, configuration);
    return { ...toKnown(instance, configuration), connection };
  }

  /** The instance as it is stored: also one that is disabled, or whose credential is dead. */
  async look(caller: Caller): Promise<KnownInstance> {
    const { instance } = await this.find(caller);
    return toKnown(instance, this.connections.configurationOf(instance));
  }

  private async find(caller: Caller): Promise<InstanceRow> {
    const { instanceId } = caller;
    if (instanceId === undefined) throw new Error('Only hub calls have an instance.');
    const row = await this.repository.find(visibleTo(caller), instanceId);
    // Deleted between authentication and here.
    if (!row) throw unauthenticated();
    return row;
  }
}

function toKnown(instance: Instance, configuration: Configuration): KnownInstance {
  const element = elementCatalog.get(instance.elementKey);
  const { id, organizationId, accountId, name } = instance;
  return { id, organizationId, accountId, element, name, settings: toSettings(element, configuration) };
}
