import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { textAt } from '../values.js';

/** BEHAVIOR.md 19: Keap finds a note by its contact and its own id, so the hub's id carries both. */
export function toNoteId(record: JsonObject): string | undefined {
  const [contact, note] = [textAt(record, 'contact_id'), textAt(record, 'id')];
  return contact === undefined || note === undefined ? note : `${contact}-${note}`;
}

/** The older table held tasks and appointments too; here there are notes alone. */
function checkObjectType(value: unknown): Record<string, unknown> {
  if (value !== null && String(value).toLowerCase() !== 'note')
    throw invalidRequest('objectType', '"notes" holds only notes: "objectType" can only be "Note".');
  return {};
}

const common: readonly FieldMapping[] = [
  {
    path: 'id',
    type: 'string',
    vendorPath: 'id',
    readOnly: true,
    read: toNoteId,
    description: 'Opaque; it names the contact too.',
  },
  { path: 'objectType', type: 'string', read: () => 'Note', write: checkObjectType, description: 'Always "Note".' },
  { path: 'subject', type: 'string', vendorPath: 'title', description: 'Keap needs a subject or a type.' },
  { path: 'body', type: 'string', vendorPath: 'text' },
  {
    path: 'type',
    type: 'string',
    vendorPath: 'type',
    description: 'Appointment, Call, Email, Fax, Letter or Other; in Keap Classic what its administrator set up.',
  },
  {
    path: 'ownerId',
    type: 'id',
    vendorPath: 'assigned_to_user.id',
    vendorWritePath: 'user_id',
    description: 'Without it, a new note belongs to the connected user.',
  },
  {
    path: 'pinned',
    type: 'boolean',
    read: (record) => textAt(record, 'pinned_at') !== undefined,
    write: (value) => ({ is_pinned: value === true }),
  },
  { path: 'createdAt', type: 'datetime', vendorPath: 'create_time', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'update_time', readOnly: true },
];

const contactId: FieldMapping = { path: 'contactId', type: 'id', vendorPath: 'contact_id' };

export const needsContact =
  'Keap keeps a note with a contact, and its REST API has none without one: give "contactId".';

export const noteFields: readonly FieldMapping[] = [...common, { ...contactId, required: needsContact }];

/** Below a contact, the path names it. */
export const contactNoteFields: readonly FieldMapping[] = [...common, contactId];
