import { beforeEach, describe, expect, it } from '@jest/globals';
import { KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const ada = {
  given_name: 'Ada',
  family_name: 'Example',
  email_addresses: [{ email: 'Ada@Example.com', field: 'EMAIL1' }],
};
const read = (id: string, fields: string) => keap.api('GET', `/v2/contacts/${id}?fields=${fields}`);
const create = (body: Record<string, unknown>, query = '') => keap.api('POST', `/v2/contacts${query}`, body);

describe('creating a contact', () => {
  it('answers 201 with the minimal columns', async () => {
    const { status, headers, body } = await create(ada);
    expect([status, headers['content-type']]).toEqual([201, 'application/json']);
    expect(Object.keys(body)).toEqual(['id', 'given_name', 'family_name', 'email_addresses']);
    expect(body['id']).toBe('1001');
  });

  it('answers the asked columns, comma-separated or repeated', async () => {
    expect(Object.keys((await create(ada, '?fields=id,create_time')).body)).toEqual(['id', 'create_time']);
    expect(Object.keys((await create(ada, '?fields=id&fields=score_value')).body)).toEqual(['id', 'score_value']);
  });

  it('answers every column by default when switched', async () => {
    keap.settings.set('defaultColumns', 'all');
    expect((await create(ada)).body).toMatchObject({
      score_value: '0',
      tag_ids: [],
      links: [],
      middle_name: null,
      source_type: 'API',
    });
  });

  it('refuses columns that do not exist, or ignores them when switched', async () => {
    expect((await create(ada, '?fields=id,nonsense')).status).toBe(400);
    keap.settings.set('unknownFieldName', 'ignore');
    expect((await create(ada, '?fields=id,nonsense')).body).toEqual({ id: '1001' });
  });

  it('refuses a contact without any channel', async () => {
    const { status, body } = await create({ given_name: 'Ada' });
    expect([status, body]).toEqual([
      400,
      {
        code: 400,
        message: 'Contact must contain at least one item in email_addresses, phone_numbers, or addresses',
        status: 'BAD_REQUEST',
        details: [],
      },
    ]);
  });

  it('takes an address as the only channel', async () => {
    expect((await create({ addresses: [{ field: 'BILLING', line1: '1 Main St' }] })).status).toBe(201);
  });

  it('makes a twin for an e-mail that exists', async () => {
    await create(ada);
    expect((await create(ada)).body['id']).toBe('1002');
  });

  it.each([
    ['tag_ids', ['91']],
    ['id', '7'],
    ['update_time', '2026-01-01T00:00:00Z'],
    ['nonsense', 1],
  ])('refuses %s by name', async (name, value) => {
    expect((await create({ ...ada, [name]: value })).body['message']).toBe(`Unrecognized property: ${name}`);
  });

  it('says only the message in the other error style', async () => {
    keap.settings.set('v2ErrorStyle', 'message');
    expect((await create({ ...ada, nonsense: 1 })).body).toEqual({ message: 'Unrecognized property: nonsense' });
  });

  it.each([
    ['a first name of 41 characters', { given_name: 'x'.repeat(41) }],
    ['a website of 101 characters', { website: 'x'.repeat(101) }],
    ['an EMAIL1 of 76 characters', { email_addresses: [{ email: `${'x'.repeat(64)}@example.com`, field: 'EMAIL1' }] }],
    ['a PHONE4 of 21 characters', { phone_numbers: [{ number: '1'.repeat(21), field: 'PHONE4' }] }],
    [
      'a slot given twice',
      {
        phone_numbers: [
          { number: '1', field: 'PHONE1' },
          { number: '2', field: 'PHONE1' },
        ],
      },
    ],
    ['a fourth e-mail', { email_addresses: ['a', 'b', 'c', 'd'].map((name) => ({ email: `${name}@example.com` })) }],
    ['an unknown slot', { email_addresses: [{ email: 'a@example.com', field: 'EMAIL4' }] }],
    ['something that is not an e-mail address', { email_addresses: [{ email: 'ada', field: 'EMAIL1' }] }],
    ['a date that does not exist', { birth_date: '2025-02-29' }],
    ['a date with a time', { birth_date: '1985-03-15T00:00:00Z' }],
    ['a number where a text belongs', { given_name: 7 }],
    ['an unknown enum value', { source_type: 'NEWS' }],
    ['an unknown time zone', { time_zone: 'Mars/Olympus' }],
    ['an owner that does not exist', { owner_id: '999' }],
    ['a company that does not exist', { company: { id: '999' } }],
    ['a company by name only', { company: { company_name: 'Example Ltd' } }],
    ['a region without its country code', { addresses: [{ field: 'BILLING', region_code: 'US-AZ' }] }],
    ['a country code of two letters', { addresses: [{ field: 'BILLING', country_code: 'US' }] }],
    ['a region of another country', { addresses: [{ field: 'BILLING', country_code: 'CAN', region_code: 'US-AZ' }] }],
    ['a region that does not exist', { addresses: [{ field: 'BILLING', country_code: 'USA', region_code: 'US-QQ' }] }],
    ['a custom field that does not exist', { custom_fields: [{ id: '99', content: 'x' }] }],
    ['a text in a whole number field', { custom_fields: [{ id: '7', content: 'many' }] }],
    ['a choice that is none', { custom_fields: [{ id: '8', content: 'Gold' }] }],
    [
      'a property that only answers have',
      { email_addresses: [{ email: 'a@example.com', field: 'EMAIL1', is_opt_in: true }] },
    ],
  ])('refuses %s and stores nothing', async (_, change) => {
    expect((await create({ ...ada, ...change })).status).toBe(400);
    expect(keap.keap.state('contacts', 'ab123')).toEqual([]);
  });

  it('refuses a body that is not JSON', async () => {
    const headers = { 'x-keap-api-key': 'KeapAK-sandbox-service-account-key-0001', 'content-type': 'application/json' };
    const { status, body } = await keap.send('POST', '/crm/rest/v2/contacts', { headers, raw: '{"given_name":' });
    expect([status, body['message']]).toEqual([400, 'Input could not be converted to a valid request']);
  });

  it('reads a country and region back with their names', async () => {
    const id = await keap.createContact({
      addresses: [{ field: 'BILLING', country_code: 'USA', region_code: 'US-AZ', postal_code: '85001-1234' }],
    });
    expect((await read(id, 'addresses')).body['addresses']).toEqual([
      {
        line1: null,
        line2: null,
        locality: null,
        region: 'Arizona',
        region_code: 'US-AZ',
        country: 'United States of America',
        country_code: 'USA',
        postal_code: '85001-1234',
        zip_code: '85001',
        zip_four: '1234',
        field: 'BILLING',
      },
    ]);
  });

  it('finds the code of a region given by name', async () => {
    const id = await keap.createContact({ addresses: [{ field: 'OTHER', country_code: 'CAN', region: 'Ontario' }] });
    expect((await read(id, 'addresses')).body['addresses']).toMatchObject([
      { region_code: 'CA-ON', region: 'Ontario' },
    ]);
  });

  it('tells a phone number in E.164 beside what was typed', async () => {
    const id = await keap.createContact({
      phone_numbers: [{ number: '(555) 123-4567', extension: '101', type: 'Mobile', field: 'PHONE2' }],
    });
    expect((await read(id, 'phone_numbers')).body['phone_numbers']).toEqual([
      { number: '(555) 123-4567', extension: '101', type: 'Mobile', field: 'PHONE2', number_e164: '+15551234567' },
    ]);
  });

  it('answers UTM parameters in camel case', async () => {
    const id = await keap.createContact({ ...ada, utm_parameters: { keap_source_id: 's1', utm_source: 'news' } });
    expect((await read(id, 'utm_parameters')).body['utm_parameters']).toEqual([
      {
        id: 1,
        keapSourceId: 's1',
        utmSource: 'news',
        firstTouch: true,
        lastTouch: true,
        dateCreated: '2026-11-21T10:00:00Z',
      },
    ]);
  });
});
