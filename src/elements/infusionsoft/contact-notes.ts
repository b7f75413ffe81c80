import type { ListOperation, ResourceDefinition } from '../element-definition.js';
import { contactNoteFields } from './note-fields.js';
import { anyNotes } from './notes.js';

const all = anyNotes.operations.list;

const list: ListOperation = {
  ...all,
  operation: { method: 'GET', path: '/contacts/{contact}/notes', effect: 'read' },
  from: (query) => ({ ...all.from(query), params: { contact: query.parentId ?? '' } }),
};

/** The notes of one contact. */
export const contactNotes: ResourceDefinition = {
  ...anyNotes,
  description: 'Notes about this contact.',
  fields: contactNoteFields,
  operations: { ...anyNotes.operations, list },
};
