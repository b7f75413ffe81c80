import type { ElementDefinition, FailureRule } from '../elements/element-definition.js';
import type { Reason } from '../errors/error-catalog.js';
import { REASON_OF_STATUS } from '../vendor-http/classify-failure.js';

/** One answer of a provider, and what callers see of it. */
export interface ProviderCode {
  /** E.g. `code 300` or `HTTP 403, not JSON`. */
  readonly says: string;
  readonly reason: Reason;
}

/** What is judged by its kind, after the rules of the element and the statuses of the table; `status` where it is one. */
const byKind: readonly (ProviderCode & { readonly status?: number })[] = [
  { says: 'HTTP 3xx', reason: 'PROVIDER_REDIRECT' },
  { says: 'HTTP 504 to a read, or to a write that may be repeated', reason: 'PROVIDER_TIMEOUT' },
  { says: 'HTTP 504 to a write that may not be repeated', reason: 'PROVIDER_RESULT_UNKNOWN' },
  { says: 'any other HTTP 5xx', reason: 'PROVIDER_FAILED' },
  { says: 'HTTP 404, not JSON', reason: 'PROVIDER_CONTRACT', status: 404 },
  { says: 'a success that is not JSON, or any other status', reason: 'PROVIDER_BAD_RESPONSE' },
];

/** Everything that the provider can say, in the order in which it is judged: the first that fits counts. */
export function providerCodesOf({ failures }: ElementDefinition): readonly ProviderCode[] {
  const { rules, quotaResetsAt } = failures;
  const own = rules.map((rule): ProviderCode => ({ says: toWords(rule), reason: rule.reason }));
  const shared = Object.entries(REASON_OF_STATUS)
    .filter(([status]) => !rules.some((rule) => settles(rule, Number(status), false)))
    .map(([status, reason]): ProviderCode => ({ says: `HTTP ${status}`, reason }));
  const quota: readonly ProviderCode[] = quotaResetsAt
    ? [{ says: 'a throttled call once the daily quota is used up', reason: 'PROVIDER_QUOTA_EXHAUSTED' }]
    : [];
  const rest = byKind
    .filter(({ status }) => status === undefined || !rules.some((rule) => settles(rule, status, true)))
    .map(({ says, reason }): ProviderCode => ({ says, reason }));
  return [...quota, ...own, ...shared, ...rest];
}

/** Whether the rule leaves nothing of the status to what follows it; `isForeign` asks of answers that are not JSON. */
function settles({ status, code, message, foreign }: FailureRule, asked: number, isForeign: boolean): boolean {
  if (code !== undefined || message !== undefined || (foreign && !isForeign) || status === undefined) return false;
  return typeof status === 'number' ? status === asked : asked >= status[0] && asked <= status[1];
}

function toWords({ status, code, message, foreign }: FailureRule): string {
  return [
    ...(code === undefined ? [] : [toCodes(code)]),
    ...(status === undefined ? [] : [`HTTP ${typeof status === 'number' ? String(status) : status.join('–')}`]),
    ...(message === undefined ? [] : [`a message like "${toPlain(message)}"`]),
    ...(foreign ? ['not JSON'] : []),
  ].join(', ');
}

const numbers = Array.from({ length: 1000 }, (_, number) => String(number));

/** A pattern of numbers is told number by number, any other by its fixed part. */
function toCodes(code: string | RegExp): string {
  if (typeof code === 'string') return `code ${code}`;
  const found = numbers.filter((number) => code.test(number));
  return found.length > 0 && found.length < numbers.length ? `code ${found.join(', ')}` : `code ${toPlain(code)}`;
}

function toPlain({ source }: RegExp): string {
  const open = source.endsWith('$') ? '' : '…';
  return source.replace(/^\^|\$$/g, '').replace(/\\/g, '') + open;
}
