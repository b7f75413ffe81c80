import type { FieldMapping, FieldType, JsonObject } from '../../elements/element-definition.js';
import { isObject } from '../../elements/values.js';

const isText = (value: unknown): boolean => typeof value === 'string';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

/** What a value of each type looks like in an answer of the hub. */
const hasShape: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: isText,
  id: isText,
  email: (value) => typeof value === 'string' && value.includes('@'),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && /^(?:\d{4}|-)-\d\d-\d\d$/.test(value),
  datetime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  ids: areTexts,
  strings: areTexts,
  object: isObject,
  customFields: isObject,
  array: Array.isArray,
};

/**
 * The first field of a record, as answers show it, whose value is not of its declared type. Values that a provider sends
 * in an unexpected shape come through the mapping unchanged, which is how they show here. Every record must have an id.
 */
export function findMisshapen(record: JsonObject, fields: readonly FieldMapping[]): string | undefined {
  if (record['id'] === undefined || record['id'] === null) return 'id';
  const shown = fields.filter(({ writeOnly }) => !writeOnly);
  return shown.find(({ path, type }) => !fits(record, path.split('.'), hasShape[type]))?.path;
}

/** A field that is absent fits: providers leave out what is empty. */
function fits(record: JsonObject, keys: readonly string[], isRight: (value: unknown) => boolean): boolean {
  let found: unknown = record;
  for (const key of keys) {
    if (found === undefined || found === null) return true;
    if (!isObject(found)) return false;
    found = found[key];
  }
  return found === undefined || found === null || isRight(found);
}
