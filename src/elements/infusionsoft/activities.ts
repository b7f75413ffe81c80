import type {
  CallInput,
  FilterTranslator,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
  VendorOperation,
} from '../element-definition.js';
import { objectAt, objectsAt, textAt } from '../values.js';
import { activityFields, priorities } from './activity-fields.js';
import { connectedUserStep, readConnectedUser } from './connected-user.js';
import { byId, byIds, byPrefix, toFilter } from './filter-translators.js';
import { taskColumns } from './legacy-columns.js';
import { pagesOf } from './pages.js';
import { deletionOf, patchedRecord, readUnlessPatched } from './record-operations.js';

const get: VendorOperation = { method: 'GET', path: '/tasks/{id}', effect: 'read' };

const byPriority: FilterTranslator = ({ operator, values: [value] }) => {
  const name = value?.text.toLowerCase() ?? '';
  return operator === '=' && Object.hasOwn(priorities, name) ? { 'priority==': priorities[name] ?? '' } : undefined;
};

const list: ListOperation = {
  operation: { method: 'GET', path: '/tasks', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'tasks'),
  from: ({ criteria, orderBy }) => ({
    query: { order_by: `${orderBy?.field ?? 'id'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
  }),
  filters: {
    id: byIds('task_ids'),
    subject: byPrefix('title'),
    contactId: byId('contact_id'),
    ownerId: byId('user_id'),
    priority: byPriority,
  },
  sorts: { id: 'id', dueAt: 'due_time', occurredAt: 'create_time' },
  defaultSort: 'id',
};

const retrieve: StepsOperation = {
  steps: [{ name: 'get', operation: get, from: ({ id = '' }) => [{ params: { id } }] }],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

const namesNobody = ({ draft }: OperationState): boolean => textAt(draft, 'assigned_to_user_id') === undefined;

function toTask(state: OperationState): JsonObject {
  const given = Object.fromEntries(Object.entries(state.draft).filter(([, value]) => value !== null));
  const user = readConnectedUser(state);
  return user === undefined ? given : { ...given, assigned_to_user_id: user };
}

const create: StepsOperation = {
  // BEHAVIOR.md 18: a task belongs to somebody, and the connected user is the one nobody has to look up.
  steps: [
    connectedUserStep(namesNobody),
    {
      name: 'create',
      operation: { method: 'POST', path: '/tasks', effect: 'unsafe_write' },
      from: (state) => [{ body: toTask(state) }],
    },
  ],
  answer: ({ replies }) => objectAt(replies['create']?.[0]?.body) ?? {},
};

function toChanges({ id = '', draft }: OperationState): readonly CallInput[] {
  return Object.keys(draft).length === 0
    ? []
    : [{ params: { id }, query: { update_mask: Object.keys(draft) }, body: draft }];
}

const update: UpdateOperation = {
  current: { operation: get, from: (id) => ({ params: { id } }), record: (reply) => objectAt(reply.body) ?? {} },
  needsCurrent: [],
  steps: [
    { name: 'patch', operation: { method: 'PATCH', path: '/tasks/{id}', effect: 'idempotent_write' }, from: toChanges },
    readUnlessPatched(get),
  ],
  answer: patchedRecord,
};

const remove = deletionOf('/tasks/{id}');

/** The tasks of Keap. */
export const activities: ResourceDefinition = {
  vendorName: 'tasks',
  description: 'Tasks of the application’s users, with or without a contact.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: activityFields,
  lacks: ['campaignId'],
  vendorFields: ['completed', 'accepted', 'remind_time_mins', 'opportunity_id'],
  aliases: {
    ...taskColumns,
    title: 'subject',
    description: 'body',
    contact_id: 'contactId',
    assigned_to_user_id: 'ownerId',
    due_time: 'dueAt',
    completion_time: 'completedAt',
  },
  operations: { list, retrieve, create, update, delete: remove },
};
