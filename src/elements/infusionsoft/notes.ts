import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import type {
  CallInput,
  FilterTranslator,
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
import { connectedUserStep, readConnectedUser } from './connected-user.js';
import { byId, byIds, byPrefix, byWindow, toFilter } from './filter-translators.js';
import { noteColumns } from './legacy-columns.js';
import { noteFields } from './note-fields.js';
import { pagesOf } from './pages.js';

const path = '/contacts/{contact}/notes/{note}';
const get: VendorOperation = { method: 'GET', path, effect: 'read' };

export const noteFilters: Readonly<Record<string, FilterTranslator>> = {
  id: byIds('ids', 500, (text) => text.split('-').at(-1) ?? ''),
  contactId: byId('contact_id'),
  ownerId: byId('assigned_to_user_id'),
  subject: byPrefix('title'),
  updatedAt: byWindow('since_time', 'until_time'),
};

export const noteSorts = { id: 'id', createdAt: 'create_time', updatedAt: 'update_time' } as const;

const list: ListOperation = {
  operation: { method: 'GET', path: '/notes', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'notes'),
  from: ({ criteria, orderBy }) => ({
    query: { order_by: `${orderBy?.field ?? 'id'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
  }),
  filters: noteFilters,
  sorts: noteSorts,
  defaultSort: 'id',
};

const answered = ({ replies }: OperationState, step: string): JsonObject | undefined =>
  objectAt(replies[step]?.[0]?.body);
const found = (state: OperationState): JsonObject | undefined => objectsAt(answered(state, 'find'), 'notes')[0];
const missing = (): GatewayError => new GatewayError('NOT_FOUND', 'There is no such note.');

/** The contact, where the id or the path names it. */
const namedContact = ({ id = '', parentId }: OperationState): string | undefined =>
  parentId ?? (id.includes('-') ? id.split('-')[0] : undefined);

/** Both ids of a note. Throws NOT_FOUND for a note of another contact than the path names. */
function toTarget(state: OperationState): Readonly<Record<string, string>> {
  const [first = '', second] = (state.id ?? '').split('-');
  const contact = namedContact(state) ?? textAt(found(state), 'contact_id');
  if (contact === undefined || (second !== undefined && first !== contact)) throw missing();
  return { contact, note: second ?? first };
}

/** A note's own id, as the provider's JSON shows it, does not say whose note it is: the list of all notes does. */
const find: Step = {
  name: 'find',
  operation: list.operation,
  from: (state) =>
    namedContact(state) === undefined ? [{ query: { filter: `id==${state.id ?? ''}`, page_size: 1 } }] : [],
};

const retrieve: StepsOperation = {
  steps: [find, { name: 'get', operation: get, from: (state) => (found(state) ? [] : [{ params: toTarget(state) }]) }],
  answer: (state) => answered(state, 'get') ?? found(state) ?? {},
};

const namesOwner = ({ draft }: OperationState): boolean => textAt(draft, 'user_id') !== undefined;

/** The contact of a new note: that of the path, else that of the body, which may repeat the former. */
function toOwner({ draft, parentId }: OperationState): string {
  const given = textAt(draft, 'contact_id');
  if (parentId !== undefined && given !== undefined && given !== parentId)
    throw invalidRequest('contactId', 'The path names another contact.');
  return parentId ?? given ?? '';
}

const create: StepsOperation = {
  steps: [
    connectedUserStep((state) => {
      if (toOwner(state) === '') throw invalidRequest('contactId', 'Keap keeps a note with a contact.');
      if (textAt(state.draft, 'title') === undefined && textAt(state.draft, 'type') === undefined)
        throw invalidRequest('subject', 'Keap needs a "subject" or a "type" for a note.');
      return !namesOwner(state);
    }),
    {
      name: 'create',
      operation: { method: 'POST', path: '/contacts/{contact}/notes', effect: 'unsafe_write' },
      from: (state) => [{ params: { contact: toOwner(state) }, body: toNewNote(state) }],
      expects: ['NOT_FOUND'],
    },
  ],
  answer: (state) => {
    const created = answered(state, 'create');
    if (created) return created;
    if (state.parentId !== undefined) throw new GatewayError('NOT_FOUND', 'There is no such contact.');
    throw invalidRequest('contactId', `There is no contact ${toOwner(state)}.`);
  },
};

function toNewNote(state: OperationState): JsonObject {
  const { contact_id: _, ...rest } = state.draft;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const owner = readConnectedUser(state);
  return owner === undefined || namesOwner(state) ? given : { ...given, user_id: owner };
}

/** BEHAVIOR.md 18: every change has to name a user, also one that leaves the note to whom it belongs. */
const update: UpdateOperation = {
  current: {
    operation: get,
    from: (id) => ({ params: { contact: id.split('-')[0] ?? '', note: id.split('-')[1] ?? '' } }),
    record: (reply) => objectAt(reply.body) ?? {},
  },
  needsCurrent: [],
  steps: [
    find,
    {
      name: 'get',
      operation: get,
      from: (state) => (namesOwner(state) || found(state) ? [] : [{ params: toTarget(state) }]),
    },
    connectedUserStep(
      (state) => !namesOwner(state) && textAt(toCurrent(state), 'assigned_to_user', 'id') === undefined,
    ),
    { name: 'patch', operation: { method: 'PATCH', path, effect: 'idempotent_write' }, from: toChanges },
  ],
  answer: (state) => answered(state, 'patch') ?? toCurrent(state) ?? {},
};

const toCurrent = (state: OperationState): JsonObject | undefined => answered(state, 'get') ?? found(state);

function toChanges(state: OperationState): readonly CallInput[] {
  const { draft } = state;
  if (draft['contact_id'] === null) throw invalidRequest('contactId', 'A note always belongs to a contact.');
  const { user_id: asked, ...rest } = draft;
  const changed = namesOwner(state) ? { ...rest, user_id: asked } : rest;
  const owner = namesOwner(state)
    ? asked
    : (textAt(toCurrent(state), 'assigned_to_user', 'id') ?? readConnectedUser(state));
  return Object.keys(changed).length === 0
    ? []
    : [{ params: toTarget(state), query: { update_mask: Object.keys(changed) }, body: { ...changed, user_id: owner } }];
}

const remove: StepsOperation = {
  steps: [
    find,
    {
      name: 'delete',
      operation: { method: 'DELETE', path, effect: 'idempotent_write' },
      from: (state) => [{ params: toTarget(state) }],
    },
  ],
};

/** What notes are like wherever they are asked for. */
export const anyNotes = {
  vendorName: 'notes',
  description: 'Notes about contacts.',
  idPattern: /^[1-9]\d{0,17}(-[1-9]\d{0,17})?$/,
  vendorId: 'id',
  lacks: [],
  vendorFields: ['is_pinned'],
  aliases: { ...noteColumns, contact_id: 'contactId', title: 'subject', text: 'body', user_id: 'ownerId' },
  operations: { list, retrieve, create, update, delete: remove },
} as const satisfies Omit<ResourceDefinition, 'fields'>;

/** The notes of all contacts. */
export const notes: ResourceDefinition = { ...anyNotes, fields: noteFields };
