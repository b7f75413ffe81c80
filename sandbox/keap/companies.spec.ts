import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

describe('companies', () => {
  it('are listed without their long parts unless those are asked for', async () => {
    const [short = {}] = rowsOf(await keap.api('GET', '/v2/companies'), 'companies');
    expect(short).toMatchObject({ id: '100', company_name: 'Example Ltd' });
    for (const name of [
      'notes',
      'fax_number',
      'address',
      'email_address',
      'phone_number',
      'update_time',
      'create_time',
      'custom_fields',
    ]) {
      expect(short).not.toHaveProperty(name);
    }
    const [asked] = rowsOf(await keap.api('GET', '/v2/companies?fields=id,email_address'), 'companies');
    expect(asked).toMatchObject({
      id: '100',
      email_address: { email: 'office@example.com', email_opt_status: 'NON_MARKETABLE' },
    });
  });

  it('show their optional parts one by one only when those are asked for', async () => {
    const single = async (query: string) => (await keap.api('GET', `/v2/companies/100${query}`)).body;
    const usual = await single('');
    expect(usual).toMatchObject({ id: '100', company_name: 'Example Ltd' });
    expect(usual).not.toHaveProperty('email_address');
    expect(await single('?fields=email_address')).toEqual({ ...usual, email_address: expect.any(Object) });
    expect((await keap.api('GET', '/v2/companies/100?fields=company_name')).status).toBe(400);
    keap.settings.set('companyFields', 'select');
    expect(Object.keys(await single('?fields=email_address'))).toEqual(['email_address']);
    keap.settings.set('defaultColumns', 'all');
    expect(await single('')).toHaveProperty('email_address');
  });

  it('are created, changed and deleted', async () => {
    const created = await keap.api('POST', '/v2/companies', {
      company_name: 'Müller & Söhne, "GmbH"',
      notes: 'n',
      email_address: { email: 'a@example.com', field: 'EMAIL1' },
    });
    expect([created.status, created.body['company_name']]).toEqual([201, 'Müller & Söhne, "GmbH"']);
    const path = `/v2/companies/${String(created.body['id'])}`;
    const changed = await keap.api('PATCH', `${path}?update_mask=notes`, { company_name: 'Ignored' });
    expect(changed.body).toMatchObject({ company_name: 'Müller & Söhne, "GmbH"' });
    expect((await keap.api('GET', `${path}?fields=notes`)).body).toMatchObject({ notes: null });
    expect((await keap.api('DELETE', path)).status).toBe(204);
    expect((await keap.api('GET', path)).status).toBe(404);
  });

  it('leave their contacts when they are deleted', async () => {
    const id = await keap.createContact({ email_addresses: [{ email: 'a@example.com' }], company: { id: '100' } });
    expect((await keap.api('GET', `/v2/contacts/${id}?fields=company`)).body).toEqual({
      company: { id: '100', company_name: 'Example Ltd' },
    });
    await keap.api('DELETE', '/v2/companies/100');
    expect((await keap.api('GET', `/v2/contacts/${id}?fields=company`)).body).toEqual({ company: null });
  });

  it.each([
    ['company_name==Example Ltd', ['100']],
    ['company_name==Example*', []],
    ['name==exam*', ['100']],
    ['email==OFFICE@example.com', ['100']],
    ['city==chand*;state==Ari*', ['100']],
    ['company_id>=101', []],
  ])('are filtered by %s', async (filter, expected) => {
    expect(idsOf(await keap.api('GET', `/v2/companies?filter=${encodeURIComponent(filter)}`), 'companies')).toEqual(
      expected,
    );
  });

  it('refuse a region without a country code', async () => {
    expect(
      (await keap.api('POST', '/v2/companies', { company_name: 'x', address: { region: 'Arizona' } })).status,
    ).toBe(400);
  });
});

