import { GatewayError } from '../../errors/gateway-error.js';
import type {
  CallInput,
  DraftRow,
  JsonObject,
  OperationOptions,
  RowResult,
  RowsOperation,
  VendorReply,
} from '../element-definition.js';
import { flagAt, isObject, objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { toWire, unsafe } from './wire.js';

const groupsOf = ({ draft }: DraftRow): readonly number[] =>
  [...new Set(textsAt(draft, 'groupIDs').map(Number))].sort((a, b) => a - b);

/** What the import stores of a row; its groups are told for all rows together. */
function toRow({ draft }: DraftRow): JsonObject {
  const { groupIDs: _, ...rest } = toWire(draft);
  return rest;
}

/** Rows of one call must be built alike, those inside them too (BEHAVIOR.md 15). */
function structureOf(value: JsonObject): string {
  return Object.entries(value)
    .map(([key, item]) => (isObject(item) ? `${key}{${structureOf(item)}}` : key))
    .sort()
    .join(',');
}

function group(rows: readonly DraftRow[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const key = `${structureOf(toRow(row))}|${groupsOf(row).join(',')}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

/**
 * BEHAVIOR.md 15: an import that leaves existing contacts alone would still put them into the groups, so that groups go
 * along only where existing contacts may be changed. New ones get theirs afterwards.
 */
function toImport(rows: readonly DraftRow[], { options }: { readonly options: OperationOptions }): CallInput {
  if (options.onDuplicate === 'allow') {
    throw new GatewayError(
      'INVALID_REQUEST',
      'emfluence keeps one contact per e-mail: onDuplicate=allow is not possible.',
      { path: 'onDuplicate' },
    );
  }
  const updating = options.onDuplicate === 'update';
  const groupIDs = rows[0] ? groupsOf(rows[0]) : [];
  return {
    body: {
      contacts: rows.map(toRow),
      updateExisting: updating ? 1 : 0,
      ...(updating && groupIDs.length > 0 && { groupIDs }),
    },
  };
}

function read(reply: VendorReply, rows: readonly DraftRow[], { onDuplicate }: OperationOptions): readonly RowResult[] {
  const data = objectAt(reply.body, 'data');
  // The provider's pages spell the key in both ways.
  const results = [...objectsAt(data, 'contactResults'), ...objectsAt(data, 'contactsResults')];
  return rows.map((_, index) => toResult(results[index], onDuplicate === 'update'));
}

function toResult(result: JsonObject | undefined, updating: boolean): RowResult {
  if (!result) return { outcome: 'failed', message: 'The provider told nothing of this row.' };
  const id = textAt(result, 'contactID');
  const named = id === undefined ? {} : { id };
  if (!flagAt(result, 'success'))
    return {
      ...named,
      outcome: 'failed',
      message: 'The provider refused this contact.',
      providerMessage: textsAt(result, 'errors').join(' ').slice(0, 500),
    };
  if (flagAt(result, 'inserted')) return { ...named, outcome: 'created' };
  return updating || flagAt(result, 'updated')
    ? { ...named, outcome: 'updated' }
    : { ...named, outcome: 'conflict', message: 'A contact with this e-mail exists already.' };
}

const notAdded = (result: RowResult, providerMessage: string): RowResult =>
  result.outcome === 'created'
    ? { ...result, outcome: 'failed', message: 'The contact was created, but not added to its lists.', providerMessage }
    : result;

/** Up to 1,000 contacts in one call for each way in which rows are built. */
export const importContacts: RowsOperation = {
  maxRows: 1000,
  batch: {
    operation: unsafe('/contacts/import'),
    // Groups to leave are told for a whole import as well, and would be left by contacts that exist.
    takes: ({ draft }) => !Object.hasOwn(draft, 'removeGroupIDs') && !Object.hasOwn(draft, 'contactID'),
    groups: group,
    from: toImport,
    read,
    after: {
      operation: unsafe('/groups/addContacts'),
      from: (rows, results, { onDuplicate }) => {
        const created = results.flatMap(({ id, outcome }) =>
          outcome === 'created' && id !== undefined ? [Number(id)] : [],
        );
        if (onDuplicate === 'update' || created.length === 0 || !rows[0]) return [];
        return groupsOf(rows[0]).map((groupID) => ({ body: { groupID, contactIDs: created } }));
      },
      read: (replies, results) => {
        const refused = new Map(
          replies
            .flatMap((reply) => objectsAt(reply.body, 'data', 'contactResults'))
            .filter((row) => !flagAt(row, 'success'))
            .map((row): [string, string] => [textAt(row, 'contactID') ?? '', textsAt(row, 'errors').join(' ')]),
        );
        return results.map((result) =>
          refused.has(result.id ?? '') ? notAdded(result, refused.get(result.id ?? '') ?? '') : result,
        );
      },
      failed: notAdded,
    },
  },
};
