import type { JsonObject, ListOperation } from '../elements/element-definition.js';
import { textAt } from '../elements/values.js';
import { invalidRequest } from '../errors/gateway-error.js';
import type { ListQuery } from './list-query.js';
import type { Position } from './page-cursor.js';
import type { SearchPlan } from './plan-search.js';
import { isEnd, variantPages, type SendVariant } from './variant-rows.js';
import type { VendorRow } from './vendor-rows.js';

/** The effects and decisions that a search is made of; everything else in it is arithmetic. */
export interface SearchParts {
  readonly list: ListOperation;
  readonly vendorId: string;
  readonly plan: SearchPlan;
  readonly query: ListQuery;
  /** Provider calls beyond those that the page itself needs. */
  readonly scanBudget: number;
  readonly send: SendVariant;
  /** Whole records for these ids, in any order; only called where the list declares hydration. */
  readonly hydrate: (ids: readonly string[]) => Promise<readonly JsonObject[]>;
  readonly toHub: (records: readonly JsonObject[]) => Promise<readonly JsonObject[]>;
  /** The whole `where`, on a record in the hub's shape; absent when everything matches. */
  readonly matches?: (record: JsonObject) => boolean;
  /** Orders hub records, where the provider cannot. */
  readonly compare: (a: JsonObject, b: JsonObject) => number;
}

export interface SearchResult {
  readonly records: readonly JsonObject[];
  /** Absent on the last page. */
  readonly next?: Position;
  readonly total?: number;
  readonly calls: number;
  /** The budget ended before the page was full; `next` goes on exactly there. */
  readonly cutShort: boolean;
}

interface Match {
  readonly record: JsonObject;
  readonly after: Position;
}

/** One page of a list, whichever way the caller pages and whatever the provider can do. */
export async function search(parts: SearchParts, start: Position): Promise<SearchResult> {
  if (parts.plan.sortedBy === 'gateway') return sortedSearch(parts, start);
  const { query } = parts;
  const scan = new Scan(parts);
  const skip = query.page === undefined ? 0 : (query.page - 1) * query.pageSize;
  const jump = skip > 0 && !parts.matches && parts.list.paging.kind === 'numbered' && parts.plan.variants.length === 1;
  const { matches, end, complete } = await scan.collect(jump ? { n: skip } : start, query.pageSize, jump ? 0 : skip);
  const cutShort = !complete && matches.length < query.pageSize;
  if (cutShort && query.page !== undefined) {
    throw invalidRequest(
      'page',
      `Page ${query.page} lies behind more rows than one call may scan; follow "nextPage" instead.`,
    );
  }
  const next = cutShort || !isEnd(parts, end) ? end : undefined;
  return {
    records: matches.map(({ record }) => record),
    ...(next && { next }),
    ...(!parts.matches && scan.total !== undefined && parts.plan.variants.length === 1 && { total: scan.total }),
    calls: scan.calls,
    cutShort,
  };
}

/** The provider cannot sort so: everything is fetched, as far as the budget goes, and sorted here. */
async function sortedSearch(parts: SearchParts, start: Position): Promise<SearchResult> {
  const { query } = parts;
  const scan = new Scan(parts);
  const { matches, complete } = await scan.collect({ n: 0 }, Infinity, 0);
  if (!complete)
    throw invalidRequest(
      'orderBy',
      'The provider cannot sort like this, and there are too many rows for the gateway to do it; narrow "where".',
    );
  const sorted = matches.map(({ record }) => record).sort(parts.compare);
  const from = query.page === undefined ? start.n : (query.page - 1) * query.pageSize;
  const records = sorted.slice(from, from + query.pageSize);
  const reached = from + records.length;
  return {
    records,
    ...(reached < sorted.length && { next: { n: reached } }),
    total: sorted.length,
    calls: scan.calls,
    cutShort: false,
  };
}

/** Walks over the provider's rows within the budget and counts what it costs. */
class Scan {
  calls = 0;
  total: number | undefined;

  constructor(private readonly parts: SearchParts) {}

