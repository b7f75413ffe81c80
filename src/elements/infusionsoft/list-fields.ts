import type { FieldMapping, NamesDefinition, ResourceDefinition } from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';

/** A list of the hub is a tag of Keap; its folder is the category, which tags know by id alone (BEHAVIOR.md 21). */
export const listFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'name', required: true, maxLength: 255 },
  { path: 'description', type: 'string', vendorPath: 'description' },
  {
    path: 'folder',
    type: 'string',
    description: 'The name of the tag category. One that does not exist is made.',
    read: (tag, { names }) => {
      const id = textAt(tag, 'category', 'id');
      return id === undefined ? undefined : (names?.get(id) ?? id);
    },
    write: (value) => ({ folder: typeof value === 'string' && value.trim() !== '' ? value.trim() : null }),
  },
  {
    path: 'kind',
    type: 'string',
    readOnly: true,
    read: () => 'static',
    description: 'Always static: nobody but callers and automations adds to a tag.',
  },
  { path: 'createdAt', type: 'datetime', vendorPath: 'create_time', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'update_time', readOnly: true },
];

export const listLacks: ResourceDefinition['lacks'] = [
  'publicName',
  'visibility',
  'archived',
  'memberCount',
  'activeCount',
  'externalId',
];

/** The names of all categories; there are far fewer of them than of tags. */
export const folderNames: NamesDefinition = {
  list: [
    {
      name: 'categories',
      operation: { method: 'GET', path: '/tags/categories', effect: 'read' },
      from: () => [{ query: { page_size: 1000 } }],
    },
  ],
  read: (replies) =>
    new Map(
      (replies['categories'] ?? []).flatMap((reply) =>
        objectsAt(reply.body, 'tag_categories').flatMap((category): [string, string][] => {
          const [id, name] = [textAt(category, 'id'), textAt(category, 'name')];
          return id === undefined || name === undefined ? [] : [[id, name]];
        }),
      ),
    ),
  missing: (tag, names) => {
    const id = textAt(tag, 'category', 'id');
    return id !== undefined && !names.has(id);
  },
};
