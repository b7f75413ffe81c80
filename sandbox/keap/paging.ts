import type { Call } from './call.js';
import type { FilterRules } from './filter.js';
import { buildFilter } from './filter.js';
import { Refusal } from './refusal.js';

export type SortKey = string | number | undefined;

export interface ListRules<T> {
  readonly rows: readonly T[];
  readonly idOf: (row: T) => number | string;
  readonly filter: Pick<FilterRules<T>, 'fields' | 'custom'>;
  /** What `order_by` may name; every order is made stable by the id. */
  readonly order: Readonly<Record<string, (row: T) => SortKey>>;
  readonly minPageSize?: number;
  readonly maxPageSize?: number;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly nextToken: string | undefined;
}

interface Cursor {
  readonly key: SortKey;
  readonly id: number | string;
}

interface Order<T> {
  readonly keyOf: (row: T) => SortKey;
  readonly descending: boolean;
  /** By id alone: then the token is just the last id. */
  readonly byId: boolean;
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return a < b ? -1 : 1;
}

function fold(key: SortKey): SortKey {
  return typeof key === 'string' ? key.toLowerCase() : key;
}

function readOrder<T>(call: Call, { order, idOf }: ListRules<T>): Order<T> {
  const text = call.request.query.get('order_by');
  if (!text) return { keyOf: () => undefined, descending: false, byId: true };
  const [name = '', direction = 'asc', ...rest] = text.trim().split(/\s+/);
  const read = Object.hasOwn(order, name) ? order[name] : undefined;
  if (!read || rest.length > 0 || !/^(asc|desc)$/i.test(direction))
    throw new Refusal(400, `order_by cannot be read: ${text}`);
  const descending = direction.toLowerCase() === 'desc';
  const byId = name === 'id' && !descending;
  return { keyOf: byId ? () => undefined : (row) => fold(name === 'id' ? idOf(row) : read(row)), descending, byId };
}

function compareCursors<T>(order: Order<T>, a: Cursor, b: Cursor): number {
  const byKey = compareKeys(a.key, b.key) * (order.descending ? -1 : 1);
  return byKey || compareKeys(a.id, b.id);
}

function writeToken<T>(order: Order<T>, cursor: Cursor): string {
  if (order.byId) return String(cursor.id);
  return Buffer.from(JSON.stringify([cursor.key ?? null, cursor.id])).toString('base64url');
}

function readToken<T>(order: Order<T>, token: string, numeric: boolean): Cursor {
  try {
    if (order.byId && (!numeric || /^\d+$/.test(token))) return { key: undefined, id: numeric ? Number(token) : token };
    const [key, id] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as [
      string | number | null,
      number | string,
    ];
    return { key: key ?? undefined, id };
  } catch {
    throw new Refusal(400, 'The page_token is not valid');
  }
}

function readPageSize<T>(call: Call, { minPageSize = 0, maxPageSize = 1000 }: ListRules<T>): number {
  const text = call.request.query.get('page_size');
  const usual = Math.min(maxPageSize, call.settings.get<number>('defaultPageSize'));
  if (text === null || text === '') return usual;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (size < minPageSize || size > maxPageSize)
    throw new Refusal(400, `page_size must be between ${minPageSize} and ${maxPageSize}`);
  return size === 0 && call.settings.get<string>('pageSizeZero') === 'default' ? usual : size;
}

/** Filters, sorts and cuts; a page goes on after the last row it named even when that row is gone since. */
export function listPage<T>(call: Call, rules: ListRules<T>): Page<T> {
  const { query } = call.request;
  const keep = buildFilter(query.get('filter'), {
    ...rules.filter,
    ignoreUnknown: call.settings.get<string>('unknownFilterName') === 'ignore',
  });
  const order = readOrder(call, rules);
  const size = readPageSize(call, rules);
  const cursorOf = (row: T): Cursor => ({ key: order.keyOf(row), id: rules.idOf(row) });
  const sorted = rules.rows
    .filter(keep)
    .map((row) => ({ row, cursor: cursorOf(row) }))
    .sort((a, b) => compareCursors(order, a.cursor, b.cursor));
  const token = query.get('page_token');
  const numeric = sorted.every(({ cursor }) => typeof cursor.id === 'number');
  const after = token ? readToken(order, token, numeric) : undefined;
  const rest = after ? sorted.filter(({ cursor }) => compareCursors(order, cursor, after) > 0) : sorted;
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > page.length;
  return { rows: page.map(({ row }) => row), nextToken: more ? writeToken(order, last.cursor) : undefined };
}

/** The `next_page_token` property: the URL form names only the page size and the token, as recorded. */
export function nextPageToken<T>(call: Call, page: Page<T>): { next_page_token?: string } {
  const { settings, request } = call;
  if (page.nextToken === undefined)
    return settings.get<string>('lastPageToken') === 'empty' ? { next_page_token: '' } : {};
  if (settings.get<string>('pageTokenStyle') === 'opaque') return { next_page_token: page.nextToken };
  const size = request.query.get('page_size') ?? String(page.rows.length);
  const query = new URLSearchParams({ page_size: size, page_token: page.nextToken });
  return { next_page_token: `${request.baseUrl}${request.path.replace(/\/+$/, '')}/?${query.toString()}` };
}
