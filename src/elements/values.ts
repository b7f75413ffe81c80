import type { JsonObject } from './element-definition.js';

/** Readers of foreign JSON: they answer undefined where the shape is another one, and never throw. */

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, ...keys: readonly string[]): JsonObject | undefined {
  const found = valueAt(value, ...keys);
  return isObject(found) ? found : undefined;
}

export function objectsAt(value: unknown, ...keys: readonly string[]): readonly JsonObject[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** Text, or a number as text; an empty text counts as absent. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Texts and numbers of an array, as text. */
export function textsAt(value: unknown, ...keys: readonly string[]): readonly string[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.flatMap((item) => textAt(item) ?? []) : [];
}

/** Providers spell booleans as true, 1, "1" and "true". */
export function flagAt(value: unknown, ...keys: readonly string[]): boolean {
  const found = valueAt(value, ...keys);
  return found === true || found === 1 || found === '1' || found === 'true';
}

function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
