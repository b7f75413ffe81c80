import { Injectable } from '@nestjs/common';
import type {
  DraftRow,
  MappingContext,
  OperationState,
  RowResult,
  RowsOperation,
  StepsOperation,
  VendorReply,
} from '../elements/element-definition.js';
import { isObject, textAt } from '../elements/values.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import { notFound } from './find-operation.js';
import type { HubCall } from './hub-call.js';
import type { HubAnswer } from './hub-request.js';
import { RecordMapper } from './map-records.js';
import { readNewRecord } from './read-new-record.js';
import { readOptions } from './read-query.js';
import { OperationRunner } from './run-operation.js';

/** Failures that the next row would meet as well. */
const hopeless = new Set([
  'INSTANCE_NEEDS_REAUTH',
  'PROVIDER_FORBIDDEN',
  'PROVIDER_QUOTA_EXHAUSTED',
  'PROVIDER_TLS',
  'PROVIDER_CONTRACT',
  'PROVIDER_REDIRECT',
]);

/** Time that is kept for the answer, so that what was done is told before the deadline. */
const reserveMs = 1_500;
const concurrency = 4;

interface Prepared {
  readonly index: number;
  readonly row: DraftRow;
}

/** An array of new records: a result for each, in the caller's order. */
@Injectable()
export class RowKeeper {
  constructor(
    private readonly vendor: VendorClient,
    private readonly runner: OperationRunner,
    private readonly mapper: RecordMapper,
  ) {}

  async create(call: HubCall, rows: readonly unknown[]): Promise<HubAnswer> {
    const many = call.resource.operations.createMany;
    if (!many) throw invalidRequest('body', 'This resource takes one record at a time.');
    if (rows.length === 0 || rows.length > many.maxRows)
      throw invalidRequest('body', `The array must hold 1 to ${many.maxRows} records.`);
    const options = readOptions(call.request.query, call.settings);
    const context = await this.mapper.contextOf(
      call,
      rows.some((row) => isObject(row) && 'customFields' in row),
    );
    const results: RowResult[] = rows.map(() => ({ outcome: 'not_attempted' }));
    const prepared = rows.flatMap((row, index): Prepared[] => {
      try {
        const { body } = readNewRecord(call, row);
        return [{ index, row: { body, draft: call.transformation.toVendor(body, context) } }];
      } catch (error) {
        results[index] = toRowResult(error);
        return [];
      }
    });
    const batched = prepared.filter(({ row }) => many.batch?.takes(row));
    const single = prepared.filter((item) => !batched.includes(item));
    const stopped =
      (many.batch && (await this.runBatches(call, many.batch, batched, results, options))) ??
      (await this.runEach(call, single, results, { options, context }));
    // What was stored before the failure is told; only where nothing was is the failure the whole answer.
    if (stopped && results.every(({ outcome }) => outcome === 'failed' || outcome === 'not_attempted')) throw stopped;
    return { body: results, headers: toRowHeaders(results) };
  }

  private async runBatches(
    call: HubCall,
    batch: NonNullable<RowsOperation['batch']>,
    prepared: readonly Prepared[],
    results: RowResult[],
    options: OperationState['options'],
  ): Promise<GatewayError | undefined> {
    const state = { options, ...(call.parentId !== undefined && { parentId: call.parentId }) };
    for (const group of batch.groups(prepared.map(({ row }) => row))) {
      if (call.request.deadline.remainingMs() < reserveMs) return undefined;
      const members = group.flatMap((position) => prepared[position] ?? []);
      const rows = members.map(({ row }) => row);
      const outcome = await this.vendor
        .send(call.instance.connection, batch.operation, batch.from(rows, state), call.request.deadline)
        .then((reply) => batch.read(reply, rows, options), toGatewayError);
      // Rows are told one by one, so what is not found is the record that they all belong to.
      if (outcome instanceof GatewayError && outcome.reason === 'NOT_FOUND' && call.parentId !== undefined)
        throw notFound(call.request.resource, call.parentId);
      const told = members.map((_, position): RowResult =>
        outcome instanceof GatewayError
          ? toRowResult(outcome)
          : (outcome[position] ?? { outcome: 'failed', message: 'The provider told nothing of this row.' }),
      );
      const ended = outcome instanceof GatewayError ? told : await this.finish(call, batch.after, rows, told, options);
      members.forEach(({ index }, position) => {
        results[index] = ended[position] ?? { outcome: 'failed' };
      });
      if (outcome instanceof GatewayError && hopeless.has(outcome.reason)) return outcome;
    }
    return undefined;
  }

  /** The rows are stored by now, so that whatever fails here is told in them and not thrown. */
  private async finish(
    call: HubCall,
    after: NonNullable<RowsOperation['batch']>['after'],
    rows: readonly DraftRow[],
    results: readonly RowResult[],
    options: OperationState['options'],
  ): Promise<readonly RowResult[]> {
    const inputs = after?.from(rows, results, options) ?? [];
    if (!after || inputs.length === 0) return results;
    try {
      const replies: VendorReply[] = [];
      for (const input of inputs)
        replies.push(await this.vendor.send(call.instance.connection, after.operation, input, call.request.deadline));
      return after.read(replies, results);
    } catch (error) {
      const failure = toGatewayError(error);
      return results.map((result) => after.failed(result, failure.details.providerMessage ?? failure.message));
    }
  }

  /** One by one through the resource's own create, a few at a time; what the deadline does not allow is not begun. */
  private async runEach(
    call: HubCall,
    prepared: readonly Prepared[],
    results: RowResult[],
    how: { options: OperationState['options']; context: MappingContext },
  ): Promise<GatewayError | undefined> {
    const operation = call.resource.operations.create as StepsOperation;
    const queue = [...prepared];
    let stopped: GatewayError | undefined;
    const work = async (): Promise<void> => {
      for (
        let next = queue.shift();
        next && !stopped && call.request.deadline.remainingMs() > reserveMs;
        next = queue.shift()
      ) {
        const { index, row } = next;
        const target = call.parentId === undefined ? {} : { parentId: call.parentId };
        const run = {
          instance: call.instance,
          operation,
          ...target,
          body: row.body,
          ...how,
          transformation: call.transformation,
          deadline: call.request.deadline,
        };
        const result = await this.runner.run(run).catch(toGatewayError);
        if (result instanceof GatewayError && hopeless.has(result.reason)) stopped = result;
        results[index] =
          result instanceof GatewayError
            ? toRowResult(result)
            : toCreated(result.record && textAt(result.record, call.resource.vendorId), result.outcome);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, work));
    return stopped;
  }
}

function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  throw error;
}

function toCreated(id: string | undefined, outcome: 'created' | 'updated' | undefined): RowResult {
  return { ...(id !== undefined && { id }), outcome: outcome ?? 'created' };
}

function toRowResult(error: unknown): RowResult {
  const failure = toGatewayError(error);
  const { existingId, providerMessage } = failure.details;
  return {
    ...(existingId !== undefined && { id: existingId }),
    outcome: failure.reason === 'CONFLICT' ? 'conflict' : 'failed',
    message: failure.message,
    ...(providerMessage !== undefined && { providerMessage }),
  };
}

const good = new Set<RowResult['outcome']>(['created', 'updated', 'added', 'removed', 'sent']);

function toRowHeaders(results: readonly RowResult[]): Record<string, string> {
  const failed = results.filter(({ outcome }) => !good.has(outcome)).length;
  return failed === 0
    ? {}
    : { 'elements-error': `${failed} of ${results.length} records were not stored; each result says why.` };
}
