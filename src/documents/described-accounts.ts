import { Injectable } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { Environment } from '../config/environment.js';
import type { CustomField, ResourceDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { AccountSchemas } from '../hubs/account-schemas.js';
import { InstanceResolver, type KnownInstance } from '../instances/instance-resolver.js';
import { readSettings } from '../instances/instance-settings.js';
import { Deadline } from '../vendor-http/deadline.js';
import type { DescribedAccount } from './describe-hub.js';

/** What the documents need to know of one instance: its settings, and what its account adds to the element. */
@Injectable()
export class DescribedAccounts {
  constructor(
    private readonly instances: InstanceResolver,
    private readonly schemas: AccountSchemas,
    private readonly environment: Environment,
  ) {}

  /** The instance alone; its provider is not asked, so that a disabled one is described too. */
  look(caller: Caller): Promise<KnownInstance> {
    return this.instances.look(caller);
  }

  /** The custom fields of one resource. Throws what keeps the provider from telling them. */
  async customFields(caller: Caller, resource: ResourceDefinition): Promise<readonly CustomField[]> {
    if (!resource.customFields) return [];
    return this.schemas.customFields(await this.instances.resolve(caller), resource, this.deadline());
  }

  /** The account with all its custom fields. Where the provider does not tell them the description says so and goes on. */
  async describe(
    caller: Caller,
    discovery: boolean,
  ): Promise<{ readonly instance: KnownInstance; readonly account: DescribedAccount }> {
    const instance = await this.look(caller);
    const having = discovery ? resourcesOf(instance).filter(({ customFields }) => customFields) : [];
    const { known, gap } = await this.discover(caller, having);
    const { customFieldNames, hideNulls } = readSettings(instance.settings);
    const account: DescribedAccount = {
      name: instance.name,
      fieldsOf: (resource) => ({ customFields: known.get(resource) ?? [], customFieldNames, showsNulls: !hideNulls }),
      ...(gap !== undefined && { gap }),
    };
    return { instance, account };
  }

  private async discover(caller: Caller, having: readonly ResourceDefinition[]) {
    const known = new Map<ResourceDefinition, readonly CustomField[]>();
    if (having.length === 0) return { known };
    try {
      const instance = await this.instances.resolve(caller);
      const deadline = this.deadline();
      for (const resource of having) known.set(resource, await this.schemas.customFields(instance, resource, deadline));
      return { known };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return {
        known,
        gap: `Not all custom fields of the account are described, since the provider did not tell them (${error.reason}).`,
      };
    }
  }

  private deadline(): Deadline {
    return new Deadline(this.environment.deadlineMs);
  }
}

function resourcesOf({ element }: KnownInstance): readonly ResourceDefinition[] {
  return Object.values(element.resources).flatMap((resource) => [resource, ...Object.values(resource.children ?? {})]);
}
