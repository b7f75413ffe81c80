import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import type {
  DraftRow,
  FieldMapping,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  RowResult,
  RowsOperation,
  Step,
  StepsOperation,
} from '../element-definition.js';
import { objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { contactFields } from './contact-fields.js';
import { contacts, createContact } from './contacts.js';
import { readContactStatus } from './contact-status.js';
import { byWindow, toFilter } from './filter-translators.js';
import { pagesOf } from './pages.js';

/** What a list shows of its members; of a contact that is given by its id nothing else may be said. */
const shown = ['id', 'email', 'firstName', 'lastName', 'status', 'addedAt'];

const firstEmail = (contact: JsonObject): string | undefined =>
  textAt(
    objectsAt(contact, 'email_addresses').find((item) => item['field'] === 'EMAIL1'),
    'email',
  );

const fields: readonly FieldMapping[] = [
  {
    path: 'id',
    type: 'id',
    vendorPath: 'id',
    description: 'A contact that is there already. Without it the body is a new contact.',
  },
  {
    path: 'email',
    type: 'email',
    maxLength: 75,
    read: (member) => textAt(member, 'email') ?? firstEmail(member),
    write: (value) => ({ 'email_addresses[field=EMAIL1].email': value }),
  },
  ...contactFields.filter(({ path }) => path === 'firstName' || path === 'lastName'),
  {
    path: 'status',
    type: 'string',
    readOnly: true,
    read: (member) => (Object.hasOwn(member, 'email_addresses') ? readContactStatus(member) : undefined),
  },
  { path: 'addedAt', type: 'datetime', vendorPath: 'applied_time', readOnly: true },
  ...contactFields
    .filter(({ path, readOnly }) => !shown.includes(path) && !readOnly)
    .map((field) => ({ ...field, writeOnly: true as const })),
];

const columns = 'id,given_name,family_name,email_addresses,tag_ids';

const list: ListOperation = {
  operation: { method: 'GET', path: '/tags/{tag}/contacts', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'contacts'),
  from: ({ criteria, orderBy, parentId = '' }) => ({
    params: { tag: parentId },
    query: { order_by: `${orderBy?.field ?? 'applied_time'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
  }),
  // BEHAVIOR.md 22: names and e-mails are only compared exactly here, perhaps with case.
  filters: { addedAt: byWindow('since_applied_time', 'until_applied_time') },
  sorts: { addedAt: 'applied_time', email: 'email', firstName: 'given_name', lastName: 'family_name' },
  defaultSort: 'addedAt',
  // Consent is not among what a tag tells of its contacts.
  hydration: {
    operation: { method: 'GET', path: '/contacts', effect: 'read' },
    batch: 200,
    from: (ids) => ({ query: { fields: 'id,email_addresses', filter: `ids==${ids.join(',')}`, page_size: 1000 } }),
    records: (reply) => objectsAt(reply.body, 'contacts'),
    merge: (row, contact) => ({ ...row, email_addresses: contact['email_addresses'] }),
  },
};

const idOf = ({ draft }: Pick<DraftRow, 'draft'>): string | undefined => textAt(draft, 'id');
const saysMore = (body: JsonObject): string | undefined => Object.keys(body).find((name) => !shown.includes(name));

/** The contact that the body names, checked before the tag is given. */
const known: Step = {
  name: 'contact',
  operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
  from: (state) => {
    const id = idOf(state);
    if (id === undefined) {
      refuseStatus(state.body);
      return [];
    }
    const more = saysMore(state.body);
    if (more !== undefined)
      throw invalidRequest(more, `A contact given by its "id" is not changed here; "${more}" has no place beside it.`);
    return [{ params: { id }, query: { fields: columns } }];
  },
  messages: { NOT_FOUND: 'There is no contact with this "id".' },
};

function refuseStatus(body: JsonObject): void {
  const { status, ...rest } = body;
  if (status === undefined || status === null || status === contacts.initialStatus?.(rest)) return;
  throw invalidRequest('status', '"status" cannot be set like a field; change consent through "subscription".');
}

const applyTags = { method: 'POST', path: '/tags/{tag}/contacts:applyTags', effect: 'idempotent_write' } as const;

const apply: Step = {
  name: 'apply',
  operation: applyTags,
  from: (state) => {
    const id = idOf(state);
    return id === undefined ? [] : [{ params: { tag: state.parentId ?? '' }, body: { contact_ids: [id] } }];
  },
  messages: { NOT_FOUND: 'There is no list with this id.' },
};

/** A new contact is one that is made with this list among its own. */
const inList = (state: OperationState): OperationState => ({
  ...state,
  draft: { ...state.draft, tag_ids: [...textsAt(state.draft, 'tag_ids'), state.parentId ?? ''] },
});

const newContact: readonly Step[] = createContact.steps.map((step) => ({
  ...step,
  from: (state) => {
    if (idOf(state) !== undefined) return [];
    refuseMissingList(state);
    return step.from(inList(state));
  },
}));

function refuseMissingList({ parentId = '', replies }: OperationState): void {
  const found = replies['tags'];
  if (!found || found.length === 0) return;
  if (!found.some((reply) => objectsAt(reply.body, 'tags').some((tag) => textAt(tag, 'id') === parentId)))
    throw new GatewayError('NOT_FOUND', 'There is no list with this id.');
}

const create: StepsOperation = {
  steps: [known, apply, ...newContact],
  exclusive: (state) => (idOf(state) === undefined ? createContact.exclusive?.(state) : undefined),
  answer: (state) => {
    if (idOf(state) === undefined) return createContact.answer?.(inList(state)) ?? {};
    const failure = toRow(idOf(state) ?? '', objectAt(state.replies['apply']?.[0]?.body, 'results'));
    if (failure.outcome === 'failed')
      throw new GatewayError('PROVIDER_REJECTED', failure.message ?? 'Keap did not give the tag.', { path: 'id' });
    return objectAt(state.replies['contact']?.[0]?.body) ?? {};
  },
  outcome: (state) => (idOf(state) === undefined ? (createContact.outcome?.(state) ?? 'created') : 'updated'),
};

const words = new Map([
  ['CONTACT_NOT_FOUND', 'There is no contact with this "id".'],
  ['TAG_ID_NOT_FOUND', 'There is no list with this id.'],
  ['NO_PERMISSION', 'The connected user may not change this contact.'],
]);

/** BEHAVIOR.md 23: the answer is a word for each contact. */
function toRow(id: string, results: JsonObject | undefined): RowResult {
  const word = textAt(results, id);
  if (word === 'SUCCESS') return { id, outcome: 'added' };
  if (word === 'DUPLICATE') return { id, outcome: 'added', message: 'The contact was in the list already.' };
  return {
    id,
    outcome: 'failed',
    message: words.get(word ?? '') ?? 'Keap did not give the tag.',
    ...(word !== undefined && { providerMessage: word }),
  };
}

const chunk = 100;

const createMany: RowsOperation = {
  maxRows: 1000,
  batch: {
    operation: applyTags,
    takes: (row) => idOf(row) !== undefined && saysMore(row.body) === undefined,
    groups: (rows) =>
      Array.from({ length: Math.ceil(rows.length / chunk) }, (_, group) =>
        rows.map((_row, index) => index).slice(group * chunk, (group + 1) * chunk),
      ),
    from: (rows, { parentId = '' }) => ({
      params: { tag: parentId },
      body: { contact_ids: [...new Set(rows.flatMap((row) => idOf(row) ?? []))] },
    }),
    read: (reply, rows) => rows.map((row) => toRow(idOf(row) ?? '', objectAt(reply.body, 'results'))),
  },
};

const remove: StepsOperation = {
  steps: [
    {
      name: 'contact',
      operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
      from: ({ id = '' }) => [{ params: { id }, query: { fields: 'id,tag_ids' } }],
    },
    {
      name: 'remove',
      operation: { method: 'POST', path: '/tags/{tag}/contacts:removeTags', effect: 'idempotent_write' },
      // Keap passes over a contact without the tag in silence.
      from: ({ id = '', parentId = '', replies }) => {
        if (!textsAt(replies['contact']?.[0]?.body, 'tag_ids').includes(parentId))
          throw new GatewayError('NOT_FOUND', 'The contact is not in this list.');
        return [{ params: { tag: parentId }, body: { contact_ids: [id] } }];
      },
    },
  ],
};

/** The contacts that carry one tag. */
export const listMembers: ResourceDefinition = {
  vendorName: 'contacts',
  description:
    'The contacts of a list. Adding one applies the tag, which can start an automation at Keap; taking one out is not an unsubscription.',
  idPattern: contacts.idPattern,
  vendorId: 'id',
  fields,
  lacks: contacts.lacks,
  vendorFields: contacts.vendorFields,
  ...(contacts.aliases && { aliases: contacts.aliases }),
  operations: { list, create, createMany, delete: remove },
  ...(contacts.customFields && { customFields: contacts.customFields }),
};
