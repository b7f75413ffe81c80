import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileCeql } from '../ceql/evaluate-ceql.js';
import { parseCeql } from '../ceql/parse-ceql.js';
import { randomWhere, type RandomField } from '../ceql/random-where.fixture.js';
import type { ValueType } from '../ceql/value-type.js';
import type { JsonObject } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { readListQuery, type ListQuery } from './list-query.js';
import { MemoryVendor, type VendorShape } from './memory-vendor.fixture.js';
import type { Position } from './page-cursor.js';
import { planSearch } from './plan-search.js';
import { search, type SearchResult } from './search.js';
import { readField } from './to-hub-answer.js';

const fields: readonly RandomField[] = [
  { path: 'id', type: 'string', values: ['1', '17', '150', '299', '300'] },
  { path: 'firstName', type: 'string', values: ['Ann', 'Åse', "O'Brien", '100%', 'a_b', '李'] },
  { path: 'address.city', type: 'string', values: ['Łódź', 'Tempe', 'tempe'] },
  { path: 'email', type: 'email', values: ['Ann@x.example', 'ann+b@y.example', 'bob@x.example'] },
  { path: 'score', type: 'number', values: [0, 1, 2.5, -7, 10, 9] },
  { path: 'marketable', type: 'boolean', values: [true, false] },
  { path: 'birthday', type: 'date', values: ['1980-02-29', '2001-12-31'] },
  {
    path: 'createdAt',
    type: 'datetime',
    values: ['2015-01-06T09:31:38.000Z', '2015-01-06T09:31:38.500Z', '2020-05-05T00:00:00.000Z'],
  },
  { path: 'listIds', type: 'strings', values: ['5', '7', '77'] },
  { path: 'customFields.Plan B', type: 'string', values: ['Plus', 'Minus'] },
  { path: 'address', type: 'object', values: [] },
];
const types = new Map<string, ValueType>(fields.map(({ path, type }) => [path, type]));
const typeOf = (field: string): ValueType | undefined => types.get(field);

/** 300 records out of one number: made by fast-check value by value, they would take longer than the searches. */
function toPeople(seed: number): readonly JsonObject[] {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % limit;
  };
  const valueOf = (path: string): unknown => {
    const { type, values } = fields.find((field) => field.path === path) ?? { type: 'string', values: [] };
    if (below(5) === 0) return undefined;
    return type === 'strings' ? values.filter(() => below(2) === 0) : values[below(values.length)];
  };
  return Array.from({ length: 300 }, (_, index) => ({
    ...Object.fromEntries(
      ['firstName', 'email', 'score', 'marketable', 'birthday', 'createdAt', 'listIds'].map((path) => [
        path,
        valueOf(path),
      ]),
    ),
    id: String(index + 1),
    ...(below(4) > 0 && { address: { city: valueOf('address.city') } }),
    ...(below(4) > 0 && { customFields: { 'Plan B': valueOf('customFields.Plan B') } }),
    archived: below(2) === 0,
  }));
}

const people = fc.noShrink(fc.nat().map(toPeople));
const shapes: fc.Arbitrary<VendorShape> = fc
  .record({
    paging: fc.constantFrom('cursor' as const, 'numbered' as const),
    maxSize: fc.constantFrom(10, 30, 50),
    split: fc.boolean(),
  })
  .chain((shape) =>
    fc
      .option(fc.constantFrom(30, 100), { nil: undefined })
      .map((hydrateBy) => (hydrateBy === undefined ? shape : { ...shape, hydrateBy })),
  );

const names = { toHub: (name: string) => name };
const queryOf = (parameters: Readonly<Record<string, string>>): ListQuery => readListQuery(parameters, names, typeOf);

interface Asked {
  readonly vendor: MemoryVendor;
  readonly query: ListQuery;
  readonly budget: number;
  readonly matches?: (record: JsonObject) => boolean;
}

/** Judges each record once: small pages look at the same ones again and again. */
function judge(where: string): (record: JsonObject) => boolean {
  const predicate = compileCeql(parseCeql(where), typeOf);
  const judged = new WeakMap<JsonObject, boolean>();
  return (record) => {
    const verdict = judged.get(record) ?? predicate((field) => readField(record, field));
    judged.set(record, verdict);
    return verdict;
  };
}

function searchOnce({ vendor, query, budget, matches }: Asked, start: Position): Promise<SearchResult> {
  const { list } = vendor;
  const parts = {
    list,
    vendorId: 'id',
    plan: planSearch(list, query, { now: 0, replies: {} }),
    query,
    scanBudget: budget,
    send: vendor.send,
    hydrate: vendor.hydrate,
    toHub: (records: readonly JsonObject[]) => Promise.resolve(records),
    ...(matches && { matches }),
    compare: () => 0,
  };
  return search(parts, start);
}

