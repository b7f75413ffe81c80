import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const list = (query: string) => keap.api('GET', `/v2/contacts?${query}`);
const filter = (text: string) => list(`filter=${encodeURIComponent(text)}`);

async function createThree(): Promise<void> {
  await keap.createContact({
    given_name: 'Mary',
    family_name: 'Smith',
    company: { id: '100' },
    leadsource_id: '12',
    website: 'https://mary.example',
    email_addresses: [
      { email: 'Mary@example.com', field: 'EMAIL1' },
      { email: 'second@example.com', field: 'EMAIL2' },
    ],
    phone_numbers: [{ number: '555-1', field: 'PHONE2' }],
    addresses: [{ field: 'BILLING', locality: 'Chandler', country_code: 'USA', region_code: 'US-AZ' }],
    custom_fields: [
      { id: '6', content: 'Dark blue' },
      { id: '7', content: 120 },
      { id: '9', content: '2026-02-01' },
      { id: '10', content: true },
    ],
  });
  keap.clock.advance(60_000);
  await keap.createContact({
    given_name: 'Martin',
    family_name: 'Smith',
    email_addresses: [{ email: 'a@example.com' }],
    custom_fields: [{ id: '7', content: '5' }],
  });
  keap.clock.advance(60_000);
  await keap.createContact({ given_name: 'mary', family_name: 'Jones', email_addresses: [{ email: 'b@example.com' }] });
}

describe('filters of contacts', () => {
  beforeEach(createThree);

  it.each([
    ['given_name==Mary', ['1001']],
    ['given_name==mar*', ['1001', '1002', '1003']],
    ['family_name==Smith;given_name==Martin', ['1002']],
    ['family_name==Smith;', ['1001', '1002']],
    ['email==mary@EXAMPLE.com', ['1001']],
    ['email==second@example.com', ['1001']],
    ['email==SEC*', ['1001']],
    ['ids==1001,1003', ['1001', '1003']],
    ['contact_ids==1002', ['1002']],
    ['contact_id>1001', ['1002', '1003']],
    ['contact_id<=1002', ['1001', '1002']],
    ['company_id==100', ['1001']],
    ['lead_source_name==google*', ['1001']],
    ['website==https://mary*', ['1001']],
    ['phone_number==555-1;phone_fields==PHONE1,PHONE2', ['1001']],
    ['phone_number==555-1;phone_fields==PHONE1', []],
    ['billing_address_region==Arizona', ['1001']],
    ['billing_address_country_code==USA;billing_address_locality==Chandler', ['1001']],
    ['shipping_address_locality==Chandler', []],
    ['city==chan*;state==Arizona', ['1001']],
    ['start_update_time==2026-11-21T10:01:00.000Z', ['1002', '1003']],
    ['end_update_time==2026-11-21T10:01:00.000Z', ['1001', '1002']],
    ['start_update_time==2026-11-21T05:02:00.000-05:00', ['1003']],
    ['favouritecolour==dark*', ['1001']],
    ['Loyaltypoints>5', ['1001']],
    ['Loyaltypoints<=5', ['1002']],
    ['Renewaldate>=2026-02-01T00:00:00.000Z', ['1001']],
    ['VIP0==1', ['1001']],
  ])('%s finds %j', async (text, expected) => {
    expect(idsOf(await filter(text), 'contacts')).toEqual(expected);
  });

  it.each([
    ['nonsense==1'],
    ['given_name'],
    ['given_name=Mary'],
    ['given_name=='],
    ['given_name>Mary'],
    ['given_name==*ary'],
    ['contact_id==abc'],
    ['contact_id!=1'],
    ['start_update_time==2026-11-21'],
    ['start_update_time>2026-11-21T10:01:00.000Z'],
    ['Renewaldate==2026-02-01'],
    ['favouritecolour>Dark'],
    ['Loyaltypoints==many'],
    ['phone_number==555-1'],
    ['phone_fields==PHONE1'],
    ['toString==1'],
  ])('%s is refused', async (text) => {
    expect((await filter(text)).status).toBe(400);
  });

  it('refuse unknown names also when others ignore them, for they are unknown custom fields', async () => {
    keap.settings.set('unknownFilterName', 'ignore');
    expect((await filter('nonsense==1')).status).toBe(400);
  });

  it('ignore case in names too when switched', async () => {
    keap.settings.set('nameEquality', 'insensitive');
    expect(idsOf(await filter('given_name==MARY'), 'contacts')).toEqual(['1001', '1003']);
  });

  it('leave unknown query parameters alone', async () => {
    expect(idsOf(await list('pageSize=1&flter=x'), 'contacts')).toHaveLength(3);
  });
});

