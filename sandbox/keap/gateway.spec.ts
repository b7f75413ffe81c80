import { beforeEach, describe, expect, it } from '@jest/globals';
import { DEMO, KeapFixture, START } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const key = { 'x-keap-api-key': DEMO.serviceKey };
const fault = (faultstring: string, errorcode: string) => ({ fault: { faultstring, detail: { errorcode } } });

describe('authentication', () => {
  it.each([
    ['no credential', {}],
    ['an Authorization without Bearer', { authorization: DEMO.serviceKey }],
  ])('answers %s with the invalid access token fault', async (_, headers) => {
    const { status, headers: sent, body } = await keap.ping(headers);
    expect([status, sent['content-type']]).toEqual([401, 'application/json']);
    expect(body).toEqual(fault('Invalid access token', 'oauth.v2.InvalidAccessToken'));
  });

  it('answers an unknown bearer with its own fault', async () => {
    expect((await keap.ping({ authorization: 'Bearer rubbish' })).body).toEqual(
      fault('Invalid Access Token', 'keymanagement.service.invalid_access_token'),
    );
  });

  it('answers a token older than a day as expired', async () => {
    const { access } = await keap.connect();
    keap.clock.advance(86_400_000);
    expect((await keap.ping({ authorization: `Bearer ${access}` })).body).toEqual(
      fault('Access Token expired', 'keymanagement.service.access_token_expired'),
    );
  });

  it.each([
    ['a service key in X-Keap-API-Key', { 'x-keap-api-key': DEMO.serviceKey }],
    ['a service key as bearer', { authorization: `Bearer ${DEMO.serviceKey}` }],
    ['a personal token in X-Keap-API-Key', { 'x-keap-api-key': DEMO.personalToken }],
    ['a personal token as bearer', { authorization: `Bearer ${DEMO.personalToken}` }],
  ])('takes %s', async (_, headers) => {
    expect((await keap.ping(headers)).status).toBe(200);
  });

  it('takes the legacy key in X-Keap-API-Key until it is revoked', async () => {
    const headers = { 'x-keap-api-key': String(keap.keap.accounts()[0]?.['legacyKey']) };
    expect((await keap.ping(headers)).status).toBe(200);
    keap.settings.set('legacyKeyRevoked', true);
    expect((await keap.ping(headers)).status).toBe(401);
  });

  it('comes before routing', async () => {
    expect((await keap.send('GET', '/crm/rest/v2/nonsense')).status).toBe(401);
  });

  it('tells the journal whose request it is', () => {
    const request = {
      method: 'GET',
      path: '/crm/rest/v2/contacts',
      query: new URLSearchParams(),
      headers: key,
      body: Buffer.alloc(0),
      baseUrl: '',
      secure: false,
    };
    expect(keap.keap.accountOf(request)).toBe('ab123');
    expect(keap.keap.accountOf({ ...request, headers: {} })).toBeUndefined();
  });
});

describe('routing', () => {
  it('shows a page for an unknown path', async () => {
    const { status, headers, text } = await keap.api('GET', '/v2/nonsense');
    expect([status, headers['content-type']]).toEqual([404, 'text/html;charset=UTF-8']);
    expect(text).toContain('<title>Keap - Page Not Found</title>');
  });

  it('refuses a GET with a body before anything else', async () => {
    const { status, headers, text } = await keap.send('GET', '/crm/rest/v2/contacts', { body: {} });
    expect([status, headers['content-type']]).toEqual([400, 'text/html;charset=UTF-8']);
    expect(text).toContain('<h2>Your client has issued a malformed or illegal request.</h2>');
  });

  it('answers a known path with a wrong method as 405', async () => {
    expect((await keap.api('PUT', '/v2/contacts/1001', {})).status).toBe(405);
  });

  it('takes the colon of a custom verb also encoded', async () => {
    expect((await keap.api('GET', '/v2/settings/applications%3AisEnabled')).body).toEqual({ isEnabled: true });
  });

  it('refuses a body that is not JSON by its type', async () => {
    const headers = { ...key, 'content-type': 'text/plain' };
    expect((await keap.send('POST', '/crm/rest/v2/contacts', { headers, raw: '{}' })).status).toBe(415);
  });
});

