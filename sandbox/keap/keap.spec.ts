import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Person } from '../people.js';
import { DEMO, idsOf, KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const person = (number: number, more: Partial<Person> = {}): Person => ({
  number,
  consent: 'none',
  email: `p${number}@example.com`,
  ...more,
});

describe('seeding', () => {
  it('turns a person into a contact with all that is known', async () => {
    const [id] = keap.keap.seed('ab123', [
      person(2, {
        firstName: 'José',
        lastName: "O'Brien",
        title: 'Engineer',
        company: 'Acme, "Inc."',
        phone: '480 555 0101',
        mobile: '+49 151 1234567',
        moreEmails: ['second@example.com'],
        birthday: '1984-02-29',
        favouriteColour: 'blue',
        consent: 'subscribed',
        address: { street1: '1 Main St', city: 'Phoenix', state: 'AZ', postalCode: '85001', country: 'US' },
      }),
    ]);
    const { body } = await keap.api(
      'GET',
      `/v2/contacts/${id}?fields=given_name,family_name,job_title,company,email_addresses,phone_numbers,addresses,birth_date,custom_fields`,
    );
    expect(body).toMatchObject({
      given_name: 'José',
      family_name: "O'Brien",
      job_title: 'Engineer',
      company: { company_name: 'Acme, "Inc."' },
      birth_date: '1984-02-29',
      email_addresses: [
        { field: 'EMAIL1', email_opt_status: 'CONFIRMED' },
        { email: 'second@example.com', field: 'EMAIL2', email_opt_status: 'NON_MARKETABLE' },
      ],
      phone_numbers: [
        { number: '480 555 0101', field: 'PHONE1' },
        { number: '+49 151 1234567', type: 'Mobile', field: 'PHONE2', number_e164: '+491511234567' },
      ],
      addresses: [
        { field: 'BILLING', region: 'Arizona', region_code: 'US-AZ', country_code: 'USA', zip_code: '85001' },
      ],
      custom_fields: [{ id: '6', content: 'blue' }],
    });
  });

  it('keeps twins that share an e-mail, and its status', async () => {
    const shared = { email: 'shared@example.com' };
    const ids = keap.keap.seed('ab123', [
      person(1, { ...shared, consent: 'unconfirmed' }),
      person(2, { ...shared, consent: 'bounced' }),
    ]);
    expect(idsOf(await keap.api('GET', '/v2/contacts?filter=email%3D%3Dshared@example.com'), 'contacts')).toEqual(ids);
    expect((await keap.api('GET', '/v2/emailAddresses/shared@example.com/status')).body['status']).toBe(
      'SINGLE_OPT_IN',
    );
  });

  it('puts some of them under tags', async () => {
    keap.keap.seed(
      'ab123',
      Array.from({ length: 12 }, (_, index) => person(index + 1)),
    );
    expect(idsOf(await keap.api('GET', '/v2/tags/91/contacts'), 'contacts')).toEqual(['1003', '1006', '1009', '1012']);
  });

  it('counts on over several seeds', () => {
    keap.keap.seed('ab123', [person(1), person(2)]);
    keap.keap.seed('ab123', [person(3)]);
    expect(keap.keap.seeded('ab123')).toBe(3);
  });

  it('dates nobody into the future', () => {
    keap.keap.seed(
      'ab123',
      Array.from({ length: 50 }, (_, index) => person(index + 1)),
    );
    for (const contact of keap.keap.state('contacts', 'ab123') as { create_time: string; update_time: string }[]) {
      expect(contact.create_time <= contact.update_time && contact.update_time <= '2026-11-21T10:00:00Z').toBe(true);
    }
  });
});

describe('accounts', () => {
  it('show the fixed demonstration account first, with all its credentials', () => {
    keap.keap.createAccount({});
    const [demo, other] = keap.keap.accounts();
    expect(demo).toMatchObject({
      id: 'ab123',
      tenant: 'ab123.infusionsoft.com',
      clientId: DEMO.clientId,
      clientSecret: DEMO.clientSecret,
      serviceAccountKey: DEMO.serviceKey,
      personalAccessToken: DEMO.personalToken,
      user: { id: '45', admin: true },
    });
    expect(other?.id).toBe('cd201');
    expect(Object.keys(other ?? {})).toEqual(Object.keys(demo ?? {}));
  });

  it('keep their records to themselves', async () => {
    const id = await keap.createContact({ email_addresses: [{ email: 'a@example.com' }] });
    const { personalAccessToken } = keap.keap.createAccount({});
    const headers = { authorization: `Bearer ${String(personalAccessToken)}` };
    expect((await keap.send('GET', `/crm/rest/v2/contacts/${id}`, { headers })).status).toBe(404);
  });
});

describe('reset', () => {
  it('clears records and leaves tokens and accounts', async () => {
    const { access } = await keap.connect();
    keap.keap.createAccount({});
    keap.keap.seed('ab123', [person(1)]);
    keap.keap.reset({ tokens: false });
    expect(keap.keap.state('contacts', 'ab123')).toEqual([]);
    expect(keap.keap.state('tags', 'ab123')).toHaveLength(4);
    expect(keap.keap.seeded('ab123')).toBe(0);
    expect(keap.keap.accounts()).toHaveLength(2);
    expect((await keap.ping({ authorization: `Bearer ${access}` })).status).toBe(200);
  });

  it('clears tokens and made accounts too when told to, never the fixed ones', async () => {
    const { access } = await keap.connect();
    keap.keap.createAccount({});
    keap.keap.reset({ tokens: true });
    expect(keap.keap.accounts()).toHaveLength(1);
    expect((await keap.ping({ authorization: `Bearer ${access}` })).status).toBe(401);
    expect((await keap.ping({ 'x-keap-api-key': DEMO.serviceKey })).status).toBe(200);
  });
});

describe('a snapshot', () => {
  it('brings back records, tokens and accounts after a restart', async () => {
    const { access, refresh } = await keap.connect();
    const made = keap.keap.createAccount({ permissions: ['tags'] });
    keap.keap.seed('ab123', [person(1)]);
    const stored = JSON.stringify(keap.keap.snapshot());
    const later = new KeapFixture();
    later.keap.restore(JSON.parse(stored));
    expect(later.keap.accounts()[1]).toEqual(made);
    expect(later.keap.state('contacts', 'ab123')).toEqual(keap.keap.state('contacts', 'ab123'));
    expect((await later.ping({ authorization: `Bearer ${access}` })).status).toBe(200);
    expect((await later.refresh(refresh)).status).toBe(200);
  });

  it('of a version that knew fewer kinds of records is completed', async () => {
    const stored = JSON.stringify(keap.keap.snapshot()).replaceAll('"stages":', '"older":');
    keap.keap.restore(JSON.parse(stored));
    expect((await keap.api('GET', '/v2/opportunities/stages')).body['stages']).toHaveLength(5);
  });

  it('does not change with what happens after it', async () => {
    const taken = keap.keap.snapshot();
    const before = JSON.stringify(taken);
    await keap.createContact({ email_addresses: [{ email: 'a@example.com' }] });
    expect(JSON.stringify(taken)).toBe(before);
  });
});

describe('the provider state', () => {
  it('shows full records and tokens without their secrets', async () => {
    const { access, refresh } = await keap.connect();
    await keap.createContact({ email_addresses: [{ email: 'a@example.com' }] });
    expect(keap.keap.state('contacts', 'ab123')).toMatchObject([{ id: '1001', score_value: '0', tag_ids: [] }]);
    expect(keap.keap.state('companies', 'ab123.infusionsoft.com')).toMatchObject([{ id: '100' }]);
    expect(keap.keap.state('emailAddresses', 'ab123')).toMatchObject([{ email: 'a@example.com' }]);
    expect(keap.keap.state('users', 'ab123')).toHaveLength(2);
    const tokens = JSON.stringify(keap.keap.state('tokens', 'ab123'));
    expect(tokens).toContain('"spent":false');
    expect(tokens.includes(access) || tokens.includes(refresh)).toBe(false);
  });

  it('names a resource that it does not have', () => {
    expect(() => keap.keap.state('shoes', 'ab123')).toThrow('shoes');
  });
});

it('declares every guess with its default among its values', () => {
  for (const { values, default: usual, reason } of keap.keap.guesses) {
    expect(values).toContain(usual);
    expect(reason).toMatch(/\.$/);
  }
});
