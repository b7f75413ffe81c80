import { elementCatalog } from '../elements/element-catalog.js';
import { foldStatus, type Statuses } from '../errors/error-body.js';
import { errorCatalog, type Reason } from '../errors/error-catalog.js';
import { GatewayError } from '../errors/gateway-error.js';
import { providerCodesOf } from './provider-codes.js';

export type ErrorAnswer = Readonly<Record<string, unknown>>;

const reasons = Object.keys(errorCatalog) as Reason[];

export function toErrorAnswers(statuses: Statuses): readonly ErrorAnswer[] {
  return reasons.map((reason) => toErrorAnswer(reason, statuses));
}

/** Throws NOT_FOUND for a name that is not in the catalog. */
export function findErrorAnswer(name: string, statuses: Statuses): ErrorAnswer {
  const reason = reasons.find((candidate) => candidate === name);
  if (!reason)
    throw new GatewayError('NOT_FOUND', `There is no reason "${name.slice(0, 64)}"; GET /errors lists them.`);
  return toErrorAnswer(reason, statuses);
}

function toErrorAnswer(reason: Reason, statuses: Statuses): ErrorAnswer {
  const { status, fault, meaning, remedy, retryable } = errorCatalog[reason];
  const providers = elementCatalog
    .all()
    .map((element): [string, readonly string[]] => [
      element.key,
      providerCodesOf(element).flatMap((code) => (code.reason === reason ? [code.says] : [])),
    ]);
  return {
    reason,
    status: foldStatus(status, statuses),
    fault,
    meaning,
    remedy,
    retryable,
    providerCodes: Object.fromEntries(providers),
  };
}
