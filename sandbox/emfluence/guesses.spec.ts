import { describe, expect, it } from '@jest/globals';
import type { SettingValue } from '../settings.js';
import { guesses } from './guesses.js';
import { demonstration, readEnvelope, TestClient } from './test-client.fixture.js';

type Probe = (client: TestClient) => Promise<unknown>;

const code =
  (endpoint: string, json: unknown): Probe =>
  async (client) =>
    (await client.post(endpoint, json)).code;

const field =
  (name: string, json: object): Probe =>
  async (client) =>
    (await client.data('contacts/save', { email: 'a@example.com', ...json }))[name];

const codeOf =
  (method: string, path: string, more: Parameters<TestClient['send']>[2]): Probe =>
  async (client) =>
    readEnvelope(await client.send(method, path, more)).code;

/** Runs the probe after these saves. */
const after =
  (saves: readonly object[], probe: Probe): Probe =>
  async (client) => {
    for (const save of saves) await client.data('contacts/save', save);
    return probe(client);
  };

const inBody = { headers: {}, json: { accessToken: demonstration.accessToken } };
const contact = { email: 'a@example.com' };
const removal = { groupID: 103, contactIDs: [1001] };

const lateRequest: Probe = async (client) => {
  client.flip('limits', 'on');
  for (let request = 1; request <= 9; request += 1) await client.get('helper/ping');
  client.token = demonstration.restrictedToken;
  return (await client.send('GET', '/v1/helper/ping')).delayMs !== undefined;
};

const columns: Probe = async (client) => {
  const { records } = await client.data<{ records: object[] }>('contacts/search', { fields: 'city' });
  return Object.keys(records[0] ?? {}).length;
};

const wrongCredentials: Probe = async (client) =>
  (await client.send('POST', '/oauth/token/application', { json: { clientID: 'x', clientSecret: 'y' } })).status;

const successType: Probe = async (client) => typeof (await client.get('helper/ping')).success;

const crowded: Probe = async (client) => {
  client.flip('limits', 'on');
  client.connections = 6;
  return (await client.send('GET', '/v1/helper/ping')).status;
};

const activityName: Probe = async (client) => {
  const { contactID } = await client.data<{ contactID: number }>('contacts/save', contact);
  const mail = {
    title: 'T',
    subject: 'S',
    fromAddress: 'news@example.com',
    content: { textVersion: 'x' },
    recipients: { contactIDs: [contactID] },
  };
  const { emailID } = await client.data<{ emailID: number }>('emails/save', mail);
  await client.data('emails/send', { emailID });
  const window = { startDate: '2026-01-01 00:00:00', endDate: '2027-01-01 00:00:00', activities: ['EMAIL:SENT'] };
  const { records } = await client.data<{ records: { activity?: string }[] }>('contacts/activities', window);
  return records[0]?.activity;
};

const tokenPlace =
  (value: string): Probe =>
  async (client) => {
    const { clientID, clientSecret } = demonstration;
    const reply = await client.send('POST', '/oauth/token/application', { json: { clientID, clientSecret } });
    const keys = value.split('.');
    let place: unknown = JSON.parse(String(reply.body));
    for (const key of keys) place = (place as Record<string, unknown> | undefined)?.[key];
    return typeof place;
  };

const redirectStatus: Probe = async (client) => {
  const query = `clientID=${demonstration.clientID}&redirectURI=http%3A%2F%2Flocalhost%2F`;
  return (await client.send('GET', `/oauth/authorize?${query}`)).status;
};

