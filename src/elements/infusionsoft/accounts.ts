import { invalidRequest } from '../../errors/gateway-error.js';
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
import { toCompanyBody } from './account-body.js';
import { accountFields } from './account-fields.js';
import { customFieldsOf } from './custom-fields.js';
import { byId, byPrefix, byWindow, toFilter } from './filter-translators.js';
import { accountColumns } from './legacy-columns.js';
import { pagesOf } from './pages.js';
import { deletionOf } from './record-operations.js';

/** What a company is answered without unless it is asked for. */
const optional = ['address', 'custom_fields', 'email_address', 'fax_number', 'phone_number', 'website', 'notes'];
const columns = ['id', 'company_name', 'first_name', 'last_name', ...optional, 'create_time', 'update_time'].join(',');

const get: VendorOperation = { method: 'GET', path: '/companies/{id}', effect: 'read' };
const getOptional = (id: string): CallInput => ({ params: { id }, query: { fields: optional.join(',') } });

const list: ListOperation = {
  operation: { method: 'GET', path: '/companies', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'companies'),
  from: ({ criteria, orderBy }) => ({
    query: {
      fields: columns,
      order_by: `${orderBy?.field ?? 'id'} ${orderBy?.direction ?? 'asc'}`,
      ...toFilter(criteria),
    },
  }),
  filters: {
    id: byId('company_id'),
    name: byPrefix('name'),
    'address.city': byPrefix('city'),
    updatedAt: byWindow('since_time', 'until_time'),
  },
  sorts: { id: 'id', createdAt: 'create_time', name: 'name', email: 'email' },
  defaultSort: 'id',
};

/**
 * BEHAVIOR.md 16: whether `fields` adds to a company's usual properties or stands for all of them is not said, so an
 * answer without its id is completed by one without `fields`.
 */
const readSteps = (idOf: (state: OperationState) => string | undefined): readonly Step[] => [
  { name: 'optional', operation: get, from: (state) => toInputs(idOf(state), (id) => getOptional(id)) },
  {
    name: 'usual',
    operation: get,
    from: (state) => toInputs(isPartial(state) ? idOf(state) : undefined, (id) => ({ params: { id } })),
  },
];

const toInputs = (id: string | undefined, toInput: (id: string) => CallInput): readonly CallInput[] =>
  id === undefined ? [] : [toInput(id)];
const answered = ({ replies }: OperationState, step: string): JsonObject | undefined =>
  objectAt(replies[step]?.[0]?.body);

function isPartial(state: OperationState): boolean {
  const found = answered(state, 'optional');
  return found !== undefined && textAt(found, 'id') === undefined;
}

const readCompany = (state: OperationState): JsonObject => ({
  ...answered(state, 'usual'),
  ...answered(state, 'optional'),
});

/** The id of a written company whose answer does not show all that it has. */
function writtenInPart(state: OperationState): string | undefined {
  const written = answered(state, 'write');
  return written && optional.some((name) => !Object.hasOwn(written, name)) ? textAt(written, 'id') : undefined;
}

const written = (state: OperationState): JsonObject => ({ ...answered(state, 'write'), ...readCompany(state) });

const retrieve: StepsOperation = { steps: readSteps(({ id }) => id), answer: readCompany };

const create: StepsOperation = {
  steps: [
    {
      name: 'write',
      operation: { method: 'POST', path: '/companies', effect: 'unsafe_write' },
      from: (state) => [{ body: toNewCompany(state) }],
    },
    ...readSteps(writtenInPart),
  ],
  answer: written,
};

function toNewCompany({ draft }: OperationState): JsonObject {
  const body = Object.fromEntries(Object.entries(toCompanyBody(draft)).filter(([, value]) => value !== null));
  if (['company_name', 'first_name', 'last_name'].every((name) => textAt(body, name) === undefined))
    throw invalidRequest('name', 'An account needs a "name".');
  return body;
}

const update: UpdateOperation = {
  current: { operation: get, from: getOptional, record: (reply) => objectAt(reply.body) ?? {} },
  needsCurrent: ['email', 'phone', 'address', 'customFields'],
  steps: [
    {
      name: 'write',
      operation: { method: 'PATCH', path: '/companies/{id}', effect: 'idempotent_write' },
      from: toChanges,
    },
    ...readSteps((state) => (answered(state, 'write') ? writtenInPart(state) : state.id)),
  ],
  answer: written,
};

function toChanges({ id = '', draft, current }: OperationState): readonly CallInput[] {
  const changes = toCompanyBody(draft, current);
  return Object.keys(changes).length === 0
    ? []
    : [{ params: { id }, query: { update_mask: Object.keys(changes) }, body: changes }];
}

const remove = deletionOf('/companies/{id}');

/** The companies of Keap. */
export const accounts: ResourceDefinition = {
  vendorName: 'companies',
  description: 'Companies. Deleting one leaves its contacts, without a company.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: accountFields,
  lacks: [],
  vendorFields: [
    'middle_name',
    'preferred_name',
    'title',
    'suffix',
    'job_title',
    'contact_type',
    'owner_id',
    'birth_date',
    'anniversary_date',
    'spouse_name',
    'assistant_name',
    'assistant_phone',
    'billing_information',
    'referral_code',
    'fax_number',
  ],
  aliases: { ...accountColumns, company_name: 'name', notes: 'description' },
  operations: { list, retrieve, create, update, delete: remove },
  customFields: customFieldsOf('/companies/model'),
};
