import { Injectable } from '@nestjs/common';
import type { JsonObject, StepsOperation } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { checkBody, checkRawBody, type CheckedBody } from '../transformations/check-body.js';
import { fieldNamesOf } from './field-names.js';
import { notFound } from './find-operation.js';
import type { HubCall } from './hub-call.js';
import type { HubAnswer } from './hub-request.js';
import { readFields } from './list-query.js';
import { RecordMapper } from './map-records.js';
import { readOptions } from './read-query.js';
import { RowKeeper } from './keep-rows.js';
import { readNewRecord } from './read-new-record.js';
import { OperationRunner } from './run-operation.js';
import { pickFields, toHeaderText, withNulls } from './to-hub-answer.js';

/** Creates, reads, changes and deletes single records. */
@Injectable()
export class RecordKeeper {
  constructor(
    private readonly runner: OperationRunner,
    private readonly mapper: RecordMapper,
    private readonly rows: RowKeeper,
  ) {}

  async run(call: HubCall): Promise<HubAnswer> {
    const { request, settings, resource, name, instance } = call;
    if (name === 'create' && Array.isArray(request.body)) return this.rows.create(call, request.body);
    const operation = resource.operations[name] as StepsOperation;
    const fields = readFields(request.query['fields'], fieldNamesOf(resource, call.raw));
    const options = readOptions(request.query, settings);
    const { body, dropped } = this.readBody(call);
    const context = await this.mapper.contextOf(call, 'customFields' in body);
    const { transformation } = call;
    const target = {
      ...(call.id !== undefined && { id: call.id }),
      ...(call.parentId !== undefined && { parentId: call.parentId }),
    };
    const run = { instance, operation, ...target, body, options, transformation, context, deadline: request.deadline };
    const result = await this.runner
      .run(run)
      .catch((error: unknown) => Promise.reject(naming(error, request.child ?? request.resource, call.id)));
    const { record, note } = result.record ? await this.toAnswer(call, result.record) : {};
    if (record && isNoRecord(call, record))
      throw new GatewayError(
        'PROVIDER_BAD_RESPONSE',
        'The provider reported success, but what it answered is no record.',
      );
    const notes = [
      ...(dropped.length > 0 ? [`This provider lacks, and the gateway dropped: ${dropped.join(', ')}.`] : []),
      ...[result.note, note].filter((text) => text !== undefined),
    ];
    return {
      body: record && pickFields(settings.hideNulls || call.raw ? record : withNulls(record, resource), fields),
      headers: {
        ...(result.outcome && options.onDuplicate === 'update' && { 'elements-outcome': result.outcome }),
        ...(notes.length > 0 && { 'elements-error': toHeaderText(notes.join(' ')) }),
      },
    };
  }

  private async toAnswer(call: HubCall, kept: JsonObject): Promise<{ record?: JsonObject; note?: string }> {
    if (call.name !== 'retrieve') return this.mapper.toHubAfterChange(call, kept);
    const [record] = await this.mapper.toHub(call, [kept]);
    return record ? { record } : {};
  }

  private readBody(call: HubCall): CheckedBody {
    if (call.name === 'create') return readNewRecord(call, call.request.body);
    if (call.name !== 'update') return { body: {}, dropped: [] };
    return call.raw
      ? { body: checkRawBody(call.request.body), dropped: [] }
      : checkBody(call.request.body, call.resource, call.settings.unsupportedFields);
  }
}

/** A record that was asked for by its id answers with one; anything else must not pass for a contact without fields. */
function isNoRecord({ name, raw, resource }: HubCall, record: JsonObject): boolean {
  return name === 'retrieve' && !raw && resource.fields.some(({ path }) => path === 'id') && record['id'] === undefined;
}

/** The provider only says that something was not found; the caller is told what. */
function naming(error: unknown, resource: string, id: string | undefined): unknown {
  if (!(error instanceof GatewayError) || error.reason !== 'NOT_FOUND' || id === undefined) return error;
  const { message } = notFound(resource, id);
  return new GatewayError('NOT_FOUND', message, { ...error.details, cause: error });
}
