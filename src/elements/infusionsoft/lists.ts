import { GatewayError } from '../../errors/gateway-error.js';
import type {
  CallInput,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  Step,
  StepsOperation,
  UpdateOperation,
  VendorOperation,
} from '../element-definition.js';
import { objectAt, objectsAt, textAt } from '../values.js';
import { byIds, byWindow, toFilter } from './filter-translators.js';
import { listColumns } from './legacy-columns.js';
import { folderNames, listFields, listLacks } from './list-fields.js';
import { listMembers } from './list-members.js';
import { pagesOf } from './pages.js';
import { deletionOf, patchedRecord, readUnlessPatched } from './record-operations.js';

const get: VendorOperation = { method: 'GET', path: '/tags/{id}', effect: 'read' };

const list: ListOperation = {
  operation: { method: 'GET', path: '/tags', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'tags'),
  from: ({ criteria, orderBy }) => ({
    query: { order_by: `${orderBy?.field ?? 'name'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
  }),
  // BEHAVIOR.md 22: prefixes are not documented for tags, and equality may mind case, so that names are the gateway's to compare.
  filters: {
    id: byIds('tag_ids'),
    createdAt: byWindow('since_create_time', 'until_create_time'),
    updatedAt: byWindow('since_update_time', 'until_update_time'),
  },
  sorts: { name: 'name', createdAt: 'create_time', updatedAt: 'update_time' },
  defaultSort: 'name',
};

const retrieve: StepsOperation = {
  steps: [{ name: 'get', operation: get, from: ({ id = '' }) => [{ params: { id } }] }],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

/** Looks for the name itself; what Keap cannot be asked in a filter is left to its own refusal. */
const taken: Step = {
  name: 'taken',
  operation: list.operation,
  from: ({ draft, options }) => {
    const name = textAt(draft, 'name')?.trim() ?? '';
    return options.onDuplicate === 'allow' || name === '' || name === 'NONE' || /[;,*]/.test(name)
      ? []
      : [{ query: { filter: `name==${name}`, page_size: 100 } }];
  },
};

function refuseTaken({ id, draft, replies }: OperationState): void {
  const name = textAt(draft, 'name')?.trim().toLowerCase();
  const others = (replies['taken'] ?? [])
    .flatMap((reply) => objectsAt(reply.body, 'tags'))
    .filter((tag) => textAt(tag, 'id') !== id);
  const same = others.find((tag) => textAt(tag, 'name')?.trim().toLowerCase() === name);
  const existingId = textAt(same, 'id');
  if (existingId !== undefined)
    throw new GatewayError('CONFLICT', 'A list with this name exists already.', { existingId, path: 'name' });
}

/** The category that `folder` names: found without regard to case, or made. */
const folderSteps: readonly Step[] = [
  {
    name: 'categories',
    operation: { method: 'GET', path: '/tags/categories', effect: 'read' },
    from: (state) => {
      refuseTaken(state);
      return textAt(state.draft, 'folder') === undefined ? [] : [{ query: { page_size: 1000 } }];
    },
  },
  {
    name: 'newCategory',
    operation: { method: 'POST', path: '/tags/categories', effect: 'unsafe_write' },
    from: (state) => {
      const folder = textAt(state.draft, 'folder');
      return folder === undefined || foundCategory(state) !== undefined ? [] : [{ body: { name: folder } }];
    },
  },
];

function foundCategory({ draft, replies }: OperationState): string | undefined {
  const folder = textAt(draft, 'folder')?.toLowerCase();
  const categories = (replies['categories'] ?? []).flatMap((reply) => objectsAt(reply.body, 'tag_categories'));
  return textAt(
    categories.find((category) => textAt(category, 'name')?.trim().toLowerCase() === folder),
    'id',
  );
}

function toTag(state: OperationState): JsonObject {
  const { folder, ...tag } = state.draft;
  if (folder === undefined) return tag;
  const id = foundCategory(state) ?? textAt(state.replies['newCategory']?.[0]?.body, 'id');
  return { ...tag, category: folder === null || id === undefined ? null : { id } };
}

const create: StepsOperation = {
  steps: [
    taken,
    ...folderSteps,
    {
      name: 'create',
      operation: { method: 'POST', path: '/tags', effect: 'unsafe_write' },
      from: (state) => [
        { body: Object.fromEntries(Object.entries(toTag(state)).filter(([, value]) => value !== null)) },
      ],
      messages: { CONFLICT: 'A list with this name exists already.' },
    },
  ],
  exclusive: ({ draft }) => `lists/${textAt(draft, 'name')?.trim().toLowerCase() ?? ''}`,
  answer: ({ replies }) => objectAt(replies['create']?.[0]?.body) ?? {},
};

function toChanges(state: OperationState): readonly CallInput[] {
  const changes = toTag(state);
  return Object.keys(changes).length === 0
    ? []
    : [{ params: { id: state.id ?? '' }, query: { update_mask: Object.keys(changes) }, body: changes }];
}

const update: UpdateOperation = {
  current: { operation: get, from: (id) => ({ params: { id } }), record: (reply) => objectAt(reply.body) ?? {} },
  needsCurrent: [],
  steps: [
    taken,
    ...folderSteps,
    {
      name: 'patch',
      operation: { method: 'PATCH', path: '/tags/{id}', effect: 'idempotent_write' },
      from: toChanges,
      messages: { CONFLICT: 'A list with this name exists already.' },
    },
    readUnlessPatched(get),
  ],
  answer: patchedRecord,
};

const remove = deletionOf('/tags/{id}');

/** The tags of Keap. */
export const lists: ResourceDefinition = {
  vendorName: 'tags',
  description: 'Tags, which group contacts. Their folders are tag categories.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: listFields,
  lacks: listLacks,
  vendorFields: ['category'],
  aliases: listColumns,
  operations: { list, retrieve, create, update, delete: remove },
  children: { contacts: listMembers },
  names: folderNames,
};