/** Each switch with a value, and one observation that is the second entry by default and the third when switched. */
const table: readonly [string, SettingValue, unknown, unknown, Probe][] = [
  ['legacyTokenPlacement', 'accept', 200, 0, codeOf('POST', '/v1/helper/ping', inBody)],
  ['legacyTokenPlacement', 'warn', 200, 0, codeOf('POST', '/v1/helper/ping', inBody)],
  [
    'bareToken',
    false,
    0,
    200,
    codeOf('GET', '/v1/helper/ping', { headers: { authorization: demonstration.accessToken } }),
  ],
  ['missingTokenCode', 502, 200, 502, codeOf('GET', '/v1/helper/ping', { headers: {} })],
  ['emfluenceHttpsOnly', true, 0, 4, code('helper/ping', {})],
  ['emfluenceHttpsRedirect', true, 302, 400, redirectStatus],
  ['oauth', false, 302, 404, redirectStatus],
  ['oauthTokenField', 'accessToken', 'undefined', 'string', tokenPlace('accessToken')],
  ['oauthTokenField', 'access_token', 'undefined', 'string', tokenPlace('access_token')],
  ['oauthTokenField', 'data.access_token', 'undefined', 'string', tokenPlace('data.access_token')],
  ['oauthErrorStatus', 400, 200, 400, wrongCredentials],
  ['successAs', 'boolean', 'number', 'boolean', successType],
  ['recordFlagsAs', 'boolean', 1, true, field('held', { held: true })],
  ['requestIdSent', false, 'string', 'undefined', async (client) => typeof (await client.get('helper/ping')).requestID],
  ['exactNames', true, 0, 100, code('Helper/ping', {})],
  ['csvIntegers', false, 0, 500, code('contacts/search', { contactIDs: '1,2' })],
  ['malformedJsonCode', 1, 500, 1, codeOf('POST', '/v1/helper/ping', { body: Buffer.from('{') })],
  ['idleSocketsCount', false, 403, 200, crowded],
  ['tooManyConnections', 'code-5', 403, 200, crowded],
  ['throttlePer', 'token', true, false, lateRequest],
  ['rppOutOfRange', 'clamp', 501, 0, code('contacts/search', { rpp: 51 })],
  ['pagePastTheEnd', 'refuse', 0, 501, code('contacts/search', { page: 2 })],
  [
    'searchMatch',
    'contains',
    0,
    1,
    after([{ ...contact, city: 'Berlin' }], async (client) => {
      const { paging } = await client.data<{ paging: { totalRecords: number } }>('contacts/search', { city: 'erl' });
      return paging.totalRecords;
    }),
  ],
  ['unknownColumn', 'ignore', 501, 0, code('contacts/search', { fields: 'groupIDs' })],
  ['fieldsAddTo', 'contactID', 1, 2, after([contact], columns)],
  ['fieldsAddTo', 'defaults', 1, 10, after([contact], columns)],
  ['mobileNumberColumn', true, 501, 0, code('contacts/search', { fields: 'mobileNumber' })],
  [
    'savePermission',
    'none',
    204,
    0,
    async (client) => {
      client.token = String(client.simulator.createAccount({ permissions: [] })['accessToken']);
      return (await client.post('groups/save', { groupName: 'Mine' })).code;
    },
  ],
  ['contactGroupIDs', 'static-only', [101], [], field('groupIDs', {})],
  ['contactGroupIDs', 'with-dynamic', [101], [101, 105], field('groupIDs', { email: 'a@example.org' })],
  ['leaveAllGroup', 'ignore', 302, 0, code('contacts/save', { ...contact, removeGroupIDs: [101] })],
  ['dynamicGroupCode', 501, 302, 501, code('contacts/save', { ...contact, groupIDs: [105] })],
  ['unknownGroupCode', 300, 501, 300, code('contacts/save', { ...contact, groupIDs: [7] })],
  [
    'removeNonMember',
    'success',
    1,
    0,
    after([contact], async (client) => (await client.data('groups/removeContacts', removal))['totalErrors']),
  ],
  [
    'deleteSuppressedCode',
    3,
    302,
    3,
    after([{ ...contact, suppressed: 1 }], code('contacts/delete', { contactID: 1001 })),
  ],
  ['protectedGroupCode', 3, 302, 3, code('groups/delete', { groupID: 101 })],
  ['newContactDateModified', 'empty', '2026-03-01 12:00:00', '', field('dateModified', {})],
  ['mobileWithoutPlus', 'refuse', 0, 501, code('contacts/save', { ...contact, mobileNumber: '8165550100' })],
  [
    'customFieldTypes',
    'free',
    501,
    0,
    code('contacts/save', { ...contact, customFields: { custom2: { value: 'x' } } }),
  ],
  [
    'unknownCustomField',
    'ignore',
    501,
    0,
    code('contacts/save', { ...contact, customFields: { custom9: { value: 'x' } } }),
  ],
  [
    'importOddRow',
    'row-error',
    501,
    0,
    code('contacts/import', { contacts: [contact, { email: 'b@example.com', city: 'X' }] }),
  ],
  ['liftSuppression', 'keeps', 0, 1, after([{ ...contact, suppressed: 1 }], field('suppressed', { suppressed: 0 }))],
  ['activityNamed', 'split', 'EMAIL:SENT', undefined, activityName],
  ['transactional', true, 3, 502, code('emails/sendTransactional', {})],
];

describe('the guesses', () => {
  it('have a name of their own, a reason, and a default among their values', () => {
    expect(new Set(guesses.map(({ name }) => name)).size).toBe(guesses.length);
    for (const { values, default: value, reason } of guesses) {
      expect(values).toContain(value);
      expect(values.length).toBeGreaterThan(1);
      expect(reason).toMatch(/\w.*\.$/);
    }
  });

  it('are all tried here with every value that is not their default', () => {
    const wanted = guesses.flatMap(({ name, values, default: usual }) =>
      values.filter((value) => value !== usual).map((value) => `${name}=${String(value)}`),
    );
    expect(table.map(([name, value]) => `${name}=${String(value)}`).sort()).toEqual(wanted.sort());
  });

  it.each(table)('%s = %s changes %j into %j', async (name, value, usual, switched, probe) => {
    expect(await probe(new TestClient())).toEqual(usual);
    const client = new TestClient();
    client.flip(name, value);
    expect(await probe(client)).toEqual(switched);
  });
});
