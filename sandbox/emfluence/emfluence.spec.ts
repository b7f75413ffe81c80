import { describe, expect, it } from '@jest/globals';
import type { Person } from '../people.js';
import { demonstration, TestClient } from './test-client.fixture.js';

const people: readonly Person[] = [
  {
    number: 1,
    email: 'Zoë+x@例え.jp',
    firstName: 'Zoë',
    lastName: "O'Brien",
    mobile: '(816) 555-0100',
    address: { street1: '1 Main St', city: 'Tempe', state: 'AZ', postalCode: '85281', country: 'US' },
    birthday: '1992-02-29',
    note: 'Likes tea',
    favouriteColour: 'blue',
    consent: 'subscribed',
  },
  { number: 2, email: 'zoë+X@例え.jp', consent: 'bounced' },
  { number: 3, phone: '+49 30 123456', consent: 'unsubscribed' },
];

describe('seeding', () => {
  it('stores people as contacts, each with an e-mail of its own', async () => {
    const client = new TestClient();
    const ids = client.simulator.seed(demonstration.id, people);
    const contacts = await client.data<unknown[]>('contacts/lookup', { contactIDs: ids });
    expect(contacts).toMatchObject([
      {
        email: 'Zoë+x@例え.jp',
        lastName: "O'Brien",
        mobileNumber: '+18165550100',
        address1: '1 Main St',
        zipCode: '85281',
        dateOfBirth: '1992-02-29',
        memo: 'Likes tea',
        customFields: { custom1: { value: 'blue' } },
        suppressed: 0,
        held: 0,
      },
      { email: 'no-email-2@example.net', held: 1, dateHeld: expect.stringMatching(/^\d{4}-/) },
      { email: 'no-email-3@example.net', phone: '+49 30 123456', suppressed: 1, groupIDs: [101, 102] },
    ]);
    expect(client.simulator.seeded(demonstration.id)).toBe(3);
  });

  it('makes up another address when its first choice is taken', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'no-email-3@example.net' });
    const [id] = client.simulator.seed(demonstration.id, people.slice(2));
    const { email } = await client.data('contacts/lookup', { contactID: Number(id) });
    expect(email).toBe('no-email-3-1@example.net');
  });
});

describe('accounts', () => {
  it('begin with the fixed demonstration account and its working tokens', async () => {
    const client = new TestClient();
    const [first] = client.simulator.accounts();
    expect(first).toMatchObject(demonstration);
    client.token = String(first?.['restrictedToken']);
    expect(await client.data('users/lookup', { userID: 12 })).toMatchObject({
      permissions: expect.arrayContaining(['Restricted User']),
    });
  });

  it('keep their records apart', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'a@example.com' });
    const other = client.simulator.createAccount({});
    client.token = String(other['accessToken']);
    expect(await client.post('contacts/lookup', { contactID })).toMatchObject({ code: 300 });
    expect(await client.data('contacts/save', { email: 'a@example.com' })).toMatchObject({ email: 'a@example.com' });
    expect(client.simulator.state('contacts', other.id)).toHaveLength(1);
  });
});

describe('the state', () => {
  it('shows records as lookup does', async () => {
    const client = new TestClient();
    const contact = await client.data('contacts/save', { email: 'a@example.com', groupIDs: [102] });
    const { simulator } = client;
    expect(simulator.state('contacts', demonstration.id)).toEqual([contact]);
    expect(simulator.state('groups', demonstration.id)).toContainEqual(
      await client.data('groups/lookup', { groupID: 102 }),
    );
    expect(simulator.state('users', demonstration.id)).toContainEqual(
      await client.data('users/lookup', { userID: 11 }),
    );
    const { records } = await client.data<{ records: unknown[] }>('customFields/search');
    expect(simulator.state('customFields', demonstration.id)).toEqual(records);
    expect(await client.data('customFields/lookup', { systemName: 'custom1' })).toEqual(records[0]);
  });

  it('names what it keeps when asked for something else', () => {
    const { simulator } = new TestClient();
    expect(() => simulator.state('cars', demonstration.id)).toThrow('contacts, groups');
    expect(() => simulator.state('contacts', 'nobody')).toThrow('nobody');
  });

  it('survives as JSON, tokens and ids included', async () => {
    const before = new TestClient();
    const contact = await before.data('contacts/save', { email: 'a@example.com', groupIDs: [102] });
    const account = before.simulator.createAccount({ permissions: ['Contacts (Add)'] });
    const after = new TestClient();
    after.simulator.restore(JSON.parse(JSON.stringify(before.simulator.snapshot())));
    expect(await after.data('contacts/lookup', { email: 'A@example.com' })).toEqual(contact);
    expect(after.simulator.accounts()).toEqual(before.simulator.accounts());
    const next = await after.data('contacts/save', { email: 'b@example.com' });
    expect(next['contactID']).toBe(Number(contact['contactID']) + 1);
    after.token = String(account['accessToken']);
    expect(await after.post('contacts/save', { email: 'a@example.com' })).toMatchObject({ success: 1 });
  });
});

describe('a reset', () => {
  it('clears records and keeps accounts', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'a@example.com' });
    await client.data('groups/delete', { groupID: 102 });
    client.simulator.createAccount({});
    client.simulator.reset({ tokens: false });
    expect(client.simulator.state('contacts', demonstration.id)).toEqual([]);
    expect(await client.data('groups/lookup', { groupID: 102 })).toMatchObject({ groupName: 'Newsletter' });
    expect(client.simulator.accounts()).toHaveLength(2);
  });

  it('of tokens also clears made accounts and issued tokens, never the fixed ones', async () => {
    const client = new TestClient();
    const { clientID, clientSecret } = demonstration;
    const reply = await client.send('POST', '/oauth/token/application', { json: { clientID, clientSecret } });
    const issued: { data: { accessToken: string } } = JSON.parse(String(reply.body));
    client.simulator.createAccount({});
    client.simulator.reset({ tokens: true });
    expect(client.simulator.accounts()).toHaveLength(1);
    expect(await client.get('helper/ping')).toMatchObject({ success: 1 });
    client.token = issued.data.accessToken;
    expect(await client.get('helper/ping')).toMatchObject({ code: 200 });
  });
});
