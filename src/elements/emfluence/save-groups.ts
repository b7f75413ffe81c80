import type { JsonObject, OperationState, Step, VendorReply } from '../element-definition.js';
import { textAt, textsAt } from '../values.js';
import { changing, reading, recordsOf } from './wire.js';

/** The body of a save, without leaving the groups in `kept`; undefined for no save at all. */
type ToBody = (state: OperationState, kept: readonly number[]) => JsonObject | undefined;

const save = changing('/contacts/save');
const leaves = (body: JsonObject | undefined): boolean => body !== undefined && Object.hasOwn(body, 'removeGroupIDs');

/**
 * Saves a contact that exists. BEHAVIOR.md 7: nobody can leave the group "All"; only when a removal is refused is it
 * worth asking which one that is.
 */
export function savingGroups(toBody: ToBody): readonly Step[] {
  const isRefused = (state: OperationState): boolean => !state.replies['regroup']?.length && leaves(toBody(state, []));
  return [
    {
      name: 'save',
      operation: save,
      from: (state) => {
        const body = toBody(state, []);
        return !body || leaves(body) ? [] : [{ body }];
      },
    },
    {
      name: 'regroup',
      operation: save,
      from: (state) => {
        const body = toBody(state, []);
        return body && leaves(body) ? [{ body }] : [];
      },
      expects: ['CONFLICT'],
    },
    {
      name: 'groups',
      operation: reading('/groups/search'),
      from: (state) => (isRefused(state) ? [{ body: { groupName: 'All', status: 'All', rpp: 250 } }] : []),
    },
    {
      name: 'regroupAgain',
      operation: save,
      from: (state) => {
        const body = isRefused(state) ? toBody(state, allGroups(state)) : undefined;
        return body ? [{ body }] : [];
      },
    },
  ];
}

/** What the provider answered to whichever of those saves was made. */
export const savedIn = (replies: OperationState['replies']): readonly VendorReply[] =>
  ['save', 'regroup', 'regroupAgain'].flatMap((name) => replies[name] ?? []);

function allGroups({ replies }: OperationState): readonly number[] {
  const rows = (replies['groups'] ?? []).flatMap(recordsOf);
  return rows.filter((row) => textAt(row, 'groupName') === 'All').map((row) => Number(textAt(row, 'groupID')));
}

/** BEHAVIOR.md 7: `groupIDs` only adds, so what is missing is removed by name. */
export function withGroups(draft: JsonObject, current: JsonObject, kept: readonly number[] = []): JsonObject {
  const wanted = draft['groupIDs'];
  if (!Array.isArray(wanted) && wanted !== null) return draft;
  const before = textsAt(current, 'groupIDs').map(Number);
  const after = Array.isArray(wanted) ? wanted.map(Number) : [];
  const { groupIDs: _, ...rest } = draft;
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id) && !kept.includes(id));
  return {
    ...rest,
    ...(added.length > 0 && { groupIDs: added }),
    ...(removed.length > 0 && { removeGroupIDs: removed }),
  };
}
