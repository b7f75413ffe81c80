import type { JsonObject, OperationState, Step, StepsOperation, VendorOperation } from '../element-definition.js';
import { objectAt } from '../values.js';

/** Keap deletes every kind of record in the same way: by id, with an empty answer. */
export function deletionOf(path: string): StepsOperation {
  return {
    steps: [
      {
        name: 'delete',
        operation: { method: 'DELETE', path, effect: 'idempotent_write' },
        from: ({ id = '' }) => [{ params: { id } }],
      },
    ],
  };
}

/** Behind a step `patch`: where nothing was to be changed, what was asked for is the record as it stands. */
export function readUnlessPatched(operation: VendorOperation): Step {
  return {
    name: 'get',
    operation,
    from: ({ id = '', replies }) => (replies['patch']?.length ? [] : [{ params: { id } }]),
  };
}

/** The record that those two steps leave. */
export function patchedRecord({ replies }: OperationState): JsonObject {
  return objectAt(replies['patch']?.[0]?.body) ?? objectAt(replies['get']?.[0]?.body) ?? {};
}
