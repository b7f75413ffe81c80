import { invalidRequest } from '../../errors/gateway-error.js';
import { findCustomField, toCustomFieldName } from '../custom-field-names.js';
import type {
  CustomField,
  CustomFieldsDefinition,
  FieldMapping,
  JsonObject,
  MappingContext,
} from '../element-definition.js';
import { isObject, objectsAt, textAt } from '../values.js';

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

const hasContent = ({ content }: JsonObject): boolean => content !== null && content !== undefined && content !== '';

/** The custom fields of one kind of record, from the model that Keap has for it, e.g. `/contacts/model`. */
export function customFieldsOf(path: string): CustomFieldsDefinition {
  return {
    list: [{ name: 'model', operation: { method: 'GET', path, effect: 'read' }, from: () => [{}] }],
    read: (replies) =>
      (replies['model'] ?? []).flatMap((reply) => objectsAt(reply.body, 'custom_fields').flatMap(toCustomField)),
    neededBy: (record) => objectsAt(record, 'custom_fields').some(hasContent),
  };
}

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

/** The values, which Keap keeps as a list of ids and contents, under the names of their fields. */
export const customFieldValues: FieldMapping = {
  path: 'customFields',
  type: 'customFields',
  read: readCustomFields,
  write: writeCustomFields,
};

function readCustomFields(
  record: JsonObject,
  { customFields, customFieldNames }: MappingContext,
): JsonObject | undefined {
  const entries = objectsAt(record, 'custom_fields').flatMap((item): [string, unknown][] => {
    const id = textAt(item, 'id');
    if (id === undefined || !hasContent(item)) return [];
    const known = customFields.find((field) => field.id === id) ?? { id, label: id, type: 'string' as const };
    return [[toCustomFieldName(known, customFieldNames, customFields), item['content']]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function writeCustomFields(value: unknown, { customFields }: MappingContext): Record<string, unknown> {
  if (value === null) return { custom_fields: customFields.map(({ id }) => ({ id, content: null })) };
  if (!isObject(value)) throw invalidRequest('customFields', '"customFields" must be an object.');
  return {
    custom_fields: Object.entries(value).map(([name, content]) => ({
      id: findCustomField(name, customFields).id,
      content,
    })),
  };
}
