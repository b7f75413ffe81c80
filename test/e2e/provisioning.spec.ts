import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { consentAtKeap, sandboxUrls, startTestGateway, type HubReply, type TestGateway } from '../support/gateway.js';
import { startTestSandbox, type EmfluenceAccount, type KeapAccount, type TestSandbox } from '../support/sandbox.js';
import { secretsIn, secretsOf } from '../support/secrets.js';

const callback = 'https://hub.example/oauth/callback';
const mask = '********';

let sandbox: TestSandbox;
let gateway: TestGateway;
let keap: KeapAccount;
let emfluence: EmfluenceAccount;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox, { LOG_LEVEL: 'trace' });
  const accounts = await sandbox.accounts();
  if (!accounts.keap[0] || !accounts.emfluence[0]) throw new Error('The sandbox has no accounts.');
  keap = accounts.keap[0];
  emfluence = accounts.emfluence[0];
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const post = (body: unknown, path = '/instances'): Promise<HubReply> => gateway.platform.call('POST', path, body);
const client = (account = keap): Record<string, string> => ({
  'oauth.api.key': account.clientId,
  'oauth.api.secret': account.clientSecret,
  'oauth.callback.url': callback,
  ...sandboxUrls.keap(sandbox),
});
const count = async (): Promise<number> => (await gateway.platform.call<unknown[]>('GET', '/instances')).body.length;
const ping = (reply: HubReply): Promise<HubReply> =>
  gateway.withToken(String(reply.body['token'])).call('GET', '/hubs/marketing/ping');
const keapBody = async (configuration: Record<string, string> = {}) => ({
  element: { key: 'infusionsoftmarketing' },
  name: 'API Instance',
  tags: ['Docs'],
  configuration: { ...client(), ...configuration },
  providerData: { code: await consentAtKeap(sandbox, keap, callback) },
});
const credentialOf = async (provider: 'keap' | 'emfluence', since: number) => {
  const headers = (await sandbox.journal(provider, since)).at(-1)?.headers;
  return { authorization: headers?.['authorization'], key: headers?.['x-keap-api-key'] };
};

describe('provisioning Infusionsoft', () => {
  it('with a code answers the whole instance, its secrets masked', async () => {
    const body = {
      ...(await keapBody({ 'infusionsoft.server': keap.tenant, 'infusionsoft.private.key': keap.legacyKey })),
      externalAuthentication: 'none',
    };
    const reply = await post(body);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      ...{
        id: expect.any(Number),
        name: 'API Instance',
        createdDate: expect.stringMatching(/^\d{4}-.*Z$/),
        token: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      },
      element: expect.objectContaining({
        id: expect.any(Number),
        key: 'infusionsoftmarketing',
        hub: 'marketing',
        authentication: { type: 'oauth2' },
        active: true,
        deleted: false,
      }),
      ...{
        elementId: expect.any(Number),
        tags: ['Docs'],
        provisionInteractions: [],
        valid: true,
        disabled: false,
        maxCacheSize: 0,
        cacheTimeToLive: 0,
      },
      configuration: expect.objectContaining({
        ...{
          'oauth.api.key': mask,
          'oauth.api.secret': mask,
          'infusionsoft.private.key': mask,
          'infusionsoft.server': keap.tenant,
        },
        ...{
          'oauth.callback.url': callback,
          'base.url': `${sandbox.url}/keap/crm/rest/v2`,
          'filter.response.nulls': 'true',
        },
      }),
      ...{ eventsEnabled: false, traceLoggingEnabled: false, cachingEnabled: false, externalAuthentication: 'none' },
      user: { id: expect.any(Number), emailAddress: gateway.user.email, firstName: 'First', lastName: 'Admin' },
    });
    expect((await gateway.platform.call('GET', `/instances/${String(reply.body['id'])}`)).body).toEqual(reply.body);
    expect((await ping(reply)).status).toBe(200);
  });

  it('proves the code by one exchange and one call before it answers', async () => {
    const body = await keapBody();
    const since = await sandbox.mark();
    await post(body);
    const calls = (await sandbox.journal('keap', since)).map(({ method, path }) => `${method} ${path}`);
    expect(calls).toEqual(['POST /token', 'GET /crm/rest/v2/oauth/connect/userinfo']);
  });

  it('below the path of the element needs no element in the body, and refuses another one', async () => {
    const { element, ...body } = await keapBody();
    expect((await post(body, '/elements/infusionsoftmarketing/instances')).status).toBe(200);
    const other = await post({ ...(await keapBody()), element: { key: 'emfluence' } }, '/elements/192/instances');
    expect([other.status, other.body['path'], element.key]).toEqual([400, 'element', 'infusionsoftmarketing']);
  });

  it('by the number of the element works', async () => {
    expect((await post({ ...(await keapBody()), element: { id: 192 } })).status).toBe(200);
  });

  it('with a refresh token of the caller’s own refreshes it at once and owns it from then on', async () => {
    const form = {
      grant_type: 'authorization_code',
      client_id: keap.clientId,
      client_secret: keap.clientSecret,
      redirect_uri: callback,
      code: await consentAtKeap(sandbox, keap, callback),
    };
    const answer = await fetch(`${sandbox.url}/keap/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string };
    const body = {
      element: { key: 'infusionsoftmarketing' },
      name: 'Own token',
      externalAuthentication: 'initial',
      configuration: { ...client(), 'oauth.user.refresh_token': refreshToken },
    };
    const since = await sandbox.mark();
    const reply = await post(body);
    expect([reply.status, reply.body['externalAuthentication']]).toEqual([200, 'initial']);
    expect((await sandbox.journal('keap', since)).map(({ path }) => path)).toEqual([
      '/token',
      '/crm/rest/v2/oauth/connect/userinfo',
    ]);
    expect(JSON.stringify(reply.body)).not.toContain(refreshToken);
    expect((await ping(reply)).status).toBe(200);
    const spent = await post(body);
    expect([spent.status, spent.body['reason'], spent.body['providerMessage']]).toEqual([
      400,
      'INVALID_REQUEST',
      expect.stringMatching(/refresh token/i),
    ]);
  });

  it.each(['serviceAccountKey', 'personalAccessToken'] as const)('with a %s sends it as a bearer', async (kind) => {
    const since = await sandbox.mark();
    const reply = await post({
      element: { key: 'infusionsoftmarketing' },
      name: kind,
      configuration: { 'access.token': keap[kind], ...sandboxUrls.keap(sandbox) },
    });
    expect([reply.status, (reply.body['configuration'] as Record<string, string>)['access.token']]).toEqual([
      200,
      mask,
    ]);
    expect(await credentialOf('keap', since)).toEqual({ authorization: `Bearer ${keap[kind]}`, key: undefined });
  });

  it('with the encrypted key of the old element alone sends it as X-Keap-API-Key', async () => {
    const since = await sandbox.mark();
    const reply = await post({
      element: { key: 'infusionsoftmarketing' },
      name: 'Old key',
      configuration: { 'infusionsoft.private.key': keap.legacyKey, ...sandboxUrls.keap(sandbox) },
    });
    expect([reply.status, (await ping(reply)).status]).toEqual([200, 200]);
    expect(await credentialOf('keap', since)).toEqual({ authorization: undefined, key: keap.legacyKey });
  });

  it.each([
    (tenant: string) => tenant,
    (tenant: string) => `https://${tenant}`,
    (tenant: string) => `${tenant.toUpperCase()}/`,
  ])('takes the application’s address as people write it (%#)', async (write) => {
    expect((await post(await keapBody({ 'infusionsoft.server': write(keap.tenant) }))).status).toBe(200);
  });

  it('refuses a consent for another application and stores nothing', async () => {
    const before = await count();
    const reply = await post(await keapBody({ 'infusionsoft.server': 'zz999.infusionsoft.com' }));
    expect([reply.status, reply.body['reason'], reply.body['path']]).toEqual([
      400,
      'INVALID_REQUEST',
      'configuration.infusionsoft.server',
    ]);
    expect(await count()).toBe(before);
  });
});

