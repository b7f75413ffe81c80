import type { CustomField, CustomFieldsDefinition, JsonObject } from '../element-definition.js';
import { isObject, objectAt, objectsAt, textAt } from '../values.js';

const pageSize = 250;

/** `customFields/search`, in two pages at most: accounts have up to 255. It needs the permission "Client admin" (BEHAVIOR.md 9). */
export const customFields: CustomFieldsDefinition = {
  list: [1, 2].map((page) => ({
    name: `page${page}`,
    operation: { method: 'POST', path: '/customFields/search', effect: 'read' },
    from: ({ replies }) =>
      page === 1 || hasMore(replies['page1']?.[0]?.body) ? [{ body: { page, rpp: pageSize } }] : [],
    expects: ['PROVIDER_FORBIDDEN'],
  })),
  systemNames: Array.from({ length: 255 }, (_, index) => `custom${index + 1}`),
  read: (replies) =>
    Object.values(replies).flatMap((page) =>
      page.flatMap((reply) => objectsAt(reply.body, 'data', 'records').flatMap(toCustomField)),
    ),
  // Whole contacts carry their labels themselves; only writing by label needs the list.
  neededBy: (record) =>
    Object.values(objectAt(record, 'customFields') ?? {}).some(
      (field) => isObject(field) && textAt(field, 'value') !== undefined && !Object.hasOwn(field, 'label'),
    ),
};

const hasMore = (body: unknown): boolean => Number(textAt(body, 'data', 'paging', 'totalPages')) > 1;

function toCustomField(row: JsonObject): readonly CustomField[] {
  const id = textAt(row, 'systemName');
  if (id === undefined) return [];
  return [{ id, systemName: id, label: textAt(row, 'label') ?? id, type: 'string' }];
}
