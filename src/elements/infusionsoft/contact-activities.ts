import type { FieldMapping, JsonObject, ListScope, ListVariant, ResourceDefinition } from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';
import { activityFields } from './activity-fields.js';
import { pagesOf } from './pages.js';

/** Only an e-mail was sent to somebody. */
const isEmail = (record: JsonObject): boolean => Object.hasOwn(record, 'sent_to_address');

const ofEmails: Readonly<Record<string, (record: JsonObject) => unknown>> = {
  id: (email) => `email-${textAt(email, 'id') ?? ''}`,
  type: () => 'email',
  subject: (email) => textAt(email, 'subject'),
  contactId: (email) => textAt(email, 'contact_id'),
  occurredAt: (email) => textAt(email, 'sent_time'),
};

function toField({ path, type, vendorPath = '', read }: FieldMapping): FieldMapping {
  const ofTask: FieldMapping['read'] = read ?? ((task) => task[vendorPath] ?? (path === 'type' ? 'task' : undefined));
  return {
    path,
    type,
    readOnly: true,
    read: (record, context) => (isEmail(record) ? ofEmails[path]?.(record) : ofTask(record, context)),
  };
}

function variants({ parentId = '' }: ListScope): readonly ListVariant[] {
  const filter = `contact_id==${parentId}`;
  return [
    { name: 'tasks', input: { query: { filter, order_by: 'id asc' } } },
    {
      name: 'e-mails',
      operation: { method: 'GET', path: '/emails', effect: 'read' },
      records: (reply) => objectsAt(reply.body, 'emails'),
      input: { query: { filter, order_by: 'created_time asc' } },
      byId: false,
    },
  ];
}

/** What happened with one contact: its tasks, then its e-mails, from two lists of Keap. */
export const contactActivities: ResourceDefinition = {
  vendorName: 'activities',
  description:
    'The tasks of a contact under their own ids, and its e-mails, whose ids have `email-` before them. Appointments are not in REST v2.',
  idPattern: /^(?:email-)?[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: activityFields.map(toField),
  lacks: ['campaignId'],
  vendorFields: [],
  operations: {
    list: {
      operation: { method: 'GET', path: '/tasks', effect: 'read' },
      paging: pagesOf(),
      records: (reply) => objectsAt(reply.body, 'tasks'),
      // Both lists are merely empty for a contact that does not exist.
      before: [
        {
          name: 'contact',
          operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
          from: ({ parentId = '' }) => [{ params: { id: parentId }, query: { fields: 'id' } }],
        },
      ],
      from: () => ({}),
      variants,
      filters: {},
      sorts: {},
      defaultSort: 'id',
    },
  },
};
