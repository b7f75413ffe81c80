import type { ResourceDefinition } from '../element-definition.js';
import { objectAt, objectsAt } from '../values.js';
import { byWindow, toFilter } from './filter-translators.js';
import { folderNames, listFields, listLacks } from './list-fields.js';
import { pagesOf } from './pages.js';

/** The tags of one contact; membership is changed at the list. */
export const contactLists: ResourceDefinition = {
  vendorName: 'tags',
  description: 'The lists that a contact is in, with the time of joining each.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: [
    ...listFields.map((field) => ({ ...field, readOnly: true as const })),
    { path: 'addedAt', type: 'datetime', vendorPath: 'applied_time', readOnly: true },
  ],
  lacks: listLacks,
  vendorFields: [],
  operations: {
    list: {
      operation: { method: 'GET', path: '/contacts/{contact}/tags', effect: 'read' },
      paging: pagesOf(),
      // The tag stands inside its row; beside it there is only the time.
      records: (reply) => objectsAt(reply.body, 'tags').map(({ tag, ...row }) => ({ ...objectAt(tag), ...row })),
      from: ({ criteria, orderBy, parentId = '' }) => ({
        params: { contact: parentId },
        query: { order_by: `${orderBy?.field ?? 'name'} ${orderBy?.direction ?? 'asc'}`, ...toFilter(criteria) },
      }),
      filters: {
        createdAt: byWindow('since_create_time', 'until_create_time'),
        updatedAt: byWindow('since_update_time', 'until_update_time'),
        addedAt: byWindow('since_applied_time', 'until_applied_time'),
      },
      sorts: { name: 'name', createdAt: 'create_time', updatedAt: 'update_time', addedAt: 'applied_time' },
      defaultSort: 'name',
    },
  },
  names: folderNames,
};
