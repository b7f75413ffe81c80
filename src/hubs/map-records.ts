import { Injectable } from '@nestjs/common';
import type { CustomField, JsonObject, MappingContext } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { AccountSchemas } from './account-schemas.js';
import type { HubCall } from './hub-call.js';

/** Maps with what the account adds to its element, which is asked for only when a record or a request needs it. */
@Injectable()
export class RecordMapper {
  constructor(private readonly schemas: AccountSchemas) {}

  /** Provider records in the hub's shape, in the same order. */
  async toHub(call: HubCall, records: readonly JsonObject[]): Promise<readonly JsonObject[]> {
    const needed = records.some((record) => call.resource.customFields?.neededBy(record));
    const context = await this.contextOf(call, needed);
    const names = call.raw
      ? undefined
      : await this.schemas.names(call.instance, call.resource, records, call.request.deadline);
    return records.map((record) => call.transformation.toHub(record, names ? { ...context, names } : context));
  }

  /** The answer to a change: it was made, so that names which cannot be read by then are told as missing, not thrown. */
  async toHubAfterChange(
    call: HubCall,
    record: JsonObject,
  ): Promise<{ readonly record: JsonObject; readonly note?: string }> {
    try {
      const [shown = {}] = await this.toHub(call, [record]);
      return { record: shown };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const bare = { customFields: [], customFieldNames: call.settings.customFieldNames };
      const note = `The change was made, but ids stand in the answer for names that could not be read: ${error.reason}.`;
      return { record: call.transformation.toHub(record, bare), note };
    }
  }

  async contextOf(call: HubCall, needed: boolean): Promise<MappingContext> {
    return {
      customFields: needed ? await this.customFieldsOf(call) : [],
      customFieldNames: call.settings.customFieldNames,
    };
  }

  customFieldsOf({ instance, resource, request }: HubCall): Promise<readonly CustomField[]> {
    return this.schemas.customFields(instance, resource, request.deadline);
  }
}
