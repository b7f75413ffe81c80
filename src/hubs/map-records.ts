import { Injectable } from '@nestjs/common';
import type { CustomField, JsonObject, MappingContext } from '../elements/element-definition.js';
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