describe('permissions', () => {
  it('limit the user but not the service account', async () => {
    const account = keap.keap.createAccount({ permissions: ['contacts:read'] });
    const personal = { 'x-keap-api-key': String(account['personalAccessToken']) };
    const service = { 'x-keap-api-key': String(account['serviceAccountKey']) };
    const create = (headers: Record<string, string>) =>
      keap.send('POST', '/crm/rest/v2/contacts', {
        headers,
        body: { email_addresses: [{ email: 'a@example.com', field: 'EMAIL1' }] },
      });
    expect((await keap.send('GET', '/crm/rest/v2/contacts', { headers: personal })).status).toBe(200);
    expect(await create(personal)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('permission') },
    });
    expect((await create(service)).status).toBe(201);
  });

  it('do not keep anybody from asking who they are', async () => {
    const account = keap.keap.createAccount({ permissions: [] });
    expect((await keap.ping({ 'x-keap-api-key': String(account['personalAccessToken']) })).body['tenant_id']).toBe(
      account['tenant'],
    );
  });
});

describe('limits', () => {
  it('are told in the headers of every answer', async () => {
    const { headers } = await keap.ping(key);
    expect(headers).toMatchObject({
      'x-keap-product-quota-limit': '30000',
      'x-keap-product-quota-used': '1',
      'x-keap-product-quota-available': '29999',
      'x-keap-product-quota-time-unit': 'day',
      'x-keap-product-quota-interval': '1',
      'x-keap-product-quota-expiry-time': String(Date.UTC(2026, 10, 22)),
      'x-keap-product-throttle-limit': '240',
      'x-keap-product-throttle-used': '1',
      'x-keap-product-throttle-available': '239',
      'x-keap-product-spike-limit': '10ps',
      'x-keap-tenant-id': 'ab123.infusionsoft.com',
      'x-keap-tenant-throttle-limit': '10000|250000',
      'x-keap-tenant-throttle-used': '1|1',
      'x-keap-tenant-throttle-available': '9999|249999',
      'x-keap-tenant-throttle-time-unit': 'minute|day',
      'x-keap-tenant-throttle-interval': '1|1',
    });
  });

  it('are blank on a 401', async () => {
    const { headers } = await keap.ping({});
    expect(headers['x-keap-product-quota-limit']).toBe('');
    expect(headers['x-keap-tenant-throttle-limit']).toBe('|');
  });

  it('have one window for the tenant when switched', async () => {
    keap.settings.set('tenantHeaders', 'one-window');
    expect((await keap.ping(key)).headers['x-keap-tenant-throttle-limit']).toBe('10000');
  });

  it('give an OAuth client 1500 calls a minute', async () => {
    const { access } = await keap.connect();
    const { headers } = await keap.ping({ authorization: `Bearer ${access}` });
    expect([headers['x-keap-product-throttle-limit'], headers['x-keap-product-quota-limit']]).toEqual([
      '1500',
      '150000',
    ]);
  });

  it('count a client for all its tenants together', async () => {
    const first = await keap.connect();
    const second = await keap.connect();
    await keap.ping({ authorization: `Bearer ${first.access}` });
    expect(
      (await keap.ping({ authorization: `Bearer ${second.access}` })).headers['x-keap-product-throttle-used'],
    ).toBe('2');
  });

  async function useUpSecond(): Promise<Awaited<ReturnType<KeapFixture['ping']>>> {
    keap.settings.set('limits', 'on');
    for (let call = 0; call < 10; call += 1) expect((await keap.ping(key)).status).toBe(200);
    return keap.ping(key);
  }

  it('refuse the eleventh call of a key within a second, and take it in the next', async () => {
    const { status, body, headers } = await useUpSecond();
    expect(status).toBe(429);
    expect(body).toEqual({ code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null });
    expect(headers['retry-after']).toBeUndefined();
    expect(keap.throttled).toBe(1);
    keap.clock.advance(1_000);
    expect((await keap.ping(key)).status).toBe(200);
  });

  it('refuse with the spike fault and Retry-After when switched', async () => {
    keap.settings.set('throttleBody', 'spike');
    keap.settings.set('retryAfterHeader', true);
    const { body, headers } = await useUpSecond();
    expect(body).toMatchObject({ fault: { detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' } } });
    expect(headers['retry-after']).toBe('1');
  });

  it('refuse the 241st call of a minute', async () => {
    keap.settings.set('limits', 'on');
    for (let call = 0; call < 240; call += 1) {
      if (call > 0 && call % 10 === 0) keap.clock.advance(1_000);
      await keap.ping(key);
    }
    keap.clock.advance(1_000);
    expect((await keap.ping(key)).status).toBe(429);
    keap.clock.advance(60_000);
    expect((await keap.ping(key)).status).toBe(200);
  });

  it('refuse nothing when they are off', async () => {
    for (let call = 0; call < 11; call += 1) expect((await keap.ping(key)).status).toBe(200);
  });
});

it('dates its answers by the provider clock', async () => {
  keap.clock.advance(3_600_000);
  expect((await keap.ping(key)).headers['date']).toBe(new Date(START + 3_600_000).toUTCString());
});
