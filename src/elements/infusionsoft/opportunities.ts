import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  CallInput,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
  VendorOperation,
} from '../element-definition.js';
import { objectAt, objectsAt, textAt } from '../values.js';
import { mergeSlots } from './contact-slots.js';
import { customFieldsOf } from './custom-fields.js';
import { byId, byIds, byNumber, byPrefix, toFilter } from './filter-translators.js';
import { opportunityColumns } from './legacy-columns.js';
import { opportunityFields } from './opportunity-fields.js';
import { pagesOf } from './pages.js';
import { deletionOf } from './record-operations.js';

const get: VendorOperation = { method: 'GET', path: '/opportunities/{id}', effect: 'read' };

/** Custom fields are the one property that has to be asked for. */
const fields = 'custom_fields';

const list: ListOperation = {
  operation: { method: 'GET', path: '/opportunities', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'opportunities'),
  from: ({ criteria, orderBy }) => ({
    query: {
      fields,
      order_by: `${orderBy?.field ?? 'created_time'} ${orderBy?.direction ?? 'asc'}`,
      ...toFilter(criteria),
    },
  }),
  // BEHAVIOR.md 17: there is no filter for the time of the last change.
  filters: {
    id: byIds('ids', 100),
    name: byPrefix('opportunity_title'),
    contactId: byId('contact_id'),
    stageId: byId('stage_id'),
    ownerId: byId('user_id'),
    amountLow: byNumber('projected_revenue_low'),
    amountHigh: byNumber('projected_revenue_high'),
  },
  sorts: { createdAt: 'created_time', updatedAt: 'update_time', name: 'opportunity_title' },
  defaultSort: 'createdAt',
};

const retrieve: StepsOperation = {
  steps: [{ name: 'get', operation: get, from: ({ id = '' }) => [{ params: { id }, query: { fields } }] }],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

const hasStage = ({ draft }: OperationState): boolean => textAt(draft, 'stage_id') !== undefined;

const create: StepsOperation = {
  steps: [
    {
      name: 'stages',
      operation: { method: 'GET', path: '/opportunities/stages', effect: 'read' },
      from: (state) => (hasStage(state) ? [] : [{ query: { order_by: 'stage_order asc', page_size: 1 } }]),
    },
    {
      name: 'create',
      operation: { method: 'POST', path: '/opportunities', effect: 'unsafe_write' },
      from: (state) => [{ query: { fields }, body: toNewOpportunity(state) }],
    },
  ],
  answer: ({ replies }) => objectAt(replies['create']?.[0]?.body) ?? {},
};

function toNewOpportunity(state: OperationState): JsonObject {
  const given = Object.fromEntries(Object.entries(state.draft).filter(([, value]) => value !== null));
  return hasStage(state) ? given : { ...given, stage_id: firstStage(state) };
}

function firstStage({ replies }: OperationState): string {
  const stage = textAt(objectsAt(replies['stages']?.[0]?.body, 'stages')[0], 'id');
  if (stage === undefined)
    throw invalidRequest('stageId', 'This application has no stages; Keap keeps an opportunity only in one.');
  return stage;
}

const update: UpdateOperation = {
  current: {
    operation: get,
    from: (id) => ({ params: { id }, query: { fields } }),
    record: (reply) => objectAt(reply.body) ?? {},
  },
  needsCurrent: ['customFields'],
  steps: [
    {
      name: 'patch',
      operation: { method: 'PATCH', path: '/opportunities/{id}', effect: 'idempotent_write' },
      from: toChanges,
    },
    // Nothing changed: what was asked for is the record as it stands.
    {
      name: 'get',
      operation: get,
      from: (state) =>
        state.replies['patch']?.length || state.current ? [] : [{ params: { id: state.id ?? '' }, query: { fields } }],
    },
  ],
  answer: ({ replies, current }) =>
    objectAt(replies['patch']?.[0]?.body) ?? objectAt(replies['get']?.[0]?.body) ?? current ?? {},
};

function toChanges({ id = '', draft, current }: OperationState): readonly CallInput[] {
  if (draft['stage_id'] === null) throw invalidRequest('stageId', 'An opportunity always stands in a stage.');
  const merged =
    current && Object.hasOwn(draft, fields)
      ? { [fields]: mergeSlots(fields, objectsAt(current, fields), objectsAt(draft, fields)) }
      : {};
  const changes = { ...draft, ...merged };
  return Object.keys(changes).length === 0
    ? []
    : [{ params: { id }, query: { update_mask: Object.keys(changes), fields }, body: changes }];
}

const remove = deletionOf('/opportunities/{id}');

/** The opportunities of Keap's pipeline, which older callers know as leads. */
export const opportunities: ResourceDefinition = {
  vendorName: 'opportunities',
  description: 'Chances of a sale, each with one contact and in one stage of the pipeline.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: opportunityFields,
  lacks: [],
  vendorFields: [
    'next_action_time',
    'next_action_notes',
    'include_in_forecast',
    'affiliate_id',
    'estimated_close_time',
  ],
  aliases: {
    ...opportunityColumns,
    opportunity_title: 'name',
    contact_id: 'contactId',
    stage_id: 'stageId',
    user_id: 'ownerId',
    opportunity_notes: 'description',
    projected_revenue_low: 'amountLow',
    projected_revenue_high: 'amountHigh',
  },
  operations: { list, retrieve, create, update, delete: remove },
  customFields: customFieldsOf('/opportunities/model'),
};
