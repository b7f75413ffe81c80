import { describe, expect, it } from '@jest/globals';
import { demonstration, readEnvelope, TestClient } from '../test-client.fixture.js';

const { clientID, clientSecret } = demonstration;
const callback = 'https://app.example/callback?kept=1';

function authorizeUrl(more: Record<string, string> = {}): string {
  return `/oauth/authorize?${new URLSearchParams({ clientID, redirectURI: callback, state: 's 1', ...more }).toString()}`;
}

async function obtainCode(client: TestClient): Promise<string> {
  const { headers } = await client.send('GET', authorizeUrl(), { headers: {} });
  return new URL(headers?.['Location'] ?? '').searchParams.get('code') ?? '';
}

async function exchange(client: TestClient, json: object, kind = 'user') {
  return client.send('POST', `/oauth/token/${kind}`, { headers: {}, json });
}

describe('authorizing an application', () => {
  it('redirects with a code and hands other query parameters back', async () => {
    const reply = await new TestClient().send('GET', authorizeUrl(), { headers: {} });
    expect(reply.status).toBe(302);
    const target = new URL(reply.headers?.['Location'] ?? '');
    expect(target.origin + target.pathname).toBe('https://app.example/callback');
    expect([...target.searchParams.keys()]).toEqual(['kept', 'state', 'code']);
    expect(target.searchParams.get('state')).toBe('s 1');
  });

  it('asks first in consent mode, and takes yes for the chosen user, and no', async () => {
    const client = new TestClient();
    client.flip('consent', 'ask');
    const page = await client.send('GET', authorizeUrl(), { headers: {} });
    expect(page.status).toBe(200);
    expect(String(page.body)).toContain('<form method="post">');
    const denied = await client.send('POST', authorizeUrl(), { body: Buffer.from('decision=deny&userID=11') });
    expect(denied.headers?.['Location']).toContain('error=access_denied');
    expect(denied.headers?.['Location']).not.toContain('code=');
    const granted = await client.send('POST', authorizeUrl(), { body: Buffer.from('decision=grant&userID=12') });
    const code = new URL(granted.headers?.['Location'] ?? '').searchParams.get('code');
    const token = readEnvelope(await exchange(client, { clientID, clientSecret, code })).data['accessToken'];
    client.token = String(token);
    expect(await client.data('contacts/save', { email: 'own@example.com' })).toMatchObject({ userID: 12 });
  });

  it.each([
    [{ clientID: 'UNKNOWN' }, 400],
    [{ redirectURI: '/relative' }, 400],
    [{ redirectURI: 'javascript:alert(1)' }, 400],
    [{ redirectURI: 'http://127.0.0.1:3000/oauth/callback' }, 302],
  ])('answers %j by status %i', async (more, status) => {
    expect((await new TestClient().send('GET', authorizeUrl(more))).status).toBe(status);
  });

  it('insists on an https redirect when switched', async () => {
    const client = new TestClient();
    client.flip('emfluenceHttpsRedirect', true);
    const plain = authorizeUrl({ redirectURI: 'http://127.0.0.1:3000/oauth/callback' });
    expect((await client.send('GET', plain)).status).toBe(400);
    expect((await client.send('GET', authorizeUrl())).status).toBe(302);
  });
});

describe('exchanging a code', () => {
  it('answers a user token in the envelope, once', async () => {
    const client = new TestClient();
    const code = await obtainCode(client);
    const first = readEnvelope(await exchange(client, { clientID, clientSecret, code }));
    expect(first).toMatchObject({ success: 1, code: 0, data: { accessToken: expect.any(String) } });
    client.token = String(first.data['accessToken']);
    expect(await client.get('helper/ping')).toMatchObject({ success: 1 });
    const second = await exchange(client, { clientID, clientSecret, code });
    expect(second.status).toBe(200);
    expect(readEnvelope(second)).toMatchObject({ success: 0, code: 203, data: {} });
  });

  it('refuses a code after ten minutes', async () => {
    const client = new TestClient();
    const code = await obtainCode(client);
    client.clock.advance(10 * 60_000);
    expect(readEnvelope(await exchange(client, { clientID, clientSecret, code }))).toMatchObject({ code: 203 });
  });

  it('spends the code on a wrong secret too', async () => {
    const client = new TestClient();
    const code = await obtainCode(client);
    expect(readEnvelope(await exchange(client, { clientID, clientSecret: 'x', code }))).toMatchObject({ code: 203 });
    expect(readEnvelope(await exchange(client, { clientID, clientSecret, code }))).toMatchObject({ code: 203 });
  });

  it('needs a POST of JSON with all three parts', async () => {
    const client = new TestClient();
    expect(readEnvelope(await client.send('GET', '/oauth/token/user'))).toMatchObject({ code: 2 });
    expect(readEnvelope(await exchange(client, { clientID, clientSecret }))).toMatchObject({ code: 502 });
    const form = { headers: {}, body: Buffer.from(`clientID=${clientID}`) };
    expect(readEnvelope(await client.send('POST', '/oauth/token/user', form))).toMatchObject({ code: 500 });
  });

  it.each(['accessToken', 'access_token'])('puts the token at %s when switched', async (field) => {
    const client = new TestClient();
    client.flip('oauthTokenField', field);
    const reply = await exchange(client, { clientID, clientSecret }, 'application');
    expect(JSON.parse(String(reply.body))).toMatchObject({ success: 1, [field]: expect.any(String), data: {} });
  });
});

describe('an application-only token', () => {
  it('works as the administrator named API User', async () => {
    const client = new TestClient();
    const reply = readEnvelope(await exchange(client, { clientID, clientSecret }, 'application'));
    client.token = String(reply.data['accessToken']);
    expect(await client.post('customFields/search')).toMatchObject({ success: 1 });
  });

  it('is not to be had while OAuth is off', async () => {
    const client = new TestClient();
    client.flip('oauth', false);
    expect((await exchange(client, { clientID, clientSecret }, 'application')).status).toBe(404);
    expect((await client.send('GET', authorizeUrl())).status).toBe(404);
  });
});
