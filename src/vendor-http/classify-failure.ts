import type {
  Effect,
  ElementDefinition,
  FailureRule,
  VendorFailure,
  VendorReply,
} from '../elements/element-definition.js';
import { errorCatalog, type Reason } from '../errors/error-catalog.js';
import { GatewayError } from '../errors/gateway-error.js';
import { scrub } from './redact.js';
import { readRetryAfter, secondsUntil } from './retry-after.js';

/** An answer of the provider, with what it takes to judge it. `now` is epoch milliseconds. */
export interface AnsweredCall {
  readonly element: ElementDefinition;
  readonly effect: Effect;
  readonly reply: VendorReply;
  readonly secrets: readonly string[];
  readonly now: number;
}

const DEFAULT_THROTTLE_SECONDS = 1;

/** Statuses that promise nothing but that the request was taken. */
const MAY_BE_EMPTY: ReadonlySet<number> = new Set([202, 204, 205]);

/** What a status means where the element has no rule of its own for the answer. */
export const REASON_OF_STATUS: Readonly<Record<number, Reason>> = {
  400: 'PROVIDER_REJECTED',
  401: 'INSTANCE_NEEDS_REAUTH',
  403: 'PROVIDER_FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'PROVIDER_CONTRACT',
  406: 'PROVIDER_CONTRACT',
  409: 'CONFLICT',
  413: 'PROVIDER_REJECTED',
  415: 'PROVIDER_CONTRACT',
  422: 'PROVIDER_REJECTED',
  429: 'PROVIDER_THROTTLED',
  501: 'PROVIDER_CONTRACT',
  503: 'PROVIDER_UNAVAILABLE',
};

/** Answers what a caller is to see of a provider's answer, or undefined when it is a success. */
export function classifyFailure(call: AnsweredCall): GatewayError | undefined {
  const { element, reply } = call;
  if (isUsable(reply) && !element.failures.isFailure(reply)) return undefined;
  const failure = element.failures.read(reply);
  const reason = toReason(call, failure);
  const retryAfterSeconds = toRetryAfter(call, reason);
  return new GatewayError(reason, toMessage(element, reason), {
    ...toProviderWords(call, failure),
    ...(failure.existingId !== undefined && { existingId: failure.existingId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** The gateway's own sentence for a provider's failure. */
export function toMessage(element: ElementDefinition, reason: Reason): string {
  return `${element.name}: ${errorCatalog[reason].meaning}`;
}

function isUsable(reply: VendorReply): boolean {
  if (!isSuccessStatus(reply.status)) return false;
  return reply.body === undefined ? MAY_BE_EMPTY.has(reply.status) : typeof reply.body !== 'string';
}

function isSuccessStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

function toReason(call: AnsweredCall, failure: VendorFailure): Reason {
  const { element, reply } = call;
  // Before any rule: whatever a redirect carries, it tells that the base URL is not the provider's API.
  if (reply.status >= 300 && reply.status <= 399) return 'PROVIDER_REDIRECT';
  const rule = element.failures.rules.find((candidate) => matches(candidate, reply, failure));
  const reason = rule?.reason ?? toDefaultReason(call);
  const isQuota = reason === 'PROVIDER_THROTTLED' && toQuotaSeconds(call) !== undefined;
  return isQuota ? 'PROVIDER_QUOTA_EXHAUSTED' : reason;
}

function matches(rule: FailureRule, reply: VendorReply, failure: VendorFailure): boolean {
  return (
    matchesStatus(rule.status, reply.status) &&
    (rule.code === undefined || matchesCode(rule.code, failure.code)) &&
    (rule.message === undefined || rule.message.test(failure.message ?? '')) &&
    (rule.foreign === undefined || isForeign(reply.body))
  );
}

function matchesStatus(expected: FailureRule['status'], status: number): boolean {
  if (expected === undefined || typeof expected === 'number') return expected === undefined || expected === status;
  return status >= expected[0] && status <= expected[1];
}

function matchesCode(expected: string | RegExp, code: string | undefined): boolean {
  return code !== undefined && (typeof expected === 'string' ? expected === code : expected.test(code));
}

function isForeign(body: unknown): boolean {
  return typeof body !== 'object' || body === null;
}

function toDefaultReason({ effect, reply }: AnsweredCall): Reason {
  const { status, body } = reply;
  // A record that is missing is told in JSON; a page of HTML tells that the path is.
  if (status === 404 && typeof body === 'string') return 'PROVIDER_CONTRACT';
  if (status === 504) return effect === 'unsafe_write' ? 'PROVIDER_RESULT_UNKNOWN' : 'PROVIDER_TIMEOUT';
  const known = REASON_OF_STATUS[status];
  if (known) return known;
  return status >= 500 && status <= 599 ? 'PROVIDER_FAILED' : 'PROVIDER_BAD_RESPONSE';
}

function toRetryAfter(call: AnsweredCall, reason: Reason): number | undefined {
  const told = readRetryAfter(call.reply.headers['retry-after'], call.now);
  if (reason === 'PROVIDER_QUOTA_EXHAUSTED') return toQuotaSeconds(call) ?? told ?? DEFAULT_THROTTLE_SECONDS;
  if (reason === 'PROVIDER_THROTTLED') return told ?? DEFAULT_THROTTLE_SECONDS;
  return errorCatalog[reason].retryable ? told : undefined;
}

function toQuotaSeconds({ element, reply, now }: AnsweredCall): number | undefined {
  const moment = element.failures.quotaResetsAt?.(reply);
  return moment === undefined ? undefined : secondsUntil(moment, now);
}

function toProviderWords({ reply, secrets }: AnsweredCall, failure: VendorFailure) {
  const words = failure.message ?? (typeof reply.body === 'string' ? reply.body : '');
  const providerMessage = scrub(words, secrets);
  const providerRequestId = scrub(failure.requestId ?? reply.headers['x-request-id'] ?? '', secrets);
  return { ...(providerMessage && { providerMessage }), ...(providerRequestId && { providerRequestId }) };
}
