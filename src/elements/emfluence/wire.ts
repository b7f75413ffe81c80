import type { JsonObject, NumberedPaging, Step, VendorOperation, VendorReply } from '../element-definition.js';
import { isObject, objectAt, objectsAt, textAt } from '../values.js';

/** What every id of emfluence looks like. */
export const idPattern = /^[1-9]\d{0,14}$/;

export const reading = (path: string): VendorOperation => ({ method: 'POST', path, effect: 'read' });

/** A change that may be made twice without harm. */
export const changing = (path: string): VendorOperation => ({ method: 'POST', path, effect: 'idempotent_write' });

/** A change that must not be repeated unless it is certain that it was not made. */
export const unsafe = (path: string): VendorOperation => ({ method: 'POST', path, effect: 'unsafe_write' });

/** The `data` of the last of these answers. */
export const dataOf = (replies: readonly VendorReply[] | undefined): JsonObject =>
  objectAt(replies?.at(-1)?.body, 'data') ?? {};

export const recordsOf = (reply: VendorReply): readonly JsonObject[] => objectsAt(reply.body, 'data', 'records');

/** Pages counted from 1, `maxSize` rows at most where that is documented; the guide's general maximum is 50. */
export const pages = (maxSize: number): NumberedPaging => ({
  kind: 'numbered',
  sizeParameter: 'rpp',
  pageParameter: 'page',
  maxSize,
  total: (reply) => {
    const total = Number(textAt(reply.body, 'data', 'paging', 'totalRecords'));
    return Number.isSafeInteger(total) ? total : undefined;
  },
  isList: (reply) =>
    Array.isArray(objectAt(reply.body, 'data')?.['records']) ||
    textAt(reply.body, 'data', 'paging', 'totalRecords') === '0',
});

/** Whole records of these ids; a lookup of several answers an array. */
export const lookedUp = (reply: VendorReply): readonly JsonObject[] => objectsAt(reply.body, 'data');

/** An empty text clears a field; a null would be taken as "not passed" (BEHAVIOR.md 8). */
export function toWire(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !(key === 'groupIDs' && item === null))
      .map(([key, item]) => [key, item === null ? '' : isObject(item) ? toWire(item) : item]),
  );
}

/** `yyyy-mm-dd hh:mm:ss` in GMT, which is how emfluence takes times (BEHAVIOR.md 12). */
export const toGmt = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** The failures of a read that only fetches what to answer with: the change before it has happened all the same. */
export const readFailures: NonNullable<Step['expects']> = [
  'NOT_FOUND',
  'PROVIDER_FORBIDDEN',
  'PROVIDER_FAILED',
  'PROVIDER_BAD_RESPONSE',
  'PROVIDER_THROTTLED',
  'PROVIDER_TIMEOUT',
  'PROVIDER_UNAVAILABLE',
];
