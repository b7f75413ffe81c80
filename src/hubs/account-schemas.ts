import { Injectable } from '@nestjs/common';
import type { CustomField, CustomFieldsDefinition, ResourceDefinition, VendorReply } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { ResolvedInstance } from '../instances/instance-resolver.js';
import type { Deadline } from '../vendor-http/deadline.js';
import { VendorClient } from '../vendor-http/vendor-client.js';

const lifeMs = 600_000;
const capacity = 5_000;

interface CachedFields {
  readonly until: number;
  readonly fields: Promise<readonly CustomField[]>;
}

/** What each provider account adds to its element: its custom fields, read when first needed and kept for ten minutes. */
@Injectable()
export class AccountSchemas {
  private readonly cached = new Map<string, CachedFields>();

  constructor(private readonly vendor: VendorClient) {}

  async customFields(instance: ResolvedInstance, resource: ResourceDefinition, deadline: Deadline): Promise<readonly CustomField[]> {
    const { customFields } = resource;
    if (!customFields) return [];
    const key = `${instance.id}/${resource.vendorName}`;
    const known = this.cached.get(key);
    if (known && known.until > performance.now()) return known.fields;
    const fields = this.load(instance, customFields, deadline);
    // A failed reading is not kept: the next call tries again.
    fields.catch(() => this.cached.delete(key));
    this.remember(key, { until: performance.now() + lifeMs, fields });
    return fields;
  }

  private remember(key: string, entry: CachedFields): void {
    this.cached.delete(key);
    this.cached.set(key, entry);
    const [oldest] = this.cached.keys();
    if (this.cached.size > capacity && oldest !== undefined) this.cached.delete(oldest);
  }

  private async load(instance: ResolvedInstance, definition: CustomFieldsDefinition, deadline: Deadline): Promise<readonly CustomField[]> {
    const replies: Record<string, readonly VendorReply[]> = {};
    for (const step of definition.list) {
      const inputs = step.from({ body: {}, draft: {}, options: { onDuplicate: 'refuse', force: false }, replies });
      const answers: VendorReply[] = [];
      for (const input of inputs) {
        try {
          answers.push(await this.vendor.send(instance.connection, step.operation, input, deadline));
        } catch (error) {
          if (!(error instanceof GatewayError && step.expects?.includes(error.reason))) throw error;
        }
      }
      replies[step.name] = answers;
    }
    return definition.read(replies);
  }
}
