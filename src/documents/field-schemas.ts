import { toCustomFieldName } from '../elements/custom-field-names.js';
import type { CustomField, FieldMapping, FieldType, ResourceDefinition } from '../elements/element-definition.js';
import { exampleBody, exampleOf } from './example-values.js';
import type { Schema, ValueSchema } from './schema.js';

/** What an account adds to a resource; without it the documents speak of the element in general. */
export interface AccountFields {
  readonly customFields: readonly CustomField[];
  readonly customFieldNames: 'label' | 'system';
  /** Whether answers show fields without a value as null. */
  readonly showsNulls: boolean;
}

const datePattern = '^(?:\\d{4}-|--)\\d{2}-\\d{2}$';

const answerTypes: Readonly<Record<FieldType, ValueSchema>> = {
  string: { types: ['string'] },
  email: { types: ['string'] },
  number: { types: ['number'] },
  boolean: { types: ['boolean'] },
  date: { types: ['string'], pattern: datePattern },
  datetime: { types: ['string'], format: 'date-time' },
  object: { types: ['object'] },
  array: { types: ['array'], items: {} },
  id: { types: ['string'] },
  ids: { types: ['array'], items: { types: ['string'] } },
  strings: { types: ['array'], items: { types: ['string'] } },
  customFields: { types: ['object'], additionalProperties: true },
};

const bodyTypes: Readonly<Record<FieldType, ValueSchema>> = {
  ...answerTypes,
  email: { types: ['string'], format: 'email' },
  id: { types: ['string', 'integer'] },
  ids: { types: ['array'], items: { types: ['string', 'integer'] } },
};

/** A record as it is answered. Nothing is required of it: `fields` may ask for less, and absent values are absent. */
export function toAnswerSchema(resource: ResourceDefinition, account?: AccountFields): ValueSchema {
  const shown = resource.fields.filter((field) => !field.writeOnly);
  const top = new Set(shown.filter(({ path }) => !path.includes('.')).map(({ path }) => path));
  const schema = toObject(shown, (field) => {
    const base =
      field.type === 'customFields' && account
        ? toCustomFields(account, toAnsweredCustomField)
        : answerTypes[field.type];
    const nullable = account?.showsNulls === true && top.has(field.path);
    return describe(field, nullable ? withNull(base) : base, field.readOnly);
  });
  if (!account?.showsNulls) return schema;
  const branches = Object.entries(schema.properties ?? {}).map(([name, inner]): [string, Schema] => [
    name,
    top.has(name) || !('types' in inner) ? inner : withNull(inner),
  ]);
  return { ...schema, properties: Object.fromEntries(branches) };
}

/** What a new record may say, and what it must. */
export function toCreateSchema(resource: ResourceDefinition, account?: AccountFields): ValueSchema {
  const required = resource.fields
    .filter(({ path, required }) => required && !path.includes('.'))
    .map(({ path }) => path);
  return { ...toBody(resource, account, false), ...(required.length > 0 && { required }) };
}

/** What a change may say: only the given fields change, and null clears. */
export function toChangeSchema(resource: ResourceDefinition, account?: AccountFields): ValueSchema {
  return toBody(resource, account, true);
}

function toBody(resource: ResourceDefinition, account: AccountFields | undefined, clears: boolean): ValueSchema {
  const taken = resource.fields.filter((field) => !field.readOnly);
  const schema = toObject(taken, (field) => {
    const custom = field.type === 'customFields' && account && account.customFields.length > 0;
    const base = custom ? toCustomFields(account, toTakenCustomField) : bodyTypes[field.type];
    const sized = field.maxLength === undefined ? base : { ...base, maxLength: field.maxLength };
    const example = exampleOf(field);
    const clearable = clears && !field.required && field.type !== 'customFields';
    const value = { ...(clearable ? withNull(sized) : sized), ...(example !== undefined && { example }) };
    return describe(field, value);
  });
  return { ...schema, description: toBodyDescription(resource), example: exampleBody(taken, clears ? 1 : 5) };
}

function toBodyDescription({ vendorFields, aliases = {} }: ResourceDefinition): string {
  const older = Object.entries(aliases).map(([alias, path]) => `${alias} (${path})`);
  return [
    'A field that is not known is refused by name; fields that are only read are ignored.',
    ...(vendorFields.length > 0 ? [`The provider’s own fields are taken too: ${vendorFields.join(', ')}.`] : []),
    ...(older.length > 0 ? [`Older names: ${older.join(', ')}.`] : []),
  ].join(' ');
}

function describe(field: FieldMapping, schema: ValueSchema, readOnly?: true): ValueSchema {
  const why = typeof field.required === 'string' ? field.required : undefined;
  const description = [field.description, why].filter((text) => text !== undefined).join(' ');
  return {
    ...schema,
    ...(description !== '' && { description }),
    ...(readOnly && { readOnly }),
    ...(field.writeOnly && { writeOnly: true }),
  };
}

const withNull = (schema: ValueSchema): ValueSchema => ({ ...schema, types: [...(schema.types ?? []), 'null'] });

/** Dotted paths become objects within objects. */
function toObject(fields: readonly FieldMapping[], toSchema: (field: FieldMapping) => ValueSchema): ValueSchema {
  const names = new Map<string, FieldMapping[]>();
  for (const field of fields) {
    const [name = field.path] = field.path.split('.');
    names.set(name, [...(names.get(name) ?? []), field]);
  }
  const properties = [...names].map(([name, below]): [string, Schema] => {
    const own = below.find(({ path }) => path === name);
    if (own) return [name, toSchema(own)];
    const byTail = new Map(below.map((field) => [field.path.slice(name.length + 1), field]));
    const tails = [...byTail].map(([path, field]) => ({ ...field, path }));
    return [name, toObject(tails, (tail) => toSchema(byTail.get(tail.path) ?? tail))];
  });
  return { types: ['object'], properties: Object.fromEntries(properties) };
}

function toCustomFields(account: AccountFields, toSchema: (field: CustomField) => ValueSchema): ValueSchema {
  const { customFields, customFieldNames } = account;
  const properties = customFields.map((field): [string, Schema] => {
    const name = toCustomFieldName(field, customFieldNames, customFields);
    return [name, { ...toSchema(field), description: toNames(field) }];
  });
  return { types: ['object'], properties: Object.fromEntries(properties), additionalProperties: true };
}

/** Providers keep custom values as they were once written, so an answer may also be the text of a value. */
function toAnsweredCustomField({ type }: CustomField): ValueSchema {
  if (type === 'string') return { types: ['string'] };
  if (type === 'date') return { types: ['string'] };
  if (type === 'datetime') return { types: ['string'] };
  return type === 'strings'
    ? { types: ['array', 'string'], items: { types: ['string'] } }
    : { types: [type, 'string', ...(type === 'boolean' ? (['number'] as const) : [])] };
}

function toTakenCustomField({ type, options }: CustomField): ValueSchema {
  const choice = options && { enum: options };
  if (type === 'strings') return { types: ['array', 'string', 'null'], items: { types: ['string'], ...choice } };
  if (type === 'number' || type === 'boolean') return { types: [type, 'null'] };
  return { types: ['string', 'null'], ...choice };
}

function toNames({ label, systemName, id, options }: CustomField): string {
  const names = [...new Set([label, systemName, id])].filter((name) => name !== undefined && name !== '');
  return `Custom field ${names.join(', ')}.${options ? ` One of: ${options.join(', ')}.` : ''}`;
}