  /** The first `wanted` matches behind `skip` others. `complete` says that the rows or the wish ended first, not the budget. */
  async collect(
    start: Position,
    wanted: number,
    skip: number,
  ): Promise<{ matches: Match[]; end: Position; complete: boolean }> {
    const { list, matches: filter, query } = this.parts;
    const found: Match[] = [];
    const batch = list.hydration?.batch ?? list.paging.maxSize;
    const size = filter || wanted === Infinity ? list.paging.maxSize : Math.min(skip + wanted, list.paging.maxSize);
    const limit = this.minimumCalls(Math.min(wanted, query.pageSize)) + this.parts.scanBudget;
    let [end, skipped, pending]: [Position, number, VendorRow[]] = [start, 0, []];
    const drain = async (): Promise<boolean> => {
      while (pending.length > 0 && found.length < wanted) {
        const missing = filter ? batch : skip - skipped + wanted - found.length;
        const chunk = pending.slice(0, Math.min(batch, missing));
        for (const { match, row } of await this.read(chunk, filter ? 0 : skip - skipped)) {
          if (found.length === wanted) return true;
          end = row.after;
          pending.shift();
          if (match && skipped < skip) skipped += 1;
          else if (match) found.push({ record: match, after: row.after });
        }
      }
      return found.length === wanted;
    };
    for await (const page of variantPages({ ...this.parts, send: this.counted }, start, size)) {
      this.total = page.total ?? this.total;
      if (page.behind && pending.length === 0) end = page.behind;
      pending.push(...page.rows);
      const enough = pending.length >= Math.min(batch, filter ? batch : skip - skipped + wanted - found.length);
      if (enough && (await drain())) return { matches: found, end, complete: true };
      if (this.calls >= limit && !page.last) {
        const full = await drain();
        return { matches: found, end, complete: full };
      }
    }
    await drain();
    return { matches: found, end: pending.length > 0 ? end : this.atEnd(end), complete: true };
  }

  /** The rows ran out: whatever the last position said, nothing follows it. */
  private atEnd(end: Position): Position {
    const { list, plan } = this.parts;
    if (plan.variants.length > 1) return { n: 0, c: 0, v: plan.variants.length - 1 };
    return list.paging.kind === 'cursor' ? { n: 0 } : { ...end, c: Math.min(end.c ?? end.n, end.n) };
  }

  /** Rows with their hub record where it matches. The first `unread` ones are only counted, and not fetched whole. */
  private async read(
    rows: readonly VendorRow[],
    unread: number,
  ): Promise<readonly { row: VendorRow; match: JsonObject | undefined }[]> {
    const { list, vendorId, matches, toHub, hydrate } = this.parts;
    const passed = rows.slice(0, unread);
    const wanted = rows.slice(unread);
    const ids = wanted.map(({ record }) => textAt(record, vendorId) ?? '');
    if (list.hydration && wanted.length > 0) this.calls += 1;
    const whole = list.hydration
      ? new Map((wanted.length > 0 ? await hydrate(ids) : []).map((record) => [textAt(record, vendorId) ?? '', record]))
      : undefined;
    // A row that was deleted between the search and its lookup is used up, but not shown.
    const records = wanted.map(({ record }, index) =>
      whole ? joined(list, record, whole.get(ids[index] ?? '')) : record,
    );
    const shown = await toHub(records.filter((record) => record !== undefined));
    let next = 0;
    const read = wanted.map((row, index) => {
      const record = records[index] === undefined ? undefined : shown[next++];
      return { row, match: record && (!matches || matches(record)) ? record : undefined };
    });
    return [...passed.map((row) => ({ row, match: row.record })), ...read];
  }

  private readonly counted: SendVariant = (operation, input) => {
    this.calls += 1;
    return this.parts.send(operation, input);
  };

  private minimumCalls(rows: number): number {
    const { list, plan } = this.parts;
    const { paging, hydration } = list;
    return (
      Math.max(0, plan.variants.length - 1) +
      Math.ceil(rows / paging.maxSize) +
      (hydration ? Math.ceil(rows / hydration.batch) : 0)
    );
  }
}

function joined({ hydration }: ListOperation, row: JsonObject, whole: JsonObject | undefined): JsonObject | undefined {
  return whole && hydration?.merge ? hydration.merge(row, whole) : whole;
}
