import { Injectable } from '@nestjs/common';
import type { CustomField, JsonObject, ResourceDefinition, Step, VendorReply } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { ResolvedInstance } from '../instances/instance-resolver.js';
import type { Deadline } from '../vendor-http/deadline.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import { KeptReadings } from './kept-readings.js';

/** What each provider account adds to its element: its custom fields and names, read when first needed and kept for ten minutes. */
@Injectable()
export class AccountSchemas {
  private readonly fields = new KeptReadings<readonly CustomField[]>();
  private readonly named = new KeptReadings<ReadonlyMap<string, string>>();

  constructor(private readonly vendor: VendorClient) {}

  async customFields(
    instance: ResolvedInstance,
    resource: ResourceDefinition,
    deadline: Deadline,
  ): Promise<readonly CustomField[]> {
    const { customFields } = resource;
    if (!customFields) return [];
    const key = keyOf(instance, resource);
    return (
      this.fields.find(key) ??
      this.fields.keep(key, this.load(instance, customFields.list, deadline).then(customFields.read))
    );
  }

  /** The names that these records point to; undefined when they need none. One that is not among those kept is asked for anew. */
  async names(
    instance: ResolvedInstance,
    resource: ResourceDefinition,
    records: readonly JsonObject[],
    deadline: Deadline,
  ): Promise<ReadonlyMap<string, string> | undefined> {
    const { names } = resource;
    const lacking = (known: ReadonlyMap<string, string>): boolean =>
      records.some((record) => names?.missing(record, known));
    if (!names || !lacking(new Map())) return undefined;
    const key = keyOf(instance, resource);
    const known = await this.named.find(key);
    if (known && !lacking(known)) return known;
    return this.named.keep(key, this.load(instance, names.list, deadline).then(names.read));
  }

  private async load(
    instance: ResolvedInstance,
    steps: readonly Step[],
    deadline: Deadline,
  ): Promise<Readonly<Record<string, readonly VendorReply[]>>> {
    const replies: Record<string, readonly VendorReply[]> = {};
    for (const step of steps) {
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
    return replies;
  }
}

/** Another credential or address may lead to another account, whose fields have other ids. */
function keyOf(
  { id, connection: { credential, baseUrl } }: ResolvedInstance,
  { vendorName }: ResourceDefinition,
): string {
  return `${id}/${credential.version ?? ''}/${vendorName}/${baseUrl}`;
}
