import { GatewayError } from '../../errors/gateway-error.js';
import type { CallInput, JsonObject, ListOperation, OperationState, ResourceDefinition, StepsOperation, UpdateOperation, VendorOperation, VendorReply } from '../element-definition.js';
import { flagAt, isObject, objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { contactFields } from './contact-fields.js';
import { contactFilters } from './contact-filters.js';
import { customFields } from './custom-fields.js';

const save: VendorOperation = { method: 'POST', path: '/contacts/save', effect: 'idempotent_write' };
const saveNew: VendorOperation = { ...save, effect: 'unsafe_write' };
const lookup: VendorOperation = { method: 'POST', path: '/contacts/lookup', effect: 'read' };

const record = (replies: readonly VendorReply[] | undefined): JsonObject => objectAt(replies?.at(-1)?.body, 'data') ?? {};

const list: ListOperation = {
  operation: { method: 'POST', path: '/contacts/search', effect: 'read' },
  paging: {
    kind: 'numbered',
    sizeParameter: 'rpp',
    pageParameter: 'page',
    maxSize: 50,
    total: (reply) => {
      const total = Number(textAt(reply.body, 'data', 'paging', 'totalRecords'));
      return Number.isSafeInteger(total) ? total : undefined;
    },
  },
  records: (reply) => objectsAt(reply.body, 'data', 'records'),
  from: ({ criteria, orderBy }) => ({
    body: criteria.reduce<JsonObject>((body, criterion) => ({ ...body, ...criterion }), {
      fields: 'contactID',
      sortField: orderBy?.field ?? 'contactID',
      sortDirection: orderBy?.direction ?? 'asc',
    }),
  }),
  filters: contactFilters,
  sorts: { id: 'contactID', email: 'email', updatedAt: 'dateModified', score: 'contactScore' },
  defaultSort: 'id',
  // BEHAVIOR.md 6: search rows are partial and flat; whole contacts come from lookups of up to 100 ids.
  hydration: {
    operation: lookup,
    batch: 100,
    from: (ids) => ({ body: { contactIDs: ids.map(Number) } }),
    records: (reply) => objectsAt(reply.body, 'data'),
  },
};

const retrieve: StepsOperation = {
  steps: [{ name: 'lookup', operation: lookup, from: ({ id }) => [{ body: { contactID: Number(id) } }] }],
  answer: ({ replies }) => record(replies['lookup']),
};

/** BEHAVIOR.md 4: save never fails on an e-mail that exists, so the check comes first. */
const create: StepsOperation = {
  steps: [
    {
      name: 'duplicate',
      operation: lookup,
      from: ({ draft, options }) => {
        if (options.onDuplicate === 'allow') {
          throw new GatewayError('INVALID_REQUEST', 'emfluence keeps one contact per e-mail: onDuplicate=allow is not possible.', { path: 'onDuplicate' });
        }
        return [{ body: { email: draft['email'] } }];
      },
      expects: ['NOT_FOUND'],
    },
    { name: 'create', operation: saveNew, from: (state) => (existingId(state) === undefined ? [{ body: toWire(state.draft) }] : []) },
    { name: 'save', operation: save, from: toExisting },
  ],
  exclusive: ({ draft }) => `contacts/${String(draft['email']).toLowerCase()}`,
  answer: ({ replies }) => record(replies['save']?.length ? replies['save'] : replies['create']),
  outcome: (state) => (existingId(state) === undefined ? 'created' : 'updated'),
};

const existingId = ({ replies }: OperationState): string | undefined => textAt(record(replies['duplicate']), 'contactID');

function toExisting(state: OperationState): readonly CallInput[] {
  const id = existingId(state);
  if (id === undefined) return [];
  if (state.options.onDuplicate === 'update') return [{ body: { ...toWire(withGroups(state.draft, record(state.replies['duplicate']))), contactID: Number(id) } }];
  throw new GatewayError('CONFLICT', 'A contact with this e-mail exists already.', { existingId: id, path: 'email' });
}

const update: UpdateOperation = {
  current: { operation: lookup, from: (id) => ({ body: { contactID: Number(id) } }), record: (reply) => record([reply]) },
  // The e-mail needs no check of its own: taking another contact's is refused with code 301 (BEHAVIOR.md 5).
  needsCurrent: ['listIds', 'status', 'emails'],
  steps: [
    { name: 'save', operation: save, from: (state) => (leavesGroups(state) ? [] : [{ body: toChanges(state) }]) },
    // BEHAVIOR.md 7: nobody can leave the group "All". Only when a removal is refused is it worth asking which one that is.
    { name: 'regroup', operation: save, from: (state) => (leavesGroups(state) ? [{ body: toChanges(state) }] : []), expects: ['CONFLICT'] },
    {
      name: 'groups',
      operation: { method: 'POST', path: '/groups/search', effect: 'read' },
      from: (state) => (isRefused(state) ? [{ body: { groupName: 'All', status: 'All', rpp: 250 } }] : []),
    },
    { name: 'regroupAgain', operation: save, from: (state) => (isRefused(state) ? [{ body: toChanges(state, allGroups(state)) }] : []) },
  ],
  answer: ({ replies }) => record([...(replies['save'] ?? []), ...(replies['regroup'] ?? []), ...(replies['regroupAgain'] ?? [])]),
};

function toChanges({ id, draft, current }: OperationState, kept: readonly number[] = []): JsonObject {
  return { ...toWire(current ? withGroups(draft, current, kept) : draft), contactID: Number(id) };
}

const leavesGroups = (state: OperationState): boolean => Object.hasOwn(toChanges(state), 'removeGroupIDs');
const isRefused = (state: OperationState): boolean => leavesGroups(state) && !state.replies['regroup']?.length;

function allGroups({ replies }: OperationState): readonly number[] {
  const rows = (replies['groups'] ?? []).flatMap((reply) => objectsAt(reply.body, 'data', 'records'));
  return rows.filter((row) => textAt(row, 'groupName') === 'All').map((row) => Number(textAt(row, 'groupID')));
}

const remove: StepsOperation = {
  steps: [
    {
      name: 'delete',
      operation: { method: 'POST', path: '/contacts/delete', effect: 'idempotent_write' },
      from: ({ id, options }) => [{ body: { contactID: Number(id), ...(options.force && { deleteSuppressed: true }) } }],
      messages: { CONFLICT: 'The contact is suppressed: deleting it would lose the opt-out. Delete with ?force=true to erase it all the same.' },
    },
  ],
};

/** BEHAVIOR.md 7: `groupIDs` only adds, so what is missing is removed by name. */
function withGroups(draft: JsonObject, current: JsonObject, kept: readonly number[] = []): JsonObject {
  const wanted = draft['groupIDs'];
  if (!Array.isArray(wanted) && wanted !== null) return draft;
  const before = textsAt(current, 'groupIDs').map(Number);
  const after = Array.isArray(wanted) ? wanted.map(Number) : [];
  const { groupIDs: _, ...rest } = draft;
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id) && !kept.includes(id));
  return { ...rest, ...(added.length > 0 && { groupIDs: added }), ...(removed.length > 0 && { removeGroupIDs: removed }) };
}

