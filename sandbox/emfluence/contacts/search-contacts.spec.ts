import { beforeEach, describe, expect, it } from '@jest/globals';
import { baseUrl, TestClient } from '../test-client.fixture.js';

interface Found {
  readonly paging: Record<string, unknown>;
  readonly records: readonly Record<string, unknown>[];
}

describe('searching contacts', () => {
  let client: TestClient;
  const search = (criteria: object): Promise<Found> => client.data<Found>('contacts/search', criteria);
  const emails = async (criteria: object): Promise<unknown[]> =>
    (await search(criteria)).records.map(({ email }) => email);

  beforeEach(async () => {
    client = new TestClient();
    const people = [
      { email: 'ann@example.com', lastName: 'Lee', city: 'Kansas City', dateofbirth: '1990-05-04', groupIDs: [102] },
      { email: 'bob@example.org', lastName: 'lee', suppressed: true, customFields: { custom1: { value: 'red' } } },
      {
        email: 'cem.x@example.com',
        lastName: 'Leeds',
        dateofbirth: '1900-05-31',
        held: true,
        mobileNumber: '8165550100',
      },
    ];
    for (const person of people) {
      await client.data('contacts/save', person);
      client.clock.advance(3_600_000);
    }
  });

  it('answers the few default columns', async () => {
    const { records } = await search({ email: 'ann@example.com' });
    expect(records).toEqual([
      {
        contactID: 1001,
        userID: '',
        email: 'ann@example.com',
        firstName: '',
        lastName: 'Lee',
        suppressed: 0,
        held: 0,
        dateAdded: '2026-03-01 12:00:00',
        dateModified: '2026-03-01 12:00:00',
      },
    ]);
  });

  it('answers exactly the columns of fields, custom fields flat', async () => {
    const { records } = await search({ email: 'bob@*', fields: 'email, Custom1,contactScore1' });
    expect(records).toEqual([{ email: 'bob@example.org', custom1: 'red', contactScore1: 0 }]);
  });

  it.each(['groupIDs', 'mobileNumber', 'contactID,nothing'])('refuses the columns %s', async (fields) => {
    expect(await client.post('contacts/search', { fields })).toMatchObject({ code: 501 });
  });

  it.each([
    [{}, ['ann@example.com', 'bob@example.org', 'cem.x@example.com']],
    [{ email: '*@EXAMPLE.com' }, ['ann@example.com', 'cem.x@example.com']],
    [{ email: 'cem?x@example.com' }, []],
    [{ lastName: 'LEE' }, ['ann@example.com', 'bob@example.org']],
    [{ lastName: 'Lee*' }, []],
    [{ lastName: 'Lee', suppressed: false }, ['ann@example.com']],
    [{ held: 1 }, ['cem.x@example.com']],
    [{ groupID: 102 }, ['ann@example.com']],
    [{ groupID: 105 }, ['bob@example.org']],
    [{ groupID: 101, city: 'kansas city' }, ['ann@example.com']],
    [{ contactIDs: [1003, 1001] }, ['ann@example.com', 'cem.x@example.com']],
    [{ dobMonth: 5 }, ['ann@example.com', 'cem.x@example.com']],
    [{ dobMonth: 5, dobDay: 31, dobYear: 1900 }, ['cem.x@example.com']],
    [{ dateAddedStart: '2026-03-01 13:00:00', dateAddedEnd: '2026-03-01 13:00:00' }, ['bob@example.org']],
    [{ dateModifiedStart: '2026-03-01 13:00:00' }, ['bob@example.org', 'cem.x@example.com']],
    [{ firstName: 'Nobody' }, ['ann@example.com', 'bob@example.org', 'cem.x@example.com']],
    [{ lastActivityDateStart: '2020-01-01 00:00:00' }, []],
    [
      { lastActivityDateStart: '2020-01-01 00:00:00', lastActivityType: 'inactive', held: 0 },
      ['ann@example.com', 'bob@example.org'],
    ],
  ])('finds by %j', async (criteria, expected) => {
    expect(await emails(criteria)).toEqual(expected);
  });

  it('sorts by e-mail downwards', async () => {
    expect(await emails({ sortField: 'email', sortDirection: 'desc' })).toEqual([
      'cem.x@example.com',
      'bob@example.org',
      'ann@example.com',
    ]);
  });

  it('links pages by URLs that are blank at the ends', async () => {
    const first = await search({ rpp: 2, lastName: '' });
    expect(first.paging).toEqual({
      next: `${baseUrl}/v1/contacts/search?rpp=2&lastname=&page=2`,
      prev: '',
      page: 1,
      rpp: 2,
      totalPages: 2,
      totalRecords: 3,
    });
    const second = await search({ rpp: 2, page: 2 });
    expect(second.paging).toMatchObject({ next: '', prev: `${baseUrl}/v1/contacts/search?rpp=2&page=1`, page: 2 });
    expect(second.records).toHaveLength(1);
  });

  it('finds nothing beyond the last page', async () => {
    const { paging, records } = await search({ page: 9 });
    expect(records).toEqual([]);
    expect(paging).toMatchObject({ next: '', prev: '', page: 9, totalRecords: 3 });
  });

  it('takes 20 records a page by default and clamps a larger wish only when switched', async () => {
    expect((await search({})).paging).toMatchObject({ rpp: 20 });
    expect(await client.post('contacts/search', { rpp: 0 })).toMatchObject({ code: 501 });
    client.flip('rppOutOfRange', 'clamp');
    expect((await search({ rpp: 500 })).paging).toMatchObject({ rpp: 50 });
  });

  it('shows each switch of its columns and matching', async () => {
    client.flip('searchMatch', 'contains');
    client.flip('fieldsAddTo', 'contactID');
    client.flip('mobileNumberColumn', true);
    const { records } = await search({ lastName: 'eed', fields: 'mobileNumber' });
    expect(records).toEqual([{ contactID: 1003, mobileNumber: '+18165550100' }]);
  });
});
