import type { JsonObject } from '../elements/element-definition.js';
import { isObject } from '../elements/values.js';

/** `name`, or one item of the array `name`: by position, or by the value of one of its keys. */
type Segment =
  | { readonly key: string }
  | { readonly key: string; readonly index: number }
  | { readonly key: string; readonly where: string; readonly equals: string };

export type VendorPath = readonly Segment[];

const segmentPattern = /^([^.[\]]+)(?:\[(?:(\d{1,4})|([^=\]]+)=([^\]]*))\])?(?:\.(?=[^])|$)/;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses `a.b`, `a[0].b` and `a[key=value].b`. Throws an Error for anything else; it names the path. */
export function parseVendorPath(text: string): VendorPath {
  const segments: Segment[] = [];
  for (let rest = text; rest !== '';) {
    const match = segmentPattern.exec(rest);
    const key = match?.[1];
    if (!match || key === undefined || forbidden.has(key)) throw new Error(`"${text}" is not a path.`);
    const [, , index, where, equals] = match;
    if (index !== undefined) segments.push({ key, index: Number(index) });
    else if (where !== undefined) segments.push({ key, where, equals: equals ?? '' });
    else segments.push({ key });
    rest = rest.slice(match[0].length);
  }
  if (segments.length === 0) throw new Error('A path cannot be empty.');
  return segments;
}

/** The value at the path, or undefined where the record is silent or shaped otherwise. */
export function readVendorPath(record: JsonObject, path: VendorPath): unknown {
  let found: unknown = record;
  for (const segment of path) {
    if (!isObject(found) || !Object.hasOwn(found, segment.key)) return undefined;
    found = pickItem(found[segment.key], segment);
  }
  return found;
}

function pickItem(value: unknown, segment: Segment): unknown {
  if ('index' in segment) return Array.isArray(value) ? value[segment.index] : undefined;
  if (!('where' in segment)) return value;
  if (!Array.isArray(value)) return undefined;
  return value.find((item) => isObject(item) && String(item[segment.where]) === segment.equals);
}

/** Sets the value, making the objects and array items on the way; an item found by key is made with that key. */
export function writeVendorPath(draft: Record<string, unknown>, path: VendorPath, value: unknown): void {
  let target = draft;
  path.forEach((segment, position) => {
    const last = position === path.length - 1;
    if (last && !('where' in segment) && !('index' in segment)) {
      target[segment.key] = value;
      return;
    }
    target = openItem(target, segment);
  });
}

function openItem(target: Record<string, unknown>, segment: Segment): Record<string, unknown> {
  if ('index' in segment) throw new Error(`An item by position cannot be written: "${segment.key}".`);
  const before = target[segment.key];
  if (!('where' in segment)) {
    const opened: Record<string, unknown> = isObject(before) ? before : {};
    target[segment.key] = opened;
    return opened;
  }
  const items: unknown[] = Array.isArray(before) ? before : [];
  target[segment.key] = items;
  const found = items.find(
    (item): item is Record<string, unknown> => isObject(item) && item[segment.where] === segment.equals,
  );
  if (found) return found;
  const made: Record<string, unknown> = { [segment.where]: segment.equals };
  items.push(made);
  return made;
}
