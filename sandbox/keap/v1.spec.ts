import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const ada = {
  given_name: 'Ada',
  family_name: 'Example',
  email_addresses: [{ email: 'ada@example.com', field: 'EMAIL1' }],
};

describe('v1 contacts', () => {
  it('have number ids, one status and times with an offset', async () => {
    const { status, headers, body } = await keap.api('POST', '/v1/contacts', ada);
    expect([status, headers['content-type']]).toEqual([201, 'application/json;charset=UTF-8']);
    expect(body).toEqual({
      id: 1001,
      given_name: 'Ada',
      middle_name: null,
      family_name: 'Example',
      owner_id: null,
      company: null,
      email_opted_in: false,
      email_status: 'NonMarketable',
      email_addresses: ada.email_addresses,
      phone_numbers: [],
      addresses: [],
      tag_ids: [],
      ScoreValue: '0',
      date_created: '2026-11-21T10:00:00.000+0000',
      last_updated: '2026-11-21T10:00:00.000+0000',
      last_updated_utc_millis: Date.UTC(2026, 10, 21, 10),
    });
  });

  it('are the same records as in v2', async () => {
    await keap.api('POST', '/v1/contacts', {
      ...ada,
      opt_in_reason: 'form',
      birthday: '1985-03-15T00:00:00.000Z',
      lead_source_id: 12,
      custom_fields: [{ id: 6, content: 'blue' }],
    });
    expect(
      (await keap.api('GET', '/v2/contacts/1001?fields=birth_date,leadsource_id,custom_fields,email_addresses')).body,
    ).toMatchObject({
      birth_date: '1985-03-15',
      leadsource_id: '12',
      custom_fields: [{ id: '6', content: 'blue' }],
      email_addresses: [{ email_opt_status: 'SINGLE_OPT_IN' }],
    });
  });

  it('add optional properties when asked', async () => {
    await keap.api('POST', '/v1/contacts', {
      ...ada,
      birthday: '1985-03-15T00:00:00.000Z',
      website: 'https://ada.example',
    });
    const { body } = await keap.api('GET', '/v1/contacts/1001?optional_properties=birthday,website');
    expect(body).toMatchObject({ birthday: '1985-03-15T00:00:00.000+0000', website: 'https://ada.example' });
  });

  it.each([
    ['POST', '/v1/contacts', { given_name: 'Ada' }, 'Contact must contain an e-mail address or phone number'],
    ['POST', '/v1/contacts', { ...ada, tag_ids: [91] }, 'Unrecognized property: tag_ids'],
    ['POST', '/v1/contacts', { ...ada, given_name: 7 }, 'Input could not be converted to a valid request'],
    [
      'GET',
      '/v1/contacts?optional_properties=shoe',
      undefined,
      'The following optional-properties are unrecognized: shoe',
    ],
  ])('answer mistakes with a message alone: %s %s %j', async (method, path, body, message) => {
    const answer = await keap.api(method, path, body);
    expect([answer.status, answer.body]).toEqual([400, { message }]);
  });

  it('answer a missing contact as 404', async () => {
    const { status, body } = await keap.api('DELETE', '/v1/contacts/999');
    expect([status, body]).toEqual([404, { message: 'Unable to find this Contact' }]);
  });

  it('are upserted by PUT: 201 when new, 200 when known', async () => {
    const put = () => keap.api('PUT', '/v1/contacts', { ...ada, duplicate_option: 'Email' });
    expect((await put()).status).toBe(201);
    const again = await put();
    expect([again.status, again.body['id']]).toEqual([200, 1001]);
  });

  it('change by PATCH, the mask included', async () => {
    await keap.api('POST', '/v1/contacts', ada);
    expect(
      (
        await keap.api('PATCH', '/v1/contacts/1001?update_mask=given_name', {
          given_name: 'Augusta',
          family_name: 'Ignored',
        })
      ).body,
    ).toMatchObject({
      given_name: 'Augusta',
      family_name: 'Example',
    });
  });

  it('opt in by PATCH with a reason alone', async () => {
    await keap.api('POST', '/v1/contacts', ada);
    expect((await keap.api('PATCH', '/v1/contacts/1001', { opt_in_reason: 'form' })).body).toMatchObject({
      email_opted_in: true,
      email_status: 'SingleOptIn',
    });
  });

  it('are listed with a count and a next link even behind the end', async () => {
    for (const name of ['a', 'b', 'c'])
      await keap.api('POST', '/v1/contacts', { email_addresses: [{ email: `${name}@example.com`, field: 'EMAIL1' }] });
    const page = await keap.api('GET', '/v1/contacts?limit=2&offset=2&order=id');
    expect(idsOf(page, 'contacts')).toEqual([1003]);
    expect(page.body['count']).toBe(3);
    expect(page.body['next']).toBe('http://127.0.0.1:3100/keap/crm/rest/v1/contacts/?limit=1&offset=4&order=id');
    const empty = await keap.api('GET', '/v1/contacts?limit=2&offset=4');
    expect(rowsOf(empty, 'contacts')).toEqual([]);
    expect(empty.body['next']).toContain('offset=6');
  });

  it.each([
    ['email=B@example.com', [1002]],
    ['given_name=a', [1001]],
    ['order=email&order_direction=DESCENDING', [1002, 1001]],
    ['since=2026-11-21T10:00:01.000Z', [1002]],
  ])('are filtered and sorted by %s', async (query, expected) => {
    for (const name of ['a', 'b']) {
      await keap.api('POST', '/v1/contacts', {
        given_name: name,
        email_addresses: [{ email: `${name}@example.com`, field: 'EMAIL1' }],
      });
      keap.clock.advance(1_000);
    }
    expect(idsOf(await keap.api('GET', `/v1/contacts?${query}`), 'contacts')).toEqual(expected);
  });

  it('tell the names of custom fields', async () => {
    expect(rowsOf(await keap.api('GET', '/v1/contacts/model'), 'custom_fields')[1]).toMatchObject({
      id: 7,
      field_type: 'WholeNumber',
      field_name: 'Loyaltypoints',
    });
  });
});

it('v1 tags tell the name of their category', async () => {
  const answer = await keap.api('GET', '/v1/tags?category=12');
  expect(rowsOf(answer, 'tags')).toEqual([
    { id: 93, name: 'Open Day 2026', description: null, category: { id: 12, name: 'Events', description: null } },
  ]);
  expect(answer.body['count']).toBe(1);
});

it('v1 userinfo has no tenant', async () => {
  const { body } = await keap.api('GET', '/v1/oauth/connect/userinfo');
  expect(body).toMatchObject({ email: 'ada@ab123.example', infusionsoft_id: 'ada@ab123.example' });
  expect(body).not.toHaveProperty('tenant_id');
});
