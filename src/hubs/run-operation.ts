import { Injectable } from '@nestjs/common';
import { Leases } from '../database/leases.js';
import type {
  JsonObject,
  MappingContext,
  OperationState,
  Step,
  StepsOperation,
  UpdateOperation,
  VendorReply,
} from '../elements/element-definition.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import type { ResolvedInstance } from '../instances/instance-resolver.js';
import type { Transformation } from '../transformations/transformation.js';
import type { Deadline } from '../vendor-http/deadline.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import { unchangedFieldsRemoved } from './unchanged-fields.js';

/** One operation on one record, with everything that its pure parts decide on. */
export interface OperationCall {
  readonly instance: ResolvedInstance;
  readonly operation: StepsOperation | UpdateOperation;
  readonly id?: string;
  readonly parentId?: string;
  readonly body: JsonObject;
  readonly options: OperationState['options'];
  readonly transformation: Transformation;
  readonly context: MappingContext;
  readonly deadline: Deadline;
}

export interface OperationResult {
  /** The provider's record to answer with; absent for an empty answer. */
  readonly record?: JsonObject;
  readonly outcome?: 'created' | 'updated';
  /** What the caller must know although the call succeeded. */
  readonly note?: string;
}

/** How long an operation that died keeps others from the same thing; as long as the longest deadline. */
const leaseMs = 60_000;

/** Runs what an element declares as steps: the element decides, this sends. */
@Injectable()
export class OperationRunner {
  constructor(
    private readonly vendor: VendorClient,
    private readonly leases: Leases,
  ) {}

  async run(call: OperationCall): Promise<OperationResult> {
    const { operation } = call;
    const current = 'current' in operation ? await this.readCurrent(operation, call) : undefined;
    const body = current
      ? unchangedFieldsRemoved(call.body, call.transformation.toHub(current, call.context))
      : call.body;
    if (Object.hasOwn(body, 'status') && current) throw statusRefused();
    const state: OperationState = {
      ...(call.id !== undefined && { id: call.id }),
      ...(call.parentId !== undefined && { parentId: call.parentId }),
      body,
      draft: call.transformation.toVendor(body, call.context),
      options: call.options,
      ...(current && { current }),
      replies: {},
    };
    const exclusive = operation.exclusive?.(state);
    if (exclusive === undefined) return this.runSteps(call, state);
    const key = `${call.instance.id}/${exclusive}`;
    return this.leases.hold(key, leaseMs, call.deadline.remainingMs(), () => this.runSteps(call, state));
  }

  private async readCurrent(operation: UpdateOperation, call: OperationCall): Promise<JsonObject | undefined> {
    if (!Object.keys(call.body).some((field) => operation.needsCurrent.includes(field))) return undefined;
    const { current } = operation;
    return current.record(
      await this.vendor.send(call.instance.connection, current.operation, current.from(call.id ?? ''), call.deadline),
    );
  }

  private async runStep(call: OperationCall, step: Step, state: OperationState): Promise<readonly VendorReply[]> {
    const replies: VendorReply[] = [];
    for (const input of step.from(state)) {
      try {
        replies.push(await this.vendor.send(call.instance.connection, step.operation, input, call.deadline));
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        if (step.expects?.includes(error.reason)) continue;
        throw withMessage(error, step.messages?.[error.reason]);
      }
    }
    return replies;
  }

  private async runSteps(call: OperationCall, start: OperationState): Promise<OperationResult> {
    let state = start;
    for (const step of call.operation.steps) {
      try {
        state = { ...state, replies: { ...state.replies, [step.name]: await this.runStep(call, step, state) } };
      } catch (error) {
        throw isHalfDone(call.operation, state) ? tellingHalfDone(error) : error;
      }
    }
    const record = call.operation.answer?.(state);
    const outcome = call.operation.outcome?.(state);
    const note = call.operation.note?.(state);
    return { ...(record && { record }), ...(outcome && { outcome }), ...(note !== undefined && { note }) };
  }
}

/** Whether something was made that a repetition would find, or make again. */
function isHalfDone({ steps }: StepsOperation, { replies }: OperationState): boolean {
  return steps.some(({ name, operation }) => operation.effect === 'unsafe_write' && (replies[name] ?? []).length > 0);
}

function tellingHalfDone(error: unknown): unknown {
  if (!(error instanceof GatewayError)) return error;
  return withMessage(error, `${error.message} Part of the request was carried out before: look before repeating it.`);
}

function withMessage(error: GatewayError, message: string | undefined): GatewayError {
  return message === undefined ? error : new GatewayError(error.reason, message, { ...error.details, cause: error });
}

export function statusRefused(): GatewayError {
  return invalidRequest('status', '"status" cannot be set like a field; change consent through "subscription".');
}
