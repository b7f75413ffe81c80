import { describe, expect, it } from '@jest/globals';
import { demonstration, readEnvelope, TestClient } from '../test-client.fixture.js';

const guid = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

describe('the envelope', () => {
  it('answers a ping with success 1, code 0 and a request id in upper case', async () => {
    const client = new TestClient();
    const reply = await client.send('GET', '/v1/helper/ping');
    expect(reply.status).toBe(200);
    expect(reply.headers?.['Content-Type']).toBe('application/json; charset=UTF-8');
    expect(readEnvelope(reply)).toEqual({
      success: 1,
      code: 0,
      data: { message: 'pong' },
      requestID: expect.stringMatching(guid),
    });
  });

  it('answers a failure with HTTP 200, success 0, one error and empty data', async () => {
    const client = new TestClient();
    const reply = await client.send('POST', '/v1/contacts/lookup', { json: { contactID: 1 } });
    expect(reply.status).toBe(200);
    expect(readEnvelope(reply)).toMatchObject({ success: 0, code: 300, errors: [expect.any(String)], data: {} });
  });

  it('prints booleans and leaves the request id out when switched', async () => {
    const client = new TestClient();
    client.flip('successAs', 'boolean');
    client.flip('requestIdSent', false);
    expect(await client.get('helper/ping')).toEqual({ success: true, code: 0, data: { message: 'pong' } });
  });

  it('raises the error that helper/throw is asked for', async () => {
    const client = new TestClient();
    expect(await client.post('helper/throw', { code: 5, message: 'busy' })).toMatchObject({
      code: 5,
      errors: ['busy'],
    });
  });
});

describe('finding the endpoint', () => {
  it.each([
    ['GET', '/v1/nothing/search', 100],
    ['GET', '/v1/contacts/nothing', 101],
    ['GET', '/v1/contacts/lookup/5', 101],
    ['GET', '/v1/contacts/save', 2],
    ['PUT', '/v1/contacts/lookup', 2],
    ['DELETE', '/v1/contacts/delete', 2],
    ['GET', '/v1/constructor/toString', 100],
  ])('answers %s %s with code %i', async (method, path, code) => {
    const client = new TestClient();
    expect(readEnvelope(await client.send(method, path))).toMatchObject({ success: 0, code });
  });

  it('takes names in any case unless switched', async () => {
    const client = new TestClient();
    expect(await client.get('HELPER/Ping')).toMatchObject({ success: 1 });
    client.flip('exactNames', true);
    expect(await client.get('HELPER/Ping')).toMatchObject({ code: 100 });
  });

  it('refuses plain http with code 4 when switched', async () => {
    const client = new TestClient();
    client.flip('emfluenceHttpsOnly', true);
    expect(await client.get('helper/ping')).toMatchObject({ code: 4 });
    expect(readEnvelope(await client.send('GET', '/v1/helper/ping', { secure: true }))).toMatchObject({ success: 1 });
  });
});

describe('the access token', () => {
  it.each([
    [`bearer ${demonstration.accessToken}`, 0],
    [`BEARER ${demonstration.accessToken}`, 0],
    [demonstration.accessToken, 0],
    [`Basic ${demonstration.accessToken}`, 200],
    ['Bearer 5A4DB0E5-0000-4000-8000-00000000FFFF', 200],
    ['', 200],
  ])('answers the header "%s" with code %i', async (authorization, code) => {
    const client = new TestClient();
    const reply = await client.send('GET', '/v1/helper/ping', { headers: { authorization } });
    expect(readEnvelope(reply).code).toBe(code);
  });

  it('ignores a token in the body or the query by default', async () => {
    const client = new TestClient();
    const json = { accessToken: demonstration.accessToken };
    const inBody = await client.send('POST', '/v1/helper/ping', { headers: {}, json });
    const inQuery = await client.send('GET', `/v1/helper/ping?accessToken=${json.accessToken}`, { headers: {} });
    expect([readEnvelope(inBody).code, readEnvelope(inQuery).code]).toEqual([200, 200]);
  });

  it('takes a token in the body with a warning when switched', async () => {
    const client = new TestClient();
    client.flip('legacyTokenPlacement', 'warn');
    const json = { accessToken: demonstration.accessToken };
    const reply = readEnvelope(await client.send('POST', '/v1/helper/ping', { headers: {}, json }));
    expect(reply).toMatchObject({ success: 1, warnings: [expect.stringContaining('deprecated')] });
  });

  it('names the account of a request for the journal', () => {
    const { simulator } = new TestClient();
    const request = { method: 'GET', path: '/v1/helper/ping', query: new URLSearchParams(), body: Buffer.alloc(0) };
    const rest = { baseUrl: '', secure: false };
    const headers = { authorization: `Bearer ${demonstration.accessToken}` };
    expect(simulator.accountOf({ ...request, ...rest, headers })).toBe(demonstration.id);
    expect(simulator.accountOf({ ...request, ...rest, headers: {} })).toBeUndefined();
  });
});

