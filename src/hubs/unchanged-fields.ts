import type { JsonObject } from '../elements/element-definition.js';
import { isObject } from '../elements/values.js';

/**
 * A body without the fields that already are what it says, so that a record can be read, changed in one place and sent
 * back whole. Branches are compared leaf by leaf, everything else as a whole.
 */
export function unchangedFieldsRemoved(body: JsonObject, current: JsonObject): JsonObject {
  const changed = Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
    const before = Object.hasOwn(current, name) ? current[name] : undefined;
    if (isObject(value) && isObject(before)) {
      const below = unchangedFieldsRemoved(value, before);
      return Object.keys(below).length > 0 ? [[name, below]] : [];
    }
    return isSame(value, before) ? [] : [[name, value]];
  });
  return Object.fromEntries(changed);
}

/** Clearing what is absent changes nothing. */
function isSame(value: unknown, before: unknown): boolean {
  if (before === undefined) return value === null;
  return JSON.stringify(sorted(value)) === JSON.stringify(sorted(before));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, unknown] => [key, sorted(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