describe('the order of contacts', () => {
  beforeEach(createThree);

  it.each([
    ['email asc', ['1002', '1003', '1001']],
    ['email%20desc', ['1001', '1003', '1002']],
    ['update_time+desc', ['1003', '1002', '1001']],
    ['id desc', ['1003', '1002', '1001']],
    ['create_time', ['1001', '1002', '1003']],
  ])('order_by=%s answers %j', async (order, expected) => {
    expect(idsOf(await list(`order_by=${order}`), 'contacts')).toEqual(expected);
  });

  it.each([['given_name asc'], ['email upwards'], ['email asc id']])('refuses order_by=%s', async (order) => {
    expect((await list(`order_by=${order}`)).status).toBe(400);
  });
});

describe('paging contacts', () => {
  async function createMany(count: number): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      await keap.createContact({ email_addresses: [{ email: `same@example.com` }], given_name: `N${number}` });
    }
  }

  /** Follows the tokens as the recorded reader does: out of the URL, the query repeated. */
  async function walk(query: string): Promise<unknown[]> {
    const seen: unknown[] = [];
    let token = '';
    do {
      const page = await list(`${query}&page_token=${encodeURIComponent(token)}`);
      seen.push(...idsOf(page, 'contacts'));
      const next = String(page.body['next_page_token'] ?? '');
      token = next.startsWith('http') ? (new URL(next).searchParams.get('page_token') ?? '') : next;
    } while (token !== '');
    return seen;
  }

  const all = ['1001', '1002', '1003', '1004', '1005', '1006', '1007'];

  it.each([
    ['url', 'page_size=3', all],
    ['opaque', 'page_size=3', all],
    ['url', 'page_size=2&order_by=email asc', all],
    ['opaque', 'page_size=2&order_by=id desc', [...all].reverse()],
    ['url', 'page_size=2&order_by=email desc', all],
  ])('in the style %s with %s shows every contact once', async (style, query, expected) => {
    keap.settings.set('pageTokenStyle', style);
    await createMany(7);
    const seen = await walk(query);
    expect(query.includes('email desc') ? [...seen].sort() : seen).toEqual(expected);
  });

  it('gives a URL that drops everything but size and token', async () => {
    await createMany(3);
    const { body } = await list('page_size=1&order_by=id asc&fields=id&filter=contact_id>1');
    expect(body['next_page_token']).toBe(
      'http://127.0.0.1:3100/keap/crm/rest/v2/contacts/?page_size=1&page_token=1001',
    );
  });

  it('gives just the token in the opaque style', async () => {
    keap.settings.set('pageTokenStyle', 'opaque');
    await createMany(2);
    expect((await list('page_size=1')).body['next_page_token']).toBe('1001');
  });

  it('says the last page with an empty token, or without one when switched', async () => {
    await createMany(1);
    expect((await list('page_size=1')).body['next_page_token']).toBe('');
    keap.settings.set('lastPageToken', 'absent');
    expect((await list('page_size=1')).body).not.toHaveProperty('next_page_token');
  });

  it('goes on behind the last row although that row was deleted', async () => {
    await createMany(4);
    await keap.api('DELETE', '/v2/contacts/1002');
    expect(idsOf(await list('page_size=2&page_token=1002'), 'contacts')).toEqual(['1003', '1004']);
  });

  it.each([['page_size=1001'], ['page_size=-1'], ['page_size=ten'], ['page_token=rubbish']])(
    'refuses %s',
    async (query) => {
      await createMany(1);
      expect((await list(query)).status).toBe(400);
    },
  );

  it('takes page_size=0 for the default, or literally when switched', async () => {
    await createMany(2);
    expect(idsOf(await list('page_size=0'), 'contacts')).toHaveLength(2);
    keap.settings.set('pageSizeZero', 'empty');
    expect(idsOf(await list('page_size=0'), 'contacts')).toEqual([]);
  });

  it('answers 100 rows by default, or 1000 when switched', async () => {
    await createMany(101);
    expect(idsOf(await list(''), 'contacts')).toHaveLength(100);
    keap.settings.set('defaultPageSize', 1000);
    expect(idsOf(await list(''), 'contacts')).toHaveLength(101);
  });

  it('answers only the asked columns of each row', async () => {
    await createMany(1);
    expect(rowsOf(await list('fields=given_name'), 'contacts')).toEqual([{ given_name: 'N0' }]);
  });
});
