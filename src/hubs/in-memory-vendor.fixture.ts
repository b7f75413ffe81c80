import type { JsonObject, ListOperation, VendorReply } from '../elements/element-definition.js';
import { objectsAt, textAt } from '../elements/values.js';
import type { ListQuery } from './list-query.js';
import type { Position } from './page-cursor.js';
import { search, type SearchParts, type SearchResult } from './search.js';

export interface Row extends JsonObject {
  readonly id: string;
  readonly n: number;
}

export interface VendorShape {
  readonly paging: 'cursor' | 'numbered';
  readonly maxSize: number;
  /** Rows of a search hold only ids, and whole records are looked up so many at once. */
  readonly hydrationBatch?: number;
  /** Rows up to this id are paged over, but not shown: pages may come back empty although more follow. */
  readonly hiddenUpTo?: number;
}

export interface Asked {
  readonly pageSize: number;
  readonly page?: number;
  readonly scanBudget?: number;
  readonly matches?: (row: JsonObject) => boolean;
}

/** A provider that keeps its rows in an array and pages over them in order of their ids, by token or by number. */
export class InMemoryVendor {
  calls = 0;
  rows: Row[];

  constructor(
    count: number,
    private readonly shape: VendorShape,
  ) {
    this.rows = Array.from({ length: count }, (_, index) => ({ id: String(index + 1), n: (index * 7) % 11 }));
  }

  remove(ids: readonly string[]): void {
    this.rows = this.rows.filter(({ id }) => !ids.includes(id));
  }

  search(asked: Asked, start: Position): Promise<SearchResult> {
    const { matches, scanBudget = 1_000, ...paging } = asked;
    const query: ListQuery = { orderBy: [], fields: [], fingerprint: '', ...paging };
    const parts: SearchParts = {
      list: this.list(),
      vendorId: 'id',
      plan: { variants: [{ name: '', input: {} }], pushed: [], sortedBy: 'provider', byId: true },
      query,
      scanBudget,
      send: (_operation, { query: sent = {} }) => Promise.resolve(this.answer(sent)),
      hydrate: (ids) => Promise.resolve(this.lookUp(ids)),
      toHub: (records) => Promise.resolve(records),
      ...(matches && { matches }),
      compare: () => 0,
    };
    return search(parts, start);
  }

  private list(): ListOperation {
    const { paging, maxSize, hydrationBatch } = this.shape;
    const operation = { method: 'GET', path: '/rows', effect: 'read' } as const;
    return {
      operation,
      paging:
        paging === 'cursor'
          ? {
              kind: 'cursor',
              sizeParameter: 'size',
              tokenParameter: 'token',
              maxSize,
              nextToken: ({ body }) => textAt(body, 'next'),
            }
          : {
              kind: 'numbered',
              sizeParameter: 'size',
              pageParameter: 'page',
              maxSize,
              total: ({ body }) => Number(textAt(body, 'total')),
            },
      records: ({ body }) => objectsAt(body, 'rows'),
      from: () => ({}),
      filters: {},
      sorts: { id: 'id' },
      defaultSort: 'id',
      ...(hydrationBatch !== undefined && {
        hydration: { operation, batch: hydrationBatch, from: () => ({}), records: () => [] },
      }),
    };
  }

  private answer(sent: Readonly<Record<string, unknown>>): VendorReply {
    this.calls += 1;
    if (this.calls > 2_000) throw new Error('the search never ends');
    const size = Number(sent['size']);
    if (!(size >= 1 && size <= this.shape.maxSize)) throw new Error(`the vendor was asked for ${size} rows`);
    const from =
      this.shape.paging === 'numbered'
        ? (Number(sent['page']) - 1) * size
        : this.rows.findIndex(({ id }) => Number(id) > Number(sent['token'] ?? 0));
    const rows = from < 0 ? [] : this.rows.slice(from, from + size);
    const next = from >= 0 && from + size < this.rows.length ? rows.at(-1)?.id : undefined;
    const visible = rows.filter(({ id }) => Number(id) > (this.shape.hiddenUpTo ?? 0));
    const shown = this.shape.hydrationBatch === undefined ? visible : visible.map(({ id }) => ({ id }));
    return {
      status: 200,
      headers: {},
      body: { rows: shown, total: this.rows.length, ...(next !== undefined && { next }) },
    };
  }

  /** In an order of its own, as a lookup of many ids may answer. */
  private lookUp(ids: readonly string[]): readonly Row[] {
    this.calls += 1;
    if (ids.length > (this.shape.hydrationBatch ?? 0))
      throw new Error(`the vendor was asked for ${ids.length} records at once`);
    return this.rows.filter(({ id }) => ids.includes(id)).reverse();
  }
}
