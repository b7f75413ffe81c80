import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../elements/element-definition.js';
import { InMemoryVendor, type Asked, type VendorShape } from './in-memory-vendor.fixture.js';
import type { Position } from './page-cursor.js';

const shape: fc.Arbitrary<VendorShape> = fc.record(
  {
    paging: fc.constantFrom('cursor' as const, 'numbered' as const),
    maxSize: fc.integer({ min: 1, max: 9 }),
    hydrationBatch: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['paging', 'maxSize'] },
);

/** None, few, many or all of the rows match; `n` runs through 0 to 10. */
const matching = fc.constantFrom<((row: JsonObject) => boolean) | undefined>(
  undefined,
  ({ n }) => n === 3,
  ({ n }) => Number(n) % 2 === 0,
  () => true,
  () => false,
);
const asked = fc
  .record({ pageSize: fc.integer({ min: 1, max: 12 }), matches: matching })
  .map(({ pageSize, matches }): Asked => ({ pageSize, ...(matches && { matches }) }));
const count = fc.integer({ min: 0, max: 40 });

const plain = (vendor: InMemoryVendor, { matches = () => true }: Asked): readonly string[] =>
  vendor.rows.filter(matches).map(({ id }) => id);
const idsOf = (records: readonly JsonObject[]): readonly string[] => records.map(({ id }) => String(id));

/** Follows the cursor to its end. The position goes through JSON, as it does in the real cursor. */
async function follow(
  vendor: InMemoryVendor,
  query: Asked,
  between: (page: number) => void = () => undefined,
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let position: Position | undefined = { n: 0 };
  while (position) {
    if (pages.length > 200) throw new Error('the cursor never ends');
    const { records, next } = await vendor.search(query, position);
    pages.push(idsOf(records));
    between(pages.length);
    position = next && (JSON.parse(JSON.stringify(next)) as Position);
  }
  return pages;
}

describe('a search over pages of a provider', () => {
  it('gives by cursor what a plain evaluation gives, in full pages', async () => {
    await fc.assert(
      fc.asyncProperty(shape, count, asked, async (of, rows, query) => {
        const vendor = new InMemoryVendor(rows, of);
        const pages = await follow(vendor, query);
        expect(pages.flat()).toEqual(plain(vendor, query));
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(query.pageSize);
      }),
    );
  });

  it('gives by page number the slices of a plain evaluation', async () => {
    await fc.assert(
      fc.asyncProperty(shape, count, asked, fc.integer({ min: 1, max: 8 }), async (of, rows, query, page) => {
        const vendor = new InMemoryVendor(rows, of);
        const { records } = await vendor.search({ ...query, page }, { n: 0 });
        expect(idsOf(records)).toEqual(plain(vendor, query).slice((page - 1) * query.pageSize, page * query.pageSize));
      }),
    );
  });

  it('shows each row that survives once, whatever is deleted between the pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        shape,
        count,
        asked,
        fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), { maxLength: 8 }),
        async (of, rows, query, deletions) => {
          const vendor = new InMemoryVendor(rows, of);
          const pages = await follow(vendor, query, (page) => vendor.remove((deletions[page - 1] ?? []).map(String)));
          const shown = pages.flat();
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown).toEqual(expect.arrayContaining([...plain(vendor, query)]));
          expect([...shown].sort((a, b) => Number(a) - Number(b))).toEqual(shown);
        },
      ),
    );
  });

  it('goes on exactly where the scan budget ended', async () => {
    await fc.assert(
      fc.asyncProperty(shape, count, asked, fc.integer({ min: 0, max: 3 }), async (of, rows, query, scanBudget) => {
        const vendor = new InMemoryVendor(rows, of);
        expect((await follow(vendor, { ...query, scanBudget })).flat()).toEqual(plain(vendor, query));
      }),
    );
  });

  it('notices rows that vanished although as many were added', async () => {
    const vendor = new InMemoryVendor(20, { paging: 'numbered', maxSize: 5 });
    const change = (page: number): void => {
      if (page > 1) return;
      vendor.remove(['1', '2', '3']);
      vendor.rows.push(...['21', '22', '23'].map((id) => ({ id, n: 0 })));
    };
    const shown = (await follow(vendor, { pageSize: 7 }, change)).flat();
    expect(shown).toEqual(Array.from({ length: 23 }, (_, index) => String(index + 1)));
  });

  it('goes on behind empty pages of a provider whose budget they used up', async () => {
    const vendor = new InMemoryVendor(30, { paging: 'cursor', maxSize: 3, hiddenUpTo: 20 });
    const pages = await follow(vendor, { pageSize: 4, scanBudget: 1 });
    expect(pages.flat()).toEqual(plain(vendor, { pageSize: 4 }).slice(20));
  });

  it('says that a page came back short because of the budget, and refuses a page number that lies behind it', async () => {
    const vendor = new InMemoryVendor(40, { paging: 'cursor', maxSize: 5 });
    const query: Asked = { pageSize: 4, scanBudget: 1, matches: ({ id }) => id === '40' };
    const { records, cutShort, next } = await vendor.search(query, { n: 0 });
    expect({ records, cutShort, hasNext: next !== undefined }).toEqual({ records: [], cutShort: true, hasNext: true });
    await expect(vendor.search({ ...query, page: 1 }, { n: 0 })).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      details: { path: 'page' },
    });
  });

  it.each<[string, VendorShape, Asked, number]>([
    ['one page of a provider that hands out tokens', { paging: 'cursor', maxSize: 1_000 }, { pageSize: 200 }, 1],
    [
      '200 contacts by searches of 50 and lookups of 100',
      { paging: 'numbered', maxSize: 50, hydrationBatch: 100 },
      { pageSize: 200 },
      6,
    ],
    ['ten contacts of the same', { paging: 'numbered', maxSize: 50, hydrationBatch: 100 }, { pageSize: 10 }, 2],
    [
      'a page far behind, to which it can jump',
      { paging: 'numbered', maxSize: 50, hydrationBatch: 100 },
      { pageSize: 50, page: 5 },
      2,
    ],
  ])('costs no more calls than needed: %s', async (_name, of, query, calls) => {
    const vendor = new InMemoryVendor(300, of);
    const result = await vendor.search(query, { n: 0 });
    expect(result.records).toHaveLength(query.pageSize);
    expect({ calls: vendor.calls, told: result.calls }).toEqual({ calls, told: calls });
  });

  it('tells the total where the provider does and nothing is filtered', async () => {
    expect(
      (await new InMemoryVendor(30, { paging: 'numbered', maxSize: 7 }).search({ pageSize: 3 }, { n: 0 })).total,
    ).toBe(30);
    expect(
      (
        await new InMemoryVendor(30, { paging: 'numbered', maxSize: 7 }).search(
          { pageSize: 3, matches: () => true },
          { n: 0 },
        )
      ).total,
    ).toBeUndefined();
    expect(
      (await new InMemoryVendor(30, { paging: 'cursor', maxSize: 7 }).search({ pageSize: 3 }, { n: 0 })).total,
    ).toBeUndefined();
  });
});
