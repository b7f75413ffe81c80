import { errorCatalog, type Reason } from '../errors/error-catalog.js';
import { foldStatus, type Statuses } from '../errors/error-body.js';
import type { DescribedOperation } from './hub-description.js';

/** One status that an operation can answer, as both formats describe it. */
export interface DescribedFailure {
  readonly status: string;
  readonly description: string;
  readonly reasons: readonly Reason[];
}

/** Failures by status, in rising order, each with the reasons that stand behind it. */
export function failuresOf({ reasons }: DescribedOperation, statuses: Statuses): readonly DescribedFailure[] {
  const byStatus = new Map<number, Reason[]>();
  for (const reason of reasons) {
    const status = foldStatus(errorCatalog[reason].status, statuses);
    byStatus.set(status, [...(byStatus.get(status) ?? []), reason]);
  }
  return [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, found]) => ({
      status: String(status),
      description: found.map((reason) => `${reason}: ${errorCatalog[reason].meaning}`).join('\n\n'),
      reasons: found,
    }));
}

/** Headers that every success has. */
export const answerHeaders: Readonly<Record<string, string>> = {
  'elements-request-id': 'The id of the request, as in the body of an error and in the log.',
};