describe('custom field models', () => {
  it('hide names and groups as the capture did, unless switched', async () => {
    const field = async () => rowsOf(await keap.api('GET', '/v2/contacts/model'), 'custom_fields')[0];
    expect(await field()).toMatchObject({
      id: '6',
      label: 'Favourite colour',
      field_type: 'TEXT',
      field_name: null,
      record_type: null,
      group_id: null,
      options: null,
    });
    keap.settings.set('modelFieldNames', 'present');
    expect(await field()).toMatchObject({
      field_name: 'Favouritecolour',
      record_type: 'CONTACT',
      group_id: '2',
      options: [],
    });
  });

  it('grow by a field that can be written and filtered by at once', async () => {
    keap.settings.set('modelFieldNames', 'present');
    const { status, body } = await keap.api('POST', '/v2/contacts/model/customFields', {
      label: 'Shoe size',
      field_type: 'DECIMAL_NUMBER',
    });
    expect([status, body['field_name']]).toEqual([201, 'Shoesize']);
    await keap.createContact({
      email_addresses: [{ email: 'a@example.com' }],
      custom_fields: [{ id: body['id'], content: 42.5 }],
    });
    expect(idsOf(await keap.api('GET', '/v2/contacts?filter=shoesize%3E42'), 'contacts')).toEqual(['1001']);
  });

  it('give a second field of the same label another name', async () => {
    keap.settings.set('modelFieldNames', 'present');
    const { body } = await keap.api('POST', '/v2/contacts/model/customFields', {
      label: 'Favourite colour',
      field_type: 'TEXT',
    });
    expect(body['field_name']).toBe('Favouritecolour0');
  });

  it('refuse an unknown type', async () => {
    expect(
      (await keap.api('POST', '/v2/contacts/model/customFields', { label: 'x', field_type: 'COLOUR' })).status,
    ).toBe(400);
  });
});

describe('users, lead sources and locales', () => {
  it('tell who is connected and to which app', async () => {
    const { body } = await keap.api('GET', '/v2/oauth/connect/userinfo');
    expect(body).toMatchObject({ email: 'ada@ab123.example', is_admin: true, tenant_id: 'ab123.infusionsoft.com' });
    expect(Object.keys(body).sort()).toEqual([
      'email',
      'family_name',
      'given_name',
      'id',
      'is_admin',
      'keap_id',
      'middle_name',
      'preferred_name',
      'sub',
      'tenant_id',
    ]);
  });

  it('show inactive users only when asked', async () => {
    expect(idsOf(await keap.api('GET', '/v2/users'), 'users')).toEqual(['45']);
    expect(idsOf(await keap.api('GET', '/v2/users?filter=include_inactive%3D%3Dtrue'), 'users')).toEqual(['45', '46']);
  });

  it('refuse more than 100 users a page, and none', async () => {
    expect((await keap.api('GET', '/v2/users?page_size=101')).status).toBe(400);
    expect((await keap.api('GET', '/v2/users?page_size=0')).status).toBe(400);
  });

  it.each([
    ['name==goo*', ['12']],
    ['id!=12', ['13']],
    ['status==INACTIVE', ['13']],
  ])('filter lead sources by %s', async (filter, expected) => {
    expect(
      idsOf(await keap.api('GET', `/v2/leadSources?filter=${encodeURIComponent(filter)}`), 'lead_sources'),
    ).toEqual(expected);
  });

  it.each([['id==0'], ['id==-1'], ['id==1.5']])('refuse lead sources by %s', async (filter) => {
    expect((await keap.api('GET', `/v2/leadSources?filter=${filter}`)).status).toBe(400);
  });

  it('list countries with both codes', async () => {
    expect(rowsOf(await keap.api('GET', '/v2/locales/countries'), 'countries')).toContainEqual({
      codes: { alpha2: 'DE', alpha3: 'DEU' },
      name: 'Germany',
    });
  });

  it('list the provinces of a country', async () => {
    expect(rowsOf(await keap.api('GET', '/v2/locales/countries/CAN/provinces'), 'provinces')).toContainEqual({
      code: 'CA-QC',
      name: 'Quebec',
      country: 'CAN',
    });
  });
});
