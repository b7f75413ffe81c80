import type { ListOperation, ResourceDefinition, StepsOperation } from '../element-definition.js';
import { objectAt, objectsAt, textAt } from '../values.js';
import { byIds, toFilter } from './filter-translators.js';
import { userColumns } from './legacy-columns.js';
import { pagesOf } from './pages.js';

const list: ListOperation = {
  operation: { method: 'GET', path: '/users', effect: 'read' },
  paging: pagesOf(100),
  records: (reply) => objectsAt(reply.body, 'users'),
  // BEHAVIOR.md 20: users who left come only when they are asked for.
  from: ({ criteria, orderBy }) => ({
    query: {
      order_by: `${orderBy?.field ?? 'email'} ${orderBy?.direction ?? 'asc'}`,
      ...toFilter([...criteria, { 'include_inactive==': 'true' }]),
    },
  }),
  filters: { id: byIds('user_ids') },
  sorts: { email: 'email', lastName: 'name' },
  defaultSort: 'email',
};

const retrieve: StepsOperation = {
  steps: [
    {
      name: 'get',
      operation: { method: 'GET', path: '/users/{id}', effect: 'read' },
      from: ({ id = '' }) => [{ params: { id } }],
    },
  ],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

/** The people who work in the Keap application. */
export const users: ResourceDefinition = {
  vendorName: 'users',
  description: 'The users of the Keap application, those who left included.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: [
    { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
    {
      path: 'email',
      type: 'email',
      readOnly: true,
      read: (record) =>
        textAt(
          objectsAt(record, 'email_addresses').find((item) => item['field'] === 'EMAIL1') ??
            objectsAt(record, 'email_addresses')[0],
          'email',
        ),
    },
    { path: 'firstName', type: 'string', vendorPath: 'given_name', readOnly: true },
    { path: 'lastName', type: 'string', vendorPath: 'family_name', readOnly: true },
    { path: 'active', type: 'boolean', readOnly: true, read: (record) => textAt(record, 'status') === 'ACTIVE' },
  ],
  lacks: [],
  vendorFields: [],
  aliases: userColumns,
  operations: { list, retrieve },
};
