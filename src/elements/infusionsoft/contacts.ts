import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  CallInput,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
  VendorReply,
} from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';
import { contactFields } from './contact-fields.js';
import { contactFilters } from './contact-filters.js';
import { toContactBody } from './contact-slots.js';
import { companySteps, readCompany } from './company-steps.js';
import { contactActivities } from './contact-activities.js';
import { contactLists } from './contact-lists.js';
import { contactNotes } from './contact-notes.js';
import { duplicate, emailOf, listContacts, refuseDuplicate } from './contact-twins.js';
import { customFieldsOf } from './custom-fields.js';
import { toFilter } from './filter-translators.js';
import { contactColumns } from './legacy-columns.js';
import { pagesOf } from './pages.js';
import { subscription } from './subscription.js';
import { existingTags, refuseMissingTags, tagSteps, withTags } from './tag-steps.js';
import { deletionOf } from './record-operations.js';

/** What is asked for in every answer: the columns that come by default are not documented (BEHAVIOR.md 3). */
const columns = [
  'id,email_addresses,given_name,family_name,middle_name,job_title,company,phone_numbers,fax_numbers,addresses,website',
  'birth_date,leadsource_id,owner_id,tag_ids,score_value,time_zone,preferred_locale,custom_fields,create_time,update_time',
].join(',');

const record = (replies: readonly VendorReply[] | undefined): JsonObject | undefined =>
  replies?.at(-1)?.body as JsonObject | undefined;

const list: ListOperation = {
  operation: listContacts,
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'contacts'),
  from: ({ criteria, orderBy }) => ({
    query: {
      fields: columns,
      order_by: `${orderBy?.field ?? 'id'} ${orderBy?.direction ?? 'asc'}`,
      ...toFilter(criteria),
    },
  }),
  filters: contactFilters,
  sorts: { id: 'id', createdAt: 'create_time', email: 'email', updatedAt: 'update_time' },
  defaultSort: 'id',
};

const retrieve: StepsOperation = {
  steps: [
    {
      name: 'get',
      operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
      from: ({ id = '' }) => [{ params: { id }, query: { fields: columns } }],
    },
  ],
  answer: ({ replies }) => record(replies['get']) ?? {},
};

const isUpsert = ({ draft, options }: OperationState): boolean =>
  options.onDuplicate === 'update' && emailOf(draft) !== undefined;

function toNewContact(state: OperationState): JsonObject {
  const reason = state.options.optInReason;
  const draft = withoutNulls(state.draft);
  const body = toContactBody(reason === undefined ? draft : withOptInReason(draft, reason));
  const company = readCompany(state);
  if (['email_addresses', 'phone_numbers', 'addresses'].every((channel) => objectsAt(body, channel).length === 0)) {
    throw invalidRequest('email', 'This provider needs an e-mail, a phone number or an address for a contact.');
  }
  return company === undefined ? body : { ...body, company: { id: company } };
}

function withoutNulls(draft: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null));
}

function withOptInReason(draft: JsonObject, reason: string): JsonObject {
  const emails = objectsAt(draft, 'email_addresses').map((item) =>
    item['field'] === 'EMAIL1' && !textAt(item, 'opt_in_reason') ? { ...item, opt_in_reason: reason } : item,
  );
  return emails.length > 0 ? { ...draft, email_addresses: emails } : draft;
}

const created = ({ replies }: OperationState): JsonObject | undefined =>
  record(replies['upsert']?.length ? replies['upsert'] : replies['create']);

export const createContact: StepsOperation = {
  steps: [
    duplicate,
    existingTags,
    ...companySteps((state) => {
      refuseDuplicate(state);
      refuseMissingTags(state);
    }),
    {
      name: 'create',
      operation: { method: 'POST', path: '/contacts', effect: 'unsafe_write' },
      from: (state) => (isUpsert(state) ? [] : [{ query: { fields: columns }, body: toNewContact(state) }]),
    },
    {
      name: 'upsert',
      operation: { method: 'POST', path: '/contacts', effect: 'idempotent_write' },
      from: (state) =>
        isUpsert(state) ? [{ query: { fields: columns, duplicate_option: 'Email' }, body: toNewContact(state) }] : [],
    },
    ...tagSteps(created),
  ],
  exclusive: ({ draft }) => {
    const email = emailOf(draft);
    return email === undefined ? undefined : `contacts/${email.toLowerCase()}`;
  },
  answer: (state) => withTags(created(state) ?? {}, state),
  outcome: ({ replies }) => (replies['upsert']?.[0]?.status === 200 ? 'updated' : 'created'),
};

function toChanges(state: OperationState): readonly CallInput[] {
  const company = readCompany(state);
  const changes = {
    ...toContactBody(state.draft, state.current),
    ...(company !== undefined && { company: { id: company } }),
    ...(state.draft['company_name'] === null && { company: null }),
  };
  if (Object.keys(changes).length === 0) return [];
  return [
    { params: { id: state.id ?? '' }, query: { update_mask: Object.keys(changes), fields: columns }, body: changes },
  ];
}

const update: UpdateOperation = {
  current: {
    operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
    from: (id) => ({ params: { id }, query: { fields: columns } }),
    record: (reply) => record([reply]) ?? {},
  },
  needsCurrent: [
    'email',
    'emails',
    'phone',
    'mobile',
    'fax',
    'phones',
    'address',
    'otherAddress',
    'listIds',
    'status',
    'optInReason',
    'customFields',
  ],
  steps: [
    duplicate,
    ...companySteps(refuseDuplicate),
    ...tagSteps(({ current }) => current),
    {
      name: 'patch',
      operation: { method: 'PATCH', path: '/contacts/{id}', effect: 'idempotent_write' },
      from: toChanges,
    },
  ],
  answer: (state) => withTags(record(state.replies['patch']) ?? state.current ?? {}, state),
};

const remove = deletionOf('/contacts/{id}');

/** The contact of Keap. */
export const contacts: ResourceDefinition = {
  vendorName: 'contacts',
  description: 'People. Giving one a list applies a tag, which can start an automation at Keap.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: contactFields,
  lacks: ['description', 'externalId', 'statusChangedAt', 'lastActivityAt'],
  vendorFields: [
    'given_name',
    'family_name',
    'middle_name',
    'preferred_name',
    'prefix',
    'suffix',
    'spouse_name',
    'job_title',
    'contact_type',
    'owner_id',
    'leadsource_id',
    'birth_date',
    'anniversary_date',
    'time_zone',
    'preferred_locale',
    'source_type',
  ],
  initialStatus: (body) =>
    textAt(body, 'email') !== undefined && textAt(body, 'optInReason') !== undefined
      ? 'unconfirmed'
      : 'never_subscribed',
  aliases: contactColumns,
  operations: { list, retrieve, create: createContact, update, delete: remove, createMany: { maxRows: 1000 } },
  children: { lists: contactLists, notes: contactNotes, activities: contactActivities, subscription },
  customFields: customFieldsOf('/contacts/model'),
};
