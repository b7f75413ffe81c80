import { describe, expect, it } from '@jest/globals';
import type {
  CallInput,
  CursorPaging,
  JsonObject,
  ListOperation,
  ListVariant,
  NumberedPaging,
  VendorReply,
} from '../elements/element-definition.js';
import { objectsAt, textAt } from '../elements/values.js';
import type { Position } from './page-cursor.js';
import { search } from './search.js';

const reading = { method: 'GET', path: '/rows', effect: 'read' } as const;

const numbered: NumberedPaging = {
  kind: 'numbered',
  sizeParameter: 'size',
  pageParameter: 'page',
  maxSize: 3,
  total: (reply) => Number(textAt(reply.body, 'total')),
};
const cursor: CursorPaging = {
  kind: 'cursor',
  sizeParameter: 'size',
  tokenParameter: 'token',
  maxSize: 4,
  nextToken: (reply) => textAt(reply.body, 'next'),
};

const list: ListOperation = {
  operation: reading,
  paging: numbered,
  records: (reply) => objectsAt(reply.body, 'rows'),
  from: () => ({}),
  filters: {},
  sorts: {},
  defaultSort: 'id',
};

const variant = (name: string, paging: NumberedPaging | CursorPaging): ListVariant => ({
  name,
  paging,
  input: { query: { name } },
});

/** Two kinds of paging behind one function, over rows that the test may change between calls. */
function provider(tables: Readonly<Record<string, readonly number[]>>) {
  const asked: string[] = [];
  const send = (_: unknown, { query }: CallInput): Promise<VendorReply> => {
    const name = String(query?.['name']);
    const rows = tables[name] ?? [];
    const size = Number(query?.['size']);
    const from = query?.['page'] === undefined ? Number(query?.['token'] ?? 0) : (Number(query['page']) - 1) * size;
    asked.push(name);
    const next = from + size < rows.length ? String(from + size) : undefined;
    return Promise.resolve({
      status: 200,
      headers: {},
      body: { rows: rows.slice(from, from + size).map((id) => ({ id })), total: rows.length, next },
    });
  };
  return { asked, send };
}

async function read(
  variants: readonly ListVariant[],
  send: ReturnType<typeof provider>['send'],
  more: { pageSize: number; start?: Position; page?: number; odd?: boolean; budget?: number },
) {
  const { pageSize, start = { n: 0 }, page, odd, budget = 100 } = more;
  return search(
    {
      list,
      vendorId: 'id',
      plan: { variants, pushed: [], sortedBy: 'provider', byId: false },
      query: { orderBy: [], fields: [], pageSize, fingerprint: '', ...(page !== undefined && { page }) },
      scanBudget: budget,
      send,
      hydrate: () => Promise.resolve([]),
      toHub: (records) => Promise.resolve(records),
      ...(odd && { matches: (record: JsonObject) => Number(record['id']) % 2 === 1 }),
      compare: () => 0,
    },
    start,
  );
}

const ids = (records: readonly JsonObject[]): readonly unknown[] => records.map(({ id }) => id);

async function all(
  variants: readonly ListVariant[],
  send: ReturnType<typeof provider>['send'],
  how: { pageSize: number; odd?: boolean; budget?: number },
): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (let start: Position | undefined = { n: 0 }; start;) {
    const result = await read(variants, send, { ...how, start });
    found.push(...ids(result.records));
    start = result.next;
  }
  return found;
}

const tables = { a: [1, 2, 3, 4, 5, 6], b: [], c: [7, 8, 9, 10, 11, 12, 13, 14], d: [15], e: [] };
const wholes = Object.values(tables).flat();
const mixes: readonly (readonly [string, readonly ListVariant[]])[] = [
  ['numbered lists', Object.keys(tables).map((name) => variant(name, numbered))],
  ['lists with tokens', Object.keys(tables).map((name) => variant(name, cursor))],
  ['lists of both kinds', Object.keys(tables).map((name, index) => variant(name, index % 2 === 0 ? cursor : numbered))],
  [
    'lists of both kinds, the other way round',
    Object.keys(tables).map((name, index) => variant(name, index % 2 === 0 ? numbered : cursor)),
  ],
];

describe('several provider lists', () => {
  it.each(mixes)('of %s are one list, whatever the size of its pages', async (_, variants) => {
    for (const pageSize of [1, 2, 3, 4, 6, 7, 14, 15, 16, 200]) {
      const { send } = provider(tables);
      expect([pageSize, await all(variants, send, { pageSize })]).toEqual([pageSize, wholes]);
      expect([pageSize, await all(variants, send, { pageSize, odd: true })]).toEqual([
        pageSize,
        wholes.filter((id) => id % 2 === 1),
      ]);
    }
  });

  it.each(mixes)('of %s go on exactly where the budget ended', async (_, variants) => {
    const { send } = provider(tables);
    expect(await all(variants, send, { pageSize: 5, odd: true, budget: 0 })).toEqual(
      wholes.filter((id) => id % 2 === 1),
    );
  });

  it.each(mixes)('of %s are the same by page and by cursor', async (_, variants) => {
    const { send } = provider(tables);
    for (const page of [1, 2, 3, 4])
      expect(ids((await read(variants, send, { pageSize: 4, page })).records)).toEqual(
        wholes.slice((page - 1) * 4, page * 4),
      );
  });

  it('are asked only from the one on in which a page begins', async () => {
    const variants = ['a', 'c', 'd'].map((name) => variant(name, numbered));
    const { asked, send } = provider(tables);
    const first = await read(variants, send, { pageSize: 6 });
    expect([ids(first.records), asked.splice(0)]).toEqual([tables.a, ['a', 'a']]);
    const second = await read(variants, send, { pageSize: 2, ...(first.next && { start: first.next }) });
    expect([ids(second.records), asked]).toEqual([[7, 8], ['c']]);
  });

  it('are none at all where nothing can match', async () => {
    const { asked, send } = provider(tables);
    expect([await all([], send, { pageSize: 5 }), asked]).toEqual([[], []]);
  });
});
