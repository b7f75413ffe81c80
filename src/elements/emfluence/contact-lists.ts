import type { FieldMapping, ResourceDefinition } from '../element-definition.js';
import { flagAt } from '../values.js';
import { idPattern, pages, reading, recordsOf } from './wire.js';

const fields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'groupID', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'groupName', readOnly: true },
  {
    path: 'status',
    type: 'string',
    readOnly: true,
    description: 'Within this list: subscribed or unsubscribed.',
    read: (row) => (flagAt(row, 'suppressed') ? 'unsubscribed' : 'subscribed'),
  },
  { path: 'addedAt', type: 'datetime', vendorPath: 'dateAdded', readOnly: true },
  { path: 'statusChangedAt', type: 'datetime', vendorPath: 'dateSuppressed', readOnly: true },
];

/** The groups that a contact is in; membership is changed at the list. */
export const contactLists: ResourceDefinition = {
  vendorName: 'groups',
  description: 'The lists that a contact is in, with its subscription in each.',
  idPattern,
  vendorId: 'groupID',
  fields,
  lacks: [],
  vendorFields: [],
  operations: {
    list: {
      operation: reading('/contacts/getGroups'),
      paging: pages(50),
      records: recordsOf,
      from: ({ parentId }) => ({ body: { contactID: Number(parentId) } }),
      filters: {},
      // Its order is not documented (BEHAVIOR.md 20).
      sorts: {},
      defaultSort: 'id',
    },
  },
};