/** An empty text clears a field; a null would be taken as "not passed" (BEHAVIOR.md 8). */
function toWire(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(key === 'groupIDs' && item === null))
      .map(([key, item]) => [key, item === null ? '' : isObject(item) ? toWire(item) : item]),
  );
}

/** The contact of emfluence, one for each e-mail. */
export const contacts: ResourceDefinition = {
  vendorName: 'contacts',
  description: 'People. Adding one to a group can trigger an automated e-mail at emfluence.',
  idPattern: /^[1-9]\d{0,14}$/,
  vendorId: 'contactID',
  fields: contactFields,
  lacks: ['middleName', 'accountId', 'phones', 'otherAddress', 'website', 'optInReason', 'timeZone', 'language'],
  vendorFields: ['customerID', 'userID', 'suppressed', 'held', 'originalSource', 'mobileNumber', 'address1', 'address2', 'zipCode', 'city', 'state', 'country', 'purl', 'dateofbirth', 'ipaddress', 'notes', 'memo', 'contentVariables', 'groupIDs', 'removeGroupIDs'],
  initialStatus: (body) => (flagAt(body, 'suppressed') ? 'unsubscribed' : flagAt(body, 'held') ? 'bounced' : 'subscribed'),
  operations: { list, retrieve, create, update, delete: remove },
  customFields,
};
