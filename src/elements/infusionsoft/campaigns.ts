import type { ListOperation, ResourceDefinition, StepsOperation } from '../element-definition.js';
import { flagAt, objectAt, objectsAt } from '../values.js';
import { toFilter } from './filter-translators.js';
import { campaignColumns } from './legacy-columns.js';
import { pagesOf } from './pages.js';

const list: ListOperation = {
  operation: { method: 'GET', path: '/campaigns', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'campaigns'),
  from: ({ criteria, orderBy }) => ({
    query: { order_by: `${orderBy?.field ?? 'id'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
  }),
  // BEHAVIOR.md 25: the search in names may mind case, so that it could lose some.
  filters: {},
  sorts: { id: 'id', name: 'name', createdAt: 'datecreated' },
  defaultSort: 'id',
};

const retrieve: StepsOperation = {
  steps: [
    {
      name: 'get',
      operation: { method: 'GET', path: '/campaigns/{id}', effect: 'read' },
      from: ({ id = '' }) => [{ params: { id } }],
    },
  ],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

/** The campaigns that were built in Keap's editor. */
export const campaigns: ResourceDefinition = {
  vendorName: 'campaigns',
  description: 'Automated campaigns, which are built in Keap itself and only read here.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: [
    { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
    { path: 'name', type: 'string', vendorPath: 'name', readOnly: true },
    {
      path: 'status',
      type: 'string',
      readOnly: true,
      read: (campaign) => (flagAt(campaign, 'published_status') ? 'active' : 'draft'),
      description: 'active once it is published, else draft.',
    },
    { path: 'type', type: 'string', readOnly: true, read: () => 'automated' },
    { path: 'createdAt', type: 'datetime', vendorPath: 'date_created', readOnly: true },
  ],
  lacks: [
    'subject',
    'previewText',
    'fromName',
    'fromEmail',
    'replyTo',
    'listIds',
    'excludedListIds',
    'html',
    'text',
    'templateId',
    'scheduledAt',
    'sentAt',
    'stats',
    'updatedAt',
  ],
  vendorFields: [],
  aliases: campaignColumns,
  operations: { list, retrieve },
};
