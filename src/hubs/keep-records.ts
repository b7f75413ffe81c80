import { Injectable } from '@nestjs/common';
import type { StepsOperation } from '../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { checkBody } from '../transformations/check-body.js';
import { fieldNamesOf } from './field-names.js';
import { notFound } from './find-operation.js';
import type { HubCall } from './hub-call.js';
import type { HubAnswer } from './hub-request.js';
import { readFields } from './list-query.js';
import { RecordMapper } from './map-records.js';
import { readOptions } from './read-query.js';
import { OperationRunner, statusRefused } from './run-operation.js';
import { pickFields, toHeaderText, withNulls } from './to-hub-answer.js';

/** Creates, reads, changes and deletes single records. */
@Injectable()
export class RecordKeeper {
  constructor(
    private readonly runner: OperationRunner,
    private readonly mapper: RecordMapper,
  ) {}

  async run(call: HubCall): Promise<HubAnswer> {
    const { request, settings, resource, name, instance } = call;
    const operation = resource.operations[name] as StepsOperation;
    const fields = readFields(request.query['fields'], fieldNamesOf(resource));
    const options = readOptions(request.query, settings);
    const { body, dropped } = this.readBody(call);
    const context = await this.mapper.contextOf(call, 'customFields' in body);
    const { transformation } = call;
    const id = request.id === undefined ? {} : { id: request.id };
    const run = { instance, operation, ...id, body, options, transformation, context, deadline: request.deadline };
    const result = await this.runner.run(run).catch((error: unknown) => Promise.reject(naming(error, request.resource, request.id)));
    const [record] = result.record ? await this.mapper.toHub(call, [result.record]) : [];
    return {
      body: record && pickFields(settings.hideNulls ? record : withNulls(record, resource), fields),
      headers: {
        ...(result.outcome && options.onDuplicate === 'update' && { 'elements-outcome': result.outcome }),
        ...(dropped.length > 0 && { 'elements-error': toHeaderText(`This provider lacks, and the gateway dropped: ${dropped.join(', ')}.`) }),
      },
    };
  }

  private readBody({ request, resource, settings, name }: HubCall): ReturnType<typeof checkBody> {
    if (name !== 'create' && name !== 'update') return { body: {}, dropped: [] };
    const checked = checkBody(request.body, resource, settings.unsupportedFields);
    if (name === 'update') return checked;
    for (const field of resource.fields) {
      if (field.required && !hasValue(checked.body, field.path)) throw invalidRequest(field.path, `"${field.path}" is required by this provider.`);
    }
    const { status, ...rest } = checked.body;
    if (status !== undefined && status !== null && status !== resource.initialStatus?.(rest)) throw statusRefused();
    return { ...checked, body: rest };
  }
}

const hasValue = (body: Readonly<Record<string, unknown>>, path: string): boolean => body[path] !== undefined && body[path] !== null && body[path] !== '';

/** The provider only says that something was not found; the caller is told what. */
function naming(error: unknown, resource: string, id: string | undefined): unknown {
  if (!(error instanceof GatewayError) || error.reason !== 'NOT_FOUND' || id === undefined) return error;
  const { message } = notFound(resource, id);
  return new GatewayError('NOT_FOUND', message, { ...error.details, cause: error });
}
