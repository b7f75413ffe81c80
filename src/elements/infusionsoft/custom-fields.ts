import type { CustomField, CustomFieldsDefinition, JsonObject } from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';

const types: Readonly<Record<string, CustomField['type']>> = {
  CURRENCY: 'number',
  DECIMAL_NUMBER: 'number',
  WHOLE_NUMBER: 'number',
  PERCENT: 'number',
  YEAR: 'number',
  DATE: 'date',
  DATE_TIME: 'datetime',
  YES_NO: 'boolean',
  LIST_BOX: 'strings',
  USER_LIST_BOX: 'strings',
};

/** The custom fields of contacts, from their model. */
export const contactCustomFields: CustomFieldsDefinition = {
  list: [{ name: 'model', operation: { method: 'GET', path: '/contacts/model', effect: 'read' }, from: () => [{}] }],
  read: (replies) => (replies['model'] ?? []).flatMap((reply) => objectsAt(reply.body, 'custom_fields').flatMap(toCustomField)),
  neededBy: (record) => objectsAt(record, 'custom_fields').some((item) => item['content'] !== null && item['content'] !== undefined && item['content'] !== ''),
};

function toCustomField(row: JsonObject): readonly CustomField[] {
  const id = textAt(row, 'id');
  if (id === undefined) return [];
  // BEHAVIOR.md 9: `field_name` and `options` were seen as null.
  const systemName = textAt(row, 'field_name');
  const options = objectsAt(row, 'options').flatMap((option) => textAt(option, 'label') ?? []);
  return [
    {
      id,
      label: textAt(row, 'label') ?? id,
      ...(systemName !== undefined && { systemName }),
      type: types[textAt(row, 'field_type') ?? ''] ?? 'string',
      ...(options.length > 0 && { options }),
    },
  ];
}
