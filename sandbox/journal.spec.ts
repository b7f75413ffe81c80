import { describe, expect, it } from '@jest/globals';
import { Journal } from './journal.js';
import type { Arrival } from './journal.js';

const arrival: Arrival = {
  at: '2026-01-02T03:04:05.000Z',
  account: 'a1',
  connection: 3,
  method: 'POST',
  path: '/v1/contacts/save',
  query: new URLSearchParams('a=1&b=2&b=3&b=4'),
  rawHeaders: ['Authorization', 'bearer X', 'Accept', 'a', 'ACCEPT', 'b'],
  body: Buffer.from('{"email":"a@example.com"}'),
};

function begin(journal: Journal, change: Partial<Arrival> = {}, provider: 'keap' | 'emfluence' = 'emfluence') {
  return journal.begin(provider, { ...arrival, ...change });
}

describe('Journal', () => {
  it('keeps what a request said, in exactly the promised fields', () => {
    const journal = new Journal();
    const entry = begin(journal);
    entry.executed();
    entry.ended(200);
    expect(journal.entries()).toEqual([
      {
        id: 1,
        at: '2026-01-02T03:04:05.000Z',
        account: 'a1',
        connection: 3,
        method: 'POST',
        path: '/v1/contacts/save',
        query: { a: '1', b: ['2', '3', '4'] },
        headers: { authorization: 'bearer X', accept: ['a', 'b'] },
        body: { email: 'a@example.com' },
        status: 200,
        startedMs: expect.any(Number),
        endedMs: expect.any(Number),
        executed: true,
      },
    ]);
  });

  it('shows a request under way without a status and an end', () => {
    const journal = new Journal();
    const before = Date.now();
    begin(journal);
    const [entry] = journal.entries();
    expect(entry).toMatchObject({ status: null, endedMs: null, executed: false });
    expect(Math.abs((entry?.startedMs ?? 0) - before)).toBeLessThan(1000);
  });

  it.each([
    ['grant_type=refresh_token', 'grant_type=refresh_token'],
    ['{"broken":', '{"broken":'],
    ['', null],
  ])('keeps the body %j as %j', (body, kept) => {
    const journal = new Journal();
    begin(journal, { body: Buffer.from(body) });
    expect(journal.entries()[0]?.body).toBe(kept);
  });

  it('gives the entries after an id, of one provider or of both, oldest first', () => {
    const journal = new Journal();
    for (const provider of ['keap', 'emfluence', 'keap', 'emfluence'] as const) begin(journal, {}, provider);
    const ids = (filter: Parameters<Journal['entries']>[0]) => journal.entries(filter).map(({ id }) => id);
    expect(ids({})).toEqual([1, 2, 3, 4]);
    expect(ids({ since: 2 })).toEqual([3, 4]);
    expect(ids({ provider: 'keap', since: 1 })).toEqual([3]);
  });

  it('keeps the last 10,000', () => {
    const journal = new Journal();
    for (let index = 0; index < 10_003; index += 1) begin(journal);
    const entries = journal.entries();
    expect([entries.length, entries[0]?.id, entries.at(-1)?.id]).toEqual([10_000, 4, 10_003]);
  });

  it('lets old entries go early when their bodies would exhaust the memory', () => {
    const journal = new Journal();
    const body = Buffer.alloc(12 * 1024 * 1024, 'x');
    for (let index = 0; index < 25; index += 1) begin(journal, { body });
    expect(journal.entries().map(({ id }) => id)[0]).toBe(5);
  });

  it('counts on after it was cleared, so that an old id never hides a new entry', () => {
    const journal = new Journal();
    begin(journal);
    journal.clear();
    expect(journal.entries()).toEqual([]);
    begin(journal);
    expect(journal.entries({ since: 1 }).map(({ id }) => id)).toEqual([2]);
  });
});