/** Follows the cursor to the end, the position travelling as text each time. `between` runs before every further page. */
async function walk(asked: Asked, between: (page: number) => void = () => undefined): Promise<readonly SearchResult[]> {
  const pages: SearchResult[] = [];
  for (let start: Position | undefined = { n: 0 }; start; start = pages.at(-1)?.next) {
    if (pages.length > 0) between(pages.length);
    if (pages.length > 2000) throw new Error('The cursor does not come to an end.');
    pages.push(await searchOnce(asked, JSON.parse(JSON.stringify(start)) as Position));
  }
  return pages;
}

const idsOf = (records: readonly JsonObject[]): readonly unknown[] => records.map(({ id }) => id);
const runs = { seed: 20_261_121, endOnFailure: true };

describe('search', () => {
  it('finds what a plain evaluation of 500 expressions over 300 records finds, in pages of 1, 7 and 200, by cursor and by page', async () => {
    const told = { found: 0, pushed: 0 };
    await fc.assert(
      fc.asyncProperty(people, randomWhere(fields), shapes, fc.nat(12), async (rows, where, shape, budget) => {
        const vendor = new MemoryVendor(rows, shape);
        const matches = judge(where);
        const expected = vendor.all().filter(matches);
        if (expected.length > 0 && expected.length < rows.length) told.found += 1;
        if (planSearch(vendor.list, queryOf({ where }), { now: 0, replies: {} }).pushed.length > 0) told.pushed += 1;
        for (const pageSize of ['1', '7', '200']) {
          const query = queryOf({ where, pageSize });
          const pages = await walk({ vendor, query, budget, matches });
          expect(idsOf(pages.flatMap(({ records }) => records)).join()).toBe(idsOf(expected).join());
          expect(
            pages.filter(({ records, next, cutShort }) => next && !cutShort && records.length < query.pageSize),
          ).toEqual([]);
          const last = Math.max(1, Math.ceil(expected.length / query.pageSize));
          for (const page of new Set([1, 2, Math.ceil(last / 2), last, last + 1])) {
            const { records } = await searchOnce(
              { vendor, query: queryOf({ where, pageSize, page: String(page) }), budget: 1000, matches },
              { n: 0 },
            );
            expect(idsOf(records).join()).toBe(
              idsOf(expected.slice((page - 1) * query.pageSize, page * query.pageSize)).join(),
            );
          }
        }
      }),
      { numRuns: 500, ...runs },
    );
    expect(told.found).toBeGreaterThan(200);
    expect(told.pushed).toBeGreaterThan(25);
  }, 120_000);

  it('shows each survivor once, whoever is deleted between the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        fc.option(randomWhere(fields), { nil: '' }),
        shapes,
        fc.constantFrom('1', '7', '40'),
        fc.integer({ min: 1, max: 5 }),
        async (rows, where, shape, pageSize, step) => {
          const vendor = new MemoryVendor(rows, shape);
          const matches = where === '' ? () => true : judge(where);
          const all = vendor.all().filter(matches);
          let deleted = 0;
          const pages = await walk(
            { vendor, query: queryOf({ where, pageSize }), budget: 3, ...(where !== '' && { matches }) },
            (page) => {
              const left = vendor.all();
              const gone = left.filter((_, index) => (index + page) % (3 * step) === 0 && deleted++ < 200);
              vendor.delete(new Set(gone.map(({ id }) => String(id))));
            },
          );
          const seen = idsOf(pages.flatMap(({ records }) => records));
          expect(new Set(seen).size).toBe(seen.length);
          expect(idsOf(all)).toEqual(expect.arrayContaining([...seen]));
          const survivors = idsOf(vendor.all().filter(matches));
          expect(survivors.filter((id) => !seen.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 150, ...runs },
    );
  }, 120_000);

  it('spends no more provider calls than the page needs and the budget allows, and says so where it stops', async () => {
    await fc.assert(
      fc.asyncProperty(people, randomWhere(fields), shapes, fc.nat(4), async (rows, where, shape, budget) => {
        const vendor = new MemoryVendor(rows, shape);
        const matches = judge(where);
        const pageSize = 40;
        const needed =
          Math.ceil(pageSize / shape.maxSize) +
          (shape.hydrateBy === undefined ? 0 : Math.ceil(pageSize / shape.hydrateBy)) +
          (shape.split ? 1 : 0);
        // A batch that is begun is read to its end: rows that were searched are not searched again.
        const tail = shape.hydrateBy === undefined ? 0 : 1 + Math.ceil(shape.maxSize / shape.hydrateBy);
        for (const { calls } of await walk({
          vendor,
          query: queryOf({ where, pageSize: String(pageSize) }),
          budget,
          matches,
        }))
          expect(calls).toBeLessThanOrEqual(needed + budget + tail);
        const page = await searchOnce(
          { vendor, query: queryOf({ where, pageSize: String(pageSize), page: '2' }), budget, matches },
          { n: 0 },
        ).catch((error: unknown) => error);
        if (page instanceof GatewayError)
          expect(page).toMatchObject({ reason: 'INVALID_REQUEST', details: { path: 'page' } });
        else expect(page).toMatchObject({ cutShort: false });
      }),
      { numRuns: 100, ...runs },
    );
  }, 120_000);
});
