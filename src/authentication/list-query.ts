import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { parsePlatformId } from './platform-id.js';

/** Which rows of a list of ours, in the order of their ids. */
export interface ListQuery {
  readonly pageSize: number;
  /** Rows with greater ids only. */
  readonly afterId: number;
  /** Rows to skip after that. */
  readonly offset: number;
  readonly includeInactive: boolean;
}

/** Parameters that the lists of users and accounts do not know are ignored. */
export function readListQuery(query: Readonly<Record<string, unknown>>): ListQuery {
  refuseWhere(readText(query, 'where'));
  return {
    pageSize: readCount(query, 'pageSize', { fallback: 200, from: 1, to: 1000 }),
    afterId: readCursor(readText(query, 'nextPage')),
    offset: readCount(query, 'offset', { fallback: 0, from: 0, to: 1_000_000 }),
    includeInactive: readText(query, 'includeInactive') === 'true',
  };
}

/** The cursor behind the last row of a page; opaque to callers. */
export function toCursor(lastId: number): string {
  return Buffer.from(JSON.stringify({ after: lastId })).toString('base64url');
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Absent on the last page. */
  readonly nextPage?: string;
}

/** Cuts rows that were read with one more than the page holds. */
export function toPage<Row extends { readonly id: number }>(rows: readonly Row[], pageSize: number): Page<Row> {
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return rows.length > pageSize && last !== undefined ? { rows: page, nextPage: toCursor(last.id) } : { rows: page };
}

function readText(query: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalidRequest(name, `${name} may be given once.`);
  return value;
}

function readCount(
  query: Readonly<Record<string, unknown>>,
  name: string,
  range: { readonly fallback: number; readonly from: number; readonly to: number },
): number {
  const text = readText(query, name);
  if (text === undefined) return range.fallback;
  const count = /^[0-9]{1,7}$/.test(text) ? Number(text) : -1;
  if (count < range.from || count > range.to) {
    throw invalidRequest(name, `${name} must be a whole number from ${range.from} to ${range.to}.`);
  }
  return count;
}

function readCursor(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, digits = ''] = /^\{"after":([0-9]+)\}$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  const id = parsePlatformId(digits);
  if (id === undefined) throw invalidRequest('nextPage', 'nextPage is not a cursor of this list.');
  return id;
}

/** An ignored filter would answer with rows that were not asked for. */
function refuseWhere(where: string | undefined): void {
  if (where === undefined) return;
  throw new GatewayError('INVALID_CEQL', 'This list cannot be filtered.', { path: 'where' });
}
