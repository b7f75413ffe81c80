import { invalidRequest } from '../errors/gateway-error.js';
import type { FieldMapping, JsonObject, MappingContext, ResourceDefinition } from '../elements/element-definition.js';
import { isObject } from '../elements/values.js';
import { checkHubValue, toHubValue } from './convert-value.js';
import { parseVendorPath, readVendorPath, writeVendorPath } from './vendor-path.js';

/** The two directions of one mapping between the hub's shape and a provider's record, compiled once. */
export interface Transformation {
  /** A provider's record in the hub's shape; absent values are absent. */
  toHub(record: JsonObject, context: MappingContext): JsonObject;
  /** A checked body in the provider's shape. Throws INVALID_REQUEST that names the field. */
  toVendor(body: JsonObject, context: MappingContext): JsonObject;
}

type Read = (record: JsonObject, context: MappingContext) => unknown;
type Write = (value: unknown, context: MappingContext) => Readonly<Record<string, unknown>>;

export function compileTransformation(resource: ResourceDefinition): Transformation {
  const readers = resource.fields
    .filter((field) => !field.writeOnly)
    .map((field) => ({ keys: field.path.split('.'), type: field.type, read: toReader(field) }));
  const writers = resource.fields
    .filter((field) => !field.readOnly)
    .map((field) => ({ field, keys: field.path.split('.'), write: toWriter(field) }));
  const vendorFields = new Set(resource.vendorFields);
  const hubFields = new Set(resource.fields.map(({ path }) => path.split('.')[0]));
  return {
    toHub(record, context) {
      const shown: Record<string, unknown> = {};
      for (const { keys, type, read } of readers) setHubValue(shown, keys, toHubValue(type, read(record, context)));
      return shown;
    },
    toVendor(body, context) {
      const draft: Record<string, unknown> = {};
      const written = new Map<string, { value: unknown; path: string }>();
      for (const { field, keys, write } of writers) {
        const value = readHubValue(body, keys);
        if (value === undefined) continue;
        const checked = checkHubValue(field.type, value, field.path, field.maxLength);
        if (checked === null && field.required)
          throw invalidRequest(field.path, `"${field.path}" cannot be cleared at this provider.`);
        for (const [path, item] of Object.entries(write(checked, context))) put(draft, written, path, item, field.path);
      }
      for (const [key, value] of Object.entries(body)) {
        if (vendorFields.has(key) && !hubFields.has(key)) put(draft, written, key, value, key);
      }
      return draft;
    },
  };
}

function toReader(field: FieldMapping): Read {
  if (field.read) return field.read;
  if (field.vendorPath === undefined)
    throw new Error(`Field "${field.path}" says neither where it is nor how it is read.`);
  const path = parseVendorPath(field.vendorPath);
  return (record) => readVendorPath(record, path);
}

function toWriter(field: FieldMapping): Write {
  if (field.write) return field.write;
  const path = field.vendorWritePath ?? field.vendorPath;
  if (path === undefined) throw new Error(`Field "${field.path}" says neither where it goes nor how it is written.`);
  return (value) => ({ [path]: value });
}

const parsedPaths = new Map<string, ReturnType<typeof parseVendorPath>>();

/** Two names of one provider value may both be sent, as a record that was read is sent back, but not contradict. */
function put(
  draft: Record<string, unknown>,
  written: Map<string, { value: unknown; path: string }>,
  path: string,
  value: unknown,
  from: string,
): void {
  if (value === undefined) return;
  const before = written.get(path);
  if (before && JSON.stringify(before.value) !== JSON.stringify(value)) {
    throw invalidRequest(
      from,
      `"${from}" contradicts "${before.path}": both stand for the same value of the provider.`,
    );
  }
  written.set(path, { value, path: from });
  let parsed = parsedPaths.get(path);
  if (!parsed) parsedPaths.set(path, (parsed = parseVendorPath(path)));
  writeVendorPath(draft, parsed, value);
}

function readHubValue(body: JsonObject, keys: readonly string[]): unknown {
  let found: unknown = body;
  for (const key of keys) {
    // A null branch clears everything below it.
    if (found === null) return null;
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

function setHubValue(shown: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  if (value === undefined) return;
  let target = shown;
  keys.forEach((key, position) => {
    if (position === keys.length - 1) {
      target[key] = value;
      return;
    }
    const before = target[key];
    const opened: Record<string, unknown> = isObject(before) ? before : {};
    target[key] = opened;
    target = opened;
  });
}
