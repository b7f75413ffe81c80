import type { FieldMapping, JsonObject, ListOperation, ResourceDefinition } from '../element-definition.js';
import { textAt } from '../values.js';
import { contactFields } from './contact-fields.js';
import { customFields } from './custom-fields.js';
import { foundGroup } from './found-group.js';
import { addMember, addMembers, changeMember, removeMember } from './member-changes.js';
import { memberStatus, place, shown, theGroup } from './member-place.js';
import { idPattern, lookedUp, pages, reading, recordsOf } from './wire.js';

const lookup = reading('/contacts/lookup');

const fields: readonly FieldMapping[] = [
  ...contactFields.filter(({ path }) => shown.includes(path)).map(({ required: _, ...field }) => field),
  {
    path: 'status',
    type: 'string',
    description: 'Within this list: subscribed or unsubscribed; bounced is only read.',
    read: memberStatus,
    write: (value) => ({ memberStatus: value }),
  },
  { path: 'addedAt', type: 'datetime', vendorPath: `${place}.dateAdded`, readOnly: true },
  // A new contact may come with whatever a contact has.
  ...contactFields
    .filter(({ path, readOnly }) => !shown.includes(path) && !readOnly && path !== 'listIds')
    .map((field): FieldMapping => ({ ...field, writeOnly: true })),
];

/** BEHAVIOR.md 17: members of a dynamic group are found by a search for contacts, those of a static one by its own call. */
const list: ListOperation = {
  operation: reading('/groups/getContacts'),
  paging: pages(1000),
  records: recordsOf,
  before: [theGroup],
  from: ({ criteria, parentId }) => ({
    body: criteria.reduce<JsonObject>((body, criterion) => ({ ...body, ...criterion }), { groupID: Number(parentId) }),
  }),
  variants: ({ parentId, replies }) => {
    const groupID = Number(parentId);
    if (textAt(foundGroup(replies['group'], parentId), 'type') !== 'Dynamic')
      return [{ name: 'static list', input: { body: { groupID } } }];
    const input = { body: { groupID, fields: 'contactID', sortField: 'contactID', sortDirection: 'asc' } };
    return [{ name: 'dynamic list', operation: reading('/contacts/search'), paging: pages(50), input, byId: true }];
  },
  filters: {},
  sorts: {},
  defaultSort: 'id',
  hydration: {
    operation: lookup,
    batch: 100,
    from: (ids) => ({ body: { contactIDs: ids.map(Number) } }),
    records: lookedUp,
    merge: (row, contact) => ({ ...contact, [place]: row }),
  },
};

/** The members of one group. */
export const listMembers: ResourceDefinition = {
  vendorName: 'contacts',
  description:
    'The members of a list: contacts are added by id, or made and added. Adding one can trigger an automated e-mail at emfluence.',
  idPattern,
  vendorId: 'contactID',
  fields,
  lacks: [],
  vendorFields: [],
  operations: { list, create: addMember, createMany: addMembers, update: changeMember, delete: removeMember },
  customFields,
};
