import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  FieldMapping,
  FilterTranslator,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { flagAt, textAt } from '../values.js';
import { contains, ids, truthOf, word } from './filters.js';
import { foundGroup } from './found-group.js';
import { listMembers } from './list-members.js';
import { changing, dataOf, idPattern, lookedUp, pages, reading, recordsOf, toWire, unsafe } from './wire.js';

const lookup = reading('/groups/lookup');
const search = reading('/groups/search');

const fields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'groupID', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'groupName', required: true, description: 'Unique in the account.' },
  {
    path: 'publicName',
    type: 'string',
    vendorPath: 'friendlyName',
    description: 'What contacts see; the name where nothing is said.',
  },
  { path: 'description', type: 'string', vendorPath: 'description' },
  {
    path: 'kind',
    type: 'string',
    vendorPath: 'type',
    readOnly: true,
    description: 'static, or dynamic for a list that is a query.',
    read: (group) => textAt(group, 'type')?.toLowerCase(),
  },
  {
    path: 'visibility',
    type: 'string',
    vendorPath: 'private',
    description: 'private, or public for a list that contacts see among their preferences.',
    read: (group) =>
      textAt(group, 'private') === undefined && typeof group['private'] !== 'boolean'
        ? undefined
        : flagAt(group, 'private')
          ? 'private'
          : 'public',
    write: (value) => {
      if (value !== 'private' && value !== 'public')
        throw invalidRequest('visibility', '"visibility" must be private or public.');
      return { private: value === 'private' };
    },
  },
  {
    path: 'archived',
    type: 'boolean',
    vendorPath: 'status',
    read: (group) => textAt(group, 'status')?.toLowerCase() === 'archived',
    write: (value) => {
      if (value === null) throw invalidRequest('archived', '"archived" must be true or false.');
      return { status: value === true ? 'Archived' : 'Active' };
    },
  },
  { path: 'memberCount', type: 'number', vendorPath: 'totalMembers', readOnly: true },
  {
    path: 'activeCount',
    type: 'number',
    vendorPath: 'activeMembers',
    readOnly: true,
    description: 'Members who may be mailed.',
  },
  {
    path: 'externalId',
    type: 'string',
    vendorPath: 'externalID',
    description: 'Told by a list only when the query names it.',
  },
  { path: 'createdAt', type: 'datetime', vendorPath: 'dateAdded', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'dateModified', readOnly: true },
];

const archived: FilterTranslator = ({ operator, values: [value] }) => {
  const truth = operator === '=' ? truthOf(value) : undefined;
  return truth === undefined ? undefined : { status: truth ? 'Archived' : 'Active' };
};

const list: ListOperation = {
  operation: search,
  paging: pages(250),
  records: recordsOf,
  // BEHAVIOR.md 16: archived groups hide unless they are asked for.
  from: ({ criteria, orderBy }) => ({
    body: criteria.reduce<JsonObject>((body, criterion) => ({ ...body, ...criterion }), {
      status: 'All',
      type: 'All',
      sortField: orderBy?.field ?? 'groupID',
      sortDirection: orderBy?.direction ?? 'asc',
    }),
  }),
  filters: {
    id: ids('groupIDs', 100),
    name: contains('groupName'),
    kind: word('type', { static: 'Static', dynamic: 'Dynamic' }),
    visibility: word('private', { private: true, public: false }),
    archived,
  },
  sorts: {
    id: 'groupID',
    name: 'groupName',
    createdAt: 'dateAdded',
    updatedAt: 'dateModified',
    memberCount: 'totalMembers',
    activeCount: 'activeMembers',
  },
  defaultSort: 'id',
  // BEHAVIOR.md 16: whole groups need a permission that a search does not.
  hydration: {
    operation: lookup,
    batch: 25,
    from: (ids) => ({ body: { groupIDs: ids.map(Number) } }),
    records: lookedUp,
    onlyFor: ['externalId'],
  },
};

const lookUp: StepsOperation['steps'] = [
  {
    name: 'lookup',
    operation: lookup,
    from: ({ id }) => [{ body: { groupID: Number(id) } }],
    expects: ['PROVIDER_FORBIDDEN'],
  },
  {
    name: 'search',
    operation: search,
    from: ({ id, replies }) =>
      replies['lookup']?.length ? [] : [{ body: { groupIDs: [Number(id)], status: 'All', type: 'All' } }],
  },
];

const retrieve: StepsOperation = { steps: lookUp, answer: (state) => whole(state) };

function whole({ id, replies }: OperationState): JsonObject {
  if (replies['lookup']?.length) return dataOf(replies['lookup']);
  return foundGroup(replies['search'], id);
}

const create: StepsOperation = {
  steps: [
    {
      name: 'save',
      operation: unsafe('/groups/save'),
      from: ({ body, draft }) => {
        if (body['kind'] === 'dynamic')
          throw invalidRequest('kind', 'emfluence makes dynamic lists in its own pages only; here a list is static.');
        return [{ body: toWire(draft) }];
      },
      messages: { CONFLICT: 'A list with this name exists already.' },
    },
  ],
  answer: ({ replies }) => dataOf(replies['save']),
};

const update: UpdateOperation = {
  current: { operation: lookup, from: (id) => ({ body: { groupID: Number(id) } }), record: (reply) => dataOf([reply]) },
  needsCurrent: [],
  steps: [
    {
      name: 'save',
      operation: changing('/groups/save'),
      from: ({ id, draft }) => [{ body: { ...toWire(draft), groupID: Number(id) } }],
      messages: { CONFLICT: 'Another list has this name, or this one is protected and cannot be archived.' },
    },
  ],
  answer: ({ replies }) => dataOf(replies['save']),
};

const remove: StepsOperation = {
  steps: [
    {
      name: 'delete',
      operation: changing('/groups/delete'),
      from: ({ id }) => [{ body: { groupID: Number(id) } }],
      messages: { CONFLICT: 'The list is protected at emfluence and cannot be deleted.' },
    },
  ],
};

/** The group of emfluence. */
export const lists: ResourceDefinition = {
  vendorName: 'groups',
  description: 'Groups of contacts. Contacts stay when their list is deleted.',
  idPattern,
  vendorId: 'groupID',
  fields,
  lacks: ['folder'],
  vendorFields: ['groupName', 'friendlyName', 'status', 'private', 'protected', 'userIDs', 'notes', 'externalID'],
  operations: { list, retrieve, create, update, delete: remove },
  children: { contacts: listMembers },
};
