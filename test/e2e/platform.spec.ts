import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { provisionEmfluence, startTestGateway, type HubReply, type TestGateway } from '../support/gateway.js';
import { sendAsIs } from '../support/raw-http.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';

type Answer = Record<string, unknown>;

let sandbox: TestSandbox;
let gateway: TestGateway;
let token = '';
const hub = (method: string, path: string, headers?: Record<string, string>): Promise<HubReply> =>
  gateway.withToken(token).call(method, path, undefined, headers);
const anybody = <T = Answer>(method: string, path: string, body?: unknown): Promise<HubReply<T>> =>
  gateway.as('').call<T>(method, path, body);

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '20' });
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  const [account] = (await sandbox.accounts()).emfluence;
  if (!account) throw new Error('The sandbox has no emfluence account.');
  await sandbox.control('POST', '/seed', { provider: 'emfluence', account: account.id, contacts: 5 });
  token = (await provisionEmfluence(gateway, sandbox, account)).token;
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

describe('a path', () => {
  const get = (path: string) =>
    sendAsIs(gateway.url, {
      path,
      authorization: `User ${gateway.user.secret}, Organization ${gateway.organization.secret}, Element ${token}`,
    });

  it.each([
    '/elements/api-v2/hubs/marketing/contacts',
    '/hubs/marketing/contacts',
    '/elements/api-v2//hubs/marketing/contacts',
    '//hubs//marketing///contacts',
    '/elements//api-v2/hubs/marketing/contacts',
    '/elements/api-v2/hubs/marketing/contacts/',
    '/elements/api-v2/hubs/documents/contacts',
    '/elements/api-v2/hubs/crap/contacts',
    '/elements/api-v2/contacts',
    '/contacts',
    '/contacts/',
  ])('leads to the same contacts as %s', async (path) => {
    const expected = await hub('GET', '/hubs/marketing/contacts');
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual(expected.body);
    expect(expected.body).toHaveLength(5);
  });

  it.each([
    '/elements/api-v2/instances',
    '/instances',
    '//instances',
    '/elements/api-v2//organizations/me',
    '/organizations/me/',
  ])('of the platform works as %s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it.each([
    '/elements/api-v2/nothing/at/all/here',
    '/elements/api-v2/organizations/x/y',
    '/elements/api-v2',
    '/',
    '/elements/api-v1/x',
    '/health/x',
  ])('that leads nowhere is 404: %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, (JSON.parse(answer.text) as Answer)['reason']]).toEqual([404, 'NOT_FOUND']);
    expect(answer.headers['elements-request-id']).toBe((JSON.parse(answer.text) as Answer)['requestId']);
  });
});

describe('accounts and users', () => {
  it('are the platform’s without an Element token and the element’s with one', async () => {
    for (const name of ['accounts', 'users']) {
      const platform = await gateway.platform.call<Answer[]>('GET', `/${name}`);
      expect([platform.status, platform.body.length]).toEqual([200, 1]);
      const [bare, underHub] = [
        await hub('GET', `/${name}?pageSize=1`),
        await hub('GET', `/hubs/marketing/${name}?pageSize=1`),
      ];
      expect({ ...bare.body, requestId: '' }).toEqual({ ...underHub.body, requestId: '' });
      expect(bare.headers.get('elements-element-instance-id')).toMatch(/^\d+$/);
      expect(bare.body).not.toEqual(platform.body);
    }
  });

  it('stay the platform’s for deeper paths, and for a user with a password', async () => {
    const user = await hub('GET', `/users/${gateway.user.email}`, { 'elements-user-password': gateway.user.password });
    expect([user.status, user.body['secret']]).toEqual([200, gateway.user.secret]);
    const deeper = await hub('GET', '/accounts/1/elements/emfluence');
    expect([deeper.status, deeper.headers.get('elements-element-instance-id')]).toEqual([404, null]);
  });
});

describe('a user', () => {
  it('has all that old clients read', async () => {
    const { body } = await gateway.platform.call('GET', `/users/${gateway.user.email}`);
    expect(body).toEqual({
      ...{
        id: expect.any(Number),
        firstName: 'First',
        lastName: 'Admin',
        fullName: 'First Admin',
        email: gateway.user.email,
        active: true,
        password: 'secured',
      },
      ...{
        createdDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        lastLoginDate: null,
        roles: [expect.objectContaining({ key: 'org-admin' })],
      },
      ...{ accountExpired: false, accountLocked: false, credentialsExpired: false, emailValid: true },
      ...{ accountNonExpired: true, credentialsNonExpired: true, accountNonLocked: true, enabled: true },
    });
    expect((await gateway.platform.call('GET', `/users/${String(body['id'])}`)).body).toEqual(body);
    expect((await gateway.platform.call('GET', '/users')).body).toEqual([body]);
  });

  it('is told the secret for the right password only', async () => {
    const ask = (path: string, password?: string) =>
      gateway.platform.call(
        'GET',
        path,
        undefined,
        password === undefined ? {} : { 'elements-user-password': password },
      );
    const path = `/users/${gateway.user.email}`;
    expect((await ask(path, gateway.user.password)).body['secret']).toBe(gateway.user.secret);
    expect((await ask(path.toUpperCase().replace('/USERS', '/users'), gateway.user.password)).body['secret']).toBe(
      gateway.user.secret,
    );
    for (const password of [undefined, 'wrong', ''])
      expect((await ask(path, password)).body).not.toHaveProperty('secret');
  });

  it('cannot be guessed: the eleventh wrong password in a minute is 429, and then the right one too', async () => {
    const ask = (password: string) =>
      gateway.platform.call('GET', `/users/${gateway.user.email}`, undefined, { 'elements-user-password': password });
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => (await ask(`wrong ${index}`)).status),
    );
    expect(statuses).toContain(429);
    const locked = await ask(gateway.user.password);
    expect([locked.status, locked.body['reason']]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    'nobody@example.com',
    '0',
    '-1',
    '2147483648',
    '99999999999999999999',
    'x',
    '1.5',
    '%00',
    'a%00@example.com',
    '%F0%9F%98%80',
  ])('%s is not found', async (id) => {
    const { status, body } = await gateway.platform.call('GET', `/users/${id}`);
    expect([status, body['reason'], body['message']]).toEqual([
      404,
      'NOT_FOUND',
      expect.stringContaining('No user found with ID '),
    ]);
  });
});