describe('provisioning emfluence', () => {
  const oauth = (more: Record<string, string>): Record<string, string> => ({
    ...sandboxUrls.emfluence(sandbox),
    'oauth.api.key': emfluence.clientID,
    'oauth.api.secret': emfluence.clientSecret,
    ...more,
  });

  it('with an access token sends it as a bearer', async () => {
    const since = await sandbox.mark();
    const reply = await post({
      element: { key: 'emfluence' },
      name: 'Token',
      configuration: { 'access.token': emfluence.accessToken, ...sandboxUrls.emfluence(sandbox) },
    });
    expect([reply.status, (reply.body['configuration'] as Record<string, string>)['access.token']]).toEqual([
      200,
      mask,
    ]);
    expect(await credentialOf('emfluence', since)).toMatchObject({ authorization: `Bearer ${emfluence.accessToken}` });
  });

  it('through the code flow of its guide, with the URLs as configuration', async () => {
    const page = `${sandbox.url}/emfluence/oauth/authorize`;
    const asked = new URLSearchParams({ apiKey: emfluence.clientID, callbackUrl: callback, baseUrl: page });
    const { body } = await gateway.platform.call('GET', `/elements/emfluence/oauth/url?${asked.toString()}`);
    const consent = await fetch(String(body['oauthUrl']), { redirect: 'manual' });
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const configuration = oauth({
      'oauth.callback.url': callback,
      'oauth.authorization.url': page,
      'oauth.token.url': `${sandbox.url}/emfluence/oauth/token/user`,
    });
    const reply = await post({ element: { key: 'emfluence' }, name: 'Code', configuration, providerData: { code } });
    expect([reply.status, (await ping(reply)).status]).toEqual([200, 200]);
  });

  it('with an application-only token, which needs no person', async () => {
    const reply = await post({
      element: { key: 'emfluence' },
      name: 'Application',
      configuration: oauth({ 'oauth.application.url': `${sandbox.url}/emfluence/oauth/token/application` }),
    });
    expect([reply.status, (await ping(reply)).status]).toEqual([200, 200]);
  });
});

