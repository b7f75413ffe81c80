import type { Call } from './call.js';
import { Refusal } from './refusal.js';
import type { SortKey } from './paging.js';

export interface ListedV1<T> {
  readonly rows: readonly T[];
  readonly envelope: { readonly count: number; readonly next: string; readonly previous: string };
}

function readNumber(call: Call, name: string, fallback: number): number {
  const text = call.request.query.get(name);
  if (text === null || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new Refusal(400, 'Input could not be converted to a valid request');
  return Number(text);
}

/** Sorts by the key and then by id, so that pages never overlap. */
export function sortRows<T extends { id: number }>(
  rows: readonly T[],
  keyOf: (row: T) => SortKey,
  descending: boolean,
): T[] {
  const fold = (key: SortKey): string | number => (typeof key === 'string' ? key.toLowerCase() : (key ?? ''));
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [fold(keyOf(a)), fold(keyOf(b))];
    return left === right ? a.id - b.id : left < right ? -sign : sign;
  });
}

/**
 * Cuts a page by `limit` and `offset`. `next` is there on every page, even an empty one, its `limit` shrunk to the rows
 * just answered: that is how it was recorded, and nothing to page by.
 */
export function cutPage<T>(call: Call, rows: readonly T[], kept: readonly string[] = []): ListedV1<T> {
  const limit = Math.min(1000, readNumber(call, 'limit', 1000));
  const offset = readNumber(call, 'offset', 0);
  const page = rows.slice(offset, offset + limit);
  const link = (linkLimit: number, linkOffset: number): string => {
    const query = new URLSearchParams({ limit: String(linkLimit), offset: String(linkOffset) });
    for (const name of kept) {
      const value = call.request.query.get(name);
      if (value !== null) query.set(name, value);
    }
    return `${call.request.baseUrl}${call.request.path.replace(/\/+$/, '')}/?${query.toString()}`;
  };
  const next = link(page.length || limit, offset + limit);
  return { rows: page, envelope: { count: rows.length, next, previous: link(limit, Math.max(0, offset - limit)) } };
}