describe('an account', () => {
  it('has all that old clients read', async () => {
    const {
      body: [account],
    } = await gateway.platform.call<Answer[]>('GET', '/accounts');
    expect(account).toEqual({
      ...{
        id: expect.any(Number),
        name: expect.any(String),
        description: expect.any(String),
        active: true,
        companyId: expect.any(Number),
      },
      ...{
        createdDate: expect.stringMatching(/Z$/),
        updatedDate: expect.stringMatching(/Z$/),
        externalId: 'default',
        defaultAccount: true,
        type: 'Default',
      },
    });
    expect((await gateway.platform.call('GET', `/accounts/${String(account?.['id'])}`)).body).toEqual(account);
  });

  it.each(['0', '-1', '2147483648', 'x', '%00'])('%s is not found', async (id) => {
    expect((await gateway.platform.call('GET', `/accounts/${id}`)).status).toBe(404);
  });
});

describe('the catalogue', () => {
  it('lists both elements to anybody, page by page', async () => {
    const keys = await anybody<string[]>('GET', '/elements/keys');
    expect(keys.body).toEqual(
      ['emfluence', 'infusionsoftmarketing'].sort((a, b) => keys.body.indexOf(a) - keys.body.indexOf(b)),
    );
    const first = await anybody<Answer[]>('GET', '/elements?pageSize=1');
    const cursor = first.headers.get('elements-next-page-token') ?? '';
    const rest = await anybody<Answer[]>('GET', `/elements?pageSize=1&nextPage=${encodeURIComponent(cursor)}`);
    expect([...first.body, ...rest.body].map(({ key }) => key)).toEqual(keys.body);
    expect(rest.headers.get('elements-next-page-token')).toBeNull();
    expect((await anybody('GET', '/elements?pageSize=0')).status).toBe(400);
  });

  it('shows an element by key and by number, with what has to be configured', async () => {
    const byKey = await anybody('GET', '/elements/infusionsoftmarketing');
    expect(byKey.body).toMatchObject({
      key: 'infusionsoftmarketing',
      hub: 'marketing',
      authentication: { type: 'oauth2' },
      active: true,
    });
    expect((await anybody('GET', `/elements/${String(byKey.body['id'])}`)).body).toEqual(byKey.body);
    const items = byKey.body['configuration'] as Answer[];
    expect(items.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        'oauth.api.key',
        'oauth.api.secret',
        'oauth.callback.url',
        'infusionsoft.server',
        'infusionsoft.private.key',
        'access.token',
        'base.url',
      ]),
    );
    expect(
      items.every(({ name, key, description }) =>
        [name, key, description].every((text) => typeof text === 'string' && text !== ''),
      ),
    ).toBe(true);
  });

  it('says in metadata what an element can do, and that its old key ends', async () => {
    const metadata = await anybody('GET', '/elements/192/metadata');
    expect(metadata.body).toMatchObject({ id: 192, key: 'infusionsoftmarketing', events: { supported: false } });
    expect(JSON.stringify(metadata.body)).toMatch(/XML-RPC/);
    expect((await anybody('GET', '/elements/999999999999/metadata')).status).toBe(404);
    expect((await anybody<Answer[]>('GET', '/elements/metadata')).body).toHaveLength(2);
  });

  it('knows its hub', async () => {
    expect((await anybody('GET', '/hubs')).body).toEqual([
      expect.objectContaining({
        key: 'marketing',
        id: expect.any(Number),
        name: expect.any(String),
        description: expect.any(String),
      }),
    ]);
    expect((await anybody('GET', '/hubs/keys')).body).toEqual(['marketing']);
    expect((await anybody('GET', '/hubs/marketing')).body).toMatchObject({ key: 'marketing' });
    expect((await anybody('GET', '/hubs/marketing/elements')).body).toHaveLength(2);
    const hydrated = await anybody<Answer[]>('GET', '/hubs?hydrate=true');
    expect(hydrated.body[0]?.['resources']).not.toHaveLength(0);
  });

  it.each([
    '/elements/nothing',
    '/elements/0',
    '/elements/__proto__',
    '/elements/constructor',
    '/elements/%00',
    '/hubs/crap',
    '/hubs/crap/elements',
    '/hubs/__proto__',
  ])('does not know %s', async (path) => {
    const { status, body } = await anybody('GET', path);
    expect([status, body['reason']]).toEqual([404, 'NOT_FOUND']);
  });
});