describe('permissions', () => {
  it('names the missing permission with code 204', async () => {
    const client = new TestClient();
    client.token = String(client.simulator.createAccount({ permissions: ['Contacts (Edit)'] })['accessToken']);
    expect(await client.post('customFields/search')).toMatchObject({
      success: 0,
      code: 204,
      errors: ["Access to this endpoint requires the permission 'Client Administrator'"],
      data: {},
    });
    expect(await client.post('groups/lookup', { groupID: 102 })).toMatchObject({ code: 204 });
    expect(await client.post('contacts/delete', { contactID: 1 })).toMatchObject({ code: 204 });
  });

  it('supposes one for creating a contact, unless switched', async () => {
    const client = new TestClient();
    client.token = String(client.simulator.createAccount({ permissions: ['Contacts (Edit)'] })['accessToken']);
    expect(await client.post('contacts/save', { email: 'new@example.com' })).toMatchObject({ code: 204 });
    client.flip('savePermission', 'none');
    expect(await client.post('contacts/save', { email: 'new@example.com' })).toMatchObject({ success: 1 });
  });
});

describe('parameters', () => {
  it('lets the URL win over the body', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'one@example.com' });
    const reply = await client.send('POST', `/v1/contacts/lookup?contactID=${contactID}`, { json: { contactID: 1 } });
    expect(readEnvelope(reply)).toMatchObject({ success: 1, data: { contactID } });
  });

  it.each([
    ['contacts/search', { rpp: 'many' }, 500],
    ['contacts/search', { rpp: 1.5 }, 500],
    ['contacts/search', { suppressed: 'perhaps' }, 500],
    ['contacts/search', { groupID: [1] }, 500],
    ['contacts/search', { dateModifiedStart: '2026-01-01T00:00:00Z' }, 500],
    ['contacts/search', { dateModifiedStart: '2026-02-30 00:00:00' }, 501],
    ['contacts/search', { rpp: 51 }, 501],
    ['contacts/search', { sortField: 'lastName' }, 501],
    ['contacts/lookup', {}, 502],
    ['contacts/lookup', { contactID: null }, 502],
    ['contacts/search', { _internal: true, rpp: null }, 0],
  ])('answers %s with %j by code %i', async (endpoint, json, code) => {
    const client = new TestClient();
    expect(await client.post(endpoint, json)).toMatchObject({ code });
  });

  it.each(['{"email":', '[1]', '"text"', 'email=a%40example.com'])(
    'refuses the body %s with code 500',
    async (text) => {
      const client = new TestClient();
      const reply = await client.send('POST', '/v1/contacts/search', { body: Buffer.from(text) });
      expect(readEnvelope(reply)).toMatchObject({ success: 0, code: 500 });
    },
  );

  it('takes ids as a comma-separated text unless switched', async () => {
    const client = new TestClient();
    const saved = await client.data('contacts/save', { email: 'csv@example.com', groupIDs: '102,103' });
    expect(saved['groupIDs']).toEqual([101, 102, 103]);
    client.flip('csvIntegers', false);
    expect(await client.post('contacts/save', { email: 'csv@example.com', groupIDs: '102,103' })).toMatchObject({
      code: 500,
    });
  });
});

describe('limits', () => {
  it('refuses a sixth connection with HTTP 403 that is no JSON', async () => {
    const client = new TestClient();
    client.flip('limits', 'on');
    client.connections = 6;
    const reply = await client.send('GET', '/v1/helper/ping');
    expect(reply.status).toBe(403);
    expect(() => JSON.parse(String(reply.body))).toThrow();
    expect(client.throttled).toBe(1);
  });

  it('answers code 5 instead, or leaves idle sockets out, when switched', async () => {
    const client = new TestClient();
    client.flip('limits', 'on');
    client.flip('tooManyConnections', 'code-5');
    client.connections = 6;
    expect(await client.get('helper/ping')).toMatchObject({ success: 0, code: 5 });
    client.flip('idleSocketsCount', false);
    expect(await client.get('helper/ping')).toMatchObject({ success: 1 });
  });

  it('holds back the tenth request of a second and says so', async () => {
    const client = new TestClient();
    client.flip('limits', 'on');
    for (let request = 1; request <= 9; request += 1) {
      expect((await client.send('GET', '/v1/helper/ping')).delayMs).toBeUndefined();
    }
    const tenth = await client.send('GET', '/v1/helper/ping');
    expect(tenth.delayMs).toBeGreaterThanOrEqual(1000);
    expect(tenth.delayMs).toBeLessThanOrEqual(2000);
    expect(tenth.headers?.['X-API-RateLimit-Throttled']).toContain('maximum 5');
    expect(readEnvelope(tenth)).toMatchObject({ success: 1 });
    client.clock.advance(1000);
    expect((await client.send('GET', '/v1/helper/ping')).delayMs).toBeUndefined();
  });

  it('does nothing of it while limits are off', async () => {
    const client = new TestClient();
    client.connections = 50;
    for (let request = 1; request <= 12; request += 1) {
      expect((await client.send('GET', '/v1/helper/ping')).delayMs).toBeUndefined();
    }
    expect(client.throttled).toBe(0);
  });
});