describe('a credential that the provider does not accept', () => {
  const infusionsoft = { element: { key: 'infusionsoftmarketing' }, name: 'Bad' };
  const attempts: readonly (readonly [string, () => object])[] = [
    ['a wrong code', () => ({ ...infusionsoft, configuration: client(), providerData: { code: 'ac_wrong' } })],
    [
      'a wrong client secret',
      () => ({
        ...infusionsoft,
        configuration: { ...client(), 'oauth.api.secret': 'wrong-secret' },
        providerData: { code: 'ac_wrong' },
      }),
    ],
    [
      'a wrong refresh token',
      () => ({
        ...infusionsoft,
        externalAuthentication: 'initial',
        configuration: { ...client(), 'oauth.user.refresh_token': 'rt_wrong' },
      }),
    ],
    [
      'a wrong key',
      () => ({ ...infusionsoft, configuration: { 'access.token': 'KeapAK-wrong-key', ...sandboxUrls.keap(sandbox) } }),
    ],
    [
      'a wrong old key',
      () => ({
        ...infusionsoft,
        configuration: { 'infusionsoft.private.key': 'ffffffffffffffff', ...sandboxUrls.keap(sandbox) },
      }),
    ],
    [
      'a wrong emfluence token',
      () => ({
        element: { key: 'emfluence' },
        name: 'Bad',
        configuration: { 'access.token': '00000000-0000-4000-8000-000000000000', ...sandboxUrls.emfluence(sandbox) },
      }),
    ],
    [
      'a wrong emfluence client',
      () => ({
        element: { key: 'emfluence' },
        name: 'Bad',
        configuration: {
          'oauth.api.key': 'x',
          'oauth.api.secret': 'y',
          'oauth.application.url': `${sandbox.url}/emfluence/oauth/token/application`,
          ...sandboxUrls.emfluence(sandbox),
        },
      }),
    ],
  ];

  it.each(attempts)('is 400 with the provider’s words, and nothing is stored: %s', async (_, body) => {
    const before = await count();
    const reply = await post(body());
    expect([reply.status, reply.body['reason']]).toEqual([400, 'INVALID_REQUEST']);
    expect(String(reply.body['providerMessage'])).toMatch(/\w{5}/);
    expect(await count()).toBe(before);
  });

  it('is told from a provider that fails', async () => {
    const before = await count();
    await sandbox.control('POST', '/faults', { provider: 'emfluence', times: 3, status: 503, body: 'down' });
    const reply = await post({
      element: { key: 'emfluence' },
      name: 'Down',
      configuration: { 'access.token': emfluence.accessToken, ...sandboxUrls.emfluence(sandbox) },
    });
    await sandbox.control('DELETE', '/faults');
    expect([502, 503]).toContain(reply.status);
    expect(reply.body['reason']).toMatch(/^PROVIDER_/);
    expect(await count()).toBe(before);
  });
});

describe('missing configuration', () => {
  it('is 400 that lists every missing key', async () => {
    const code = await post({ element: { key: 'infusionsoftmarketing' }, name: 'x', providerData: { code: 'c' } });
    expect([code.status, code.body['message']]).toEqual([
      400,
      expect.stringMatching(/oauth\.api\.key.*oauth\.api\.secret.*oauth\.callback\.url/),
    ]);
    const external = await post({
      element: { key: 'infusionsoftmarketing' },
      name: 'x',
      externalAuthentication: 'initial',
    });
    expect([external.status, external.body['message']]).toEqual([
      400,
      expect.stringMatching(/oauth\.user\.refresh_token.*oauth\.api\.key/),
    ]);
    const nothing = await post({ element: { key: 'emfluence' }, name: 'x' });
    expect([nothing.status, nothing.body['message']]).toEqual([400, expect.stringMatching(/access\.token/)]);
  });

  it('or an unknown key, a wrong value or a foreign host is 400 that names the key, and nobody is called', async () => {
    const since = await sandbox.mark();
    const configurations: readonly (readonly [string, unknown])[] = [
      ['no.such.key', 'x'],
      ['filter.response.nulls', 'maybe'],
      ['scan.budget', '-1'],
      ['access.token', ['x']],
      ['access.token', { a: 1 }],
      ['base.url', 'http://127.0.0.1:1/'],
      ['base.url', 'https://evil.example/v1'],
      ['oauth.token.url', 'http://169.254.169.254/latest'],
    ];
    for (const [key, value] of configurations) {
      const reply = await post({
        element: { key: 'emfluence' },
        name: 'x',
        configuration: { 'access.token': emfluence.accessToken, [key]: value },
      });
      expect([key, value, reply.status, reply.body['path']]).toEqual([key, value, 400, `configuration.${key}`]);
    }
    expect(await sandbox.journal('emfluence', since)).toEqual([]);
  });
});

it('shows no secret in what the gateway wrote, at its most talkative', async () => {
  const secrets = await secretsOf(gateway, sandbox, ['wrong-secret', 'KeapAK-wrong-key', 'rt_wrong']);
  expect(gateway.output().length).toBeGreaterThan(1000);
  expect(secretsIn(gateway.output() + sandbox.output(), secrets)).toEqual([]);
});
