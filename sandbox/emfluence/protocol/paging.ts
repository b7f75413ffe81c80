import { wrongValue } from './refusal.js';
import type { Call } from './endpoint.js';

/** Records per page: what an endpoint takes by default and at most. */
export interface PageSizes {
  readonly usual: number;
  readonly most: number;
}

function readRecordsPerPage(call: Call, sizes: PageSizes): number {
  const rpp = call.input.integer('rpp') ?? sizes.usual;
  const clamped = Math.min(Math.max(rpp, 1), sizes.most);
  if (clamped !== rpp && call.settings.get<string>('rppOutOfRange') === 'refuse') {
    throw wrongValue('rpp', `1 to ${sizes.most} allowed`);
  }
  return clamped;
}

function readPage(call: Call, totalPages: number): number {
  const page = call.input.integer('page') ?? 1;
  const refusing = call.settings.get<string>('pagePastTheEnd') === 'refuse';
  if (page < 1 || (refusing && page > Math.max(totalPages, 1))) throw wrongValue('page', 'no such page');
  return page;
}

function toPageUrl(call: Call, page: number): string {
  const query = new URLSearchParams();
  for (const name of call.input.names()) {
    const value = call.input.read(name, (raw) => raw);
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (!['page', 'accesstoken'].includes(name.toLowerCase())) query.set(name, text);
  }
  query.set('page', String(page));
  return `${call.url}?${query.toString()}`;
}

/** The page that the request asks for; the URLs are blank at both ends. */
export function toPage<T>(call: Call, sizes: PageSizes, all: readonly T[], toRecord: (item: T) => object): object {
  const rpp = readRecordsPerPage(call, sizes);
  const totalPages = Math.ceil(all.length / rpp);
  const page = readPage(call, totalPages);
  const records = all.slice((page - 1) * rpp, page * rpp).map(toRecord);
  const paging = {
    next: page < totalPages ? toPageUrl(call, page + 1) : '',
    prev: page > 1 && page <= totalPages ? toPageUrl(call, page - 1) : '',
    page,
    rpp,
    totalPages,
    totalRecords: all.length,
  };
  return { paging, records };
}

/** Sorts as `sortField` and `sortDirection` ask; equal values stay in order of their ids. */
export function sorted<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
  direction: 'asc' | 'desc' | undefined,
): T[] {
  const sign = direction === 'desc' ? -1 : 1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => sign * compare(a.key, b.key))
    .map(({ item }) => item);
}

export function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()];
  return left < right ? -1 : Number(left > right);
}
