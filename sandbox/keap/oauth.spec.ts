import { beforeEach, describe, expect, it } from '@jest/globals';
import { DEMO, KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const DAY = 86_400_000;

describe('the consent page', () => {
  it('sends the browser back at once with code, scope and state in automatic mode', async () => {
    const { status, headers } = await keap.authorize({ state: 'a b&c' });
    const back = new URL(headers['location'] ?? '');
    expect(status).toBe(302);
    expect(back.origin + back.pathname).toBe(DEMO.redirectUri);
    expect(back.searchParams.get('code')).toMatch(/^ac_/);
    expect(back.searchParams.get('scope')).toBe('full|ab123.infusionsoft.com');
    expect(back.search).toContain('scope=full%7Cab123.infusionsoft.com');
    expect(back.searchParams.get('state')).toBe('a b&c');
  });

  it('asks with a form when consent is asked for', async () => {
    keap.settings.set('consent', 'ask');
    const { status, headers, text } = await keap.authorize({ state: '"><script>' });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(text).toContain('value="allow"');
    expect(text).not.toContain('<script>');
  });

  it('answers a denial with an error instead of a code', async () => {
    const form = {
      client_id: DEMO.clientId,
      redirect_uri: DEMO.redirectUri,
      response_type: 'code',
      state: 's',
      decision: 'deny',
    };
    const { headers } = await keap.send('POST', '/app/oauth/authorize', { raw: new URLSearchParams(form).toString() });
    expect(headers['location']).toBe(`${DEMO.redirectUri}?error=access_denied&state=s`);
  });

  it('grants the app that was chosen in the form', async () => {
    const { id } = keap.keap.createAccount({});
    const form = {
      client_id: DEMO.clientId,
      redirect_uri: DEMO.redirectUri,
      response_type: 'code',
      decision: 'allow',
      tenant: id,
    };
    const { headers } = await keap.send('POST', '/app/oauth/authorize', { raw: new URLSearchParams(form).toString() });
    expect(new URL(headers['location'] ?? '').searchParams.get('scope')).toBe(`full|${id}.infusionsoft.com`);
  });

  it('shows an unknown client an error page and sends it nowhere', async () => {
    const { status, headers } = await keap.authorize({ client_id: 'nobody' });
    expect(status).toBe(400);
    expect(headers['location']).toBeUndefined();
    expect(headers['content-type']).toContain('text/html');
  });

  it('refuses a plain http address that is not of this machine', async () => {
    expect((await keap.authorize({ redirect_uri: 'http://hub.example/callback' })).status).toBe(400);
  });

  it('refuses http also for this machine when only https is allowed', async () => {
    keap.settings.set('httpsRedirectOnly', true);
    expect((await keap.authorize()).status).toBe(400);
    expect((await keap.authorize({ redirect_uri: 'https://hub.example/oauth/callback' })).status).toBe(302);
  });

  it('takes only registered addresses when switched', async () => {
    keap.settings.set('registeredRedirectsOnly', true);
    expect((await keap.authorize({ redirect_uri: 'https://other.example/cb' })).status).toBe(400);
    expect((await keap.authorize()).status).toBe(302);
  });
});

describe('the token endpoint', () => {
  it('exchanges a code for a pair that names its app', async () => {
    const { status, body } = await keap.exchange(await keap.code());
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 86_399, scope: 'full|ab123.infusionsoft.com' });
    expect((await keap.ping({ authorization: `Bearer ${String(body['access_token'])}` })).status).toBe(200);
  });

  it('takes a code only once', async () => {
    const code = await keap.code();
    await keap.exchange(code);
    expect((await keap.exchange(code)).status).toBe(400);
  });

  it('refuses a code with another redirect address than it was asked with', async () => {
    expect(
      (await keap.exchange(await keap.code(), { redirect_uri: 'https://hub.example/oauth/callback' })).status,
    ).toBe(400);
  });

  it('refuses a wrong client secret', async () => {
    const { status, body } = await keap.exchange(await keap.code(), { client_secret: 'wrong' });
    expect([status, body]).toEqual([401, { ErrorCode: 'invalid_client', Error: 'ClientId is Invalid' }]);
  });

  it('rotates: the new refresh token works and the old one is dead', async () => {
    const { refresh } = await keap.connect();
    const { body } = await keap.refresh(refresh);
    const replay = await keap.refresh(refresh);
    expect([replay.status, replay.body]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'Invalid Refresh Token' },
    ]);
    expect((await keap.refresh(String(body['refresh_token']))).status).toBe(200);
  });

  it('says invalid_grant in the older error style', async () => {
    keap.settings.set('tokenErrorStyle', 'invalid_grant');
    expect((await keap.refresh('rubbish')).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Invalid refresh token',
    });
  });

  it('answers the same new pair again within the grace', async () => {
    keap.settings.set('grace', 5_000);
    const { refresh } = await keap.connect();
    const first = await keap.refresh(refresh);
    keap.clock.advance(4_000);
    expect((await keap.refresh(refresh)).body['refresh_token']).toBe(first.body['refresh_token']);
    keap.clock.advance(2_000);
    expect((await keap.refresh(refresh)).status).toBe(400);
  });

  it('ends the whole family when a spent token comes again and that is switched on', async () => {
    keap.settings.set('familyRevocation', true);
    const { refresh } = await keap.connect();
    const { body } = await keap.refresh(refresh);
    await keap.refresh(refresh);
    expect((await keap.refresh(String(body['refresh_token']))).status).toBe(400);
    expect((await keap.ping({ authorization: `Bearer ${String(body['access_token'])}` })).status).toBe(401);
  });

  it('lets a refresh token die after 45 days without use', async () => {
    const { refresh } = await keap.connect();
    keap.clock.advance(45 * DAY);
    expect((await keap.refresh(refresh)).status).toBe(400);
  });

  it('refreshes on day 44', async () => {
    const { refresh } = await keap.connect();
    keap.clock.advance(44 * DAY);
    expect((await keap.refresh(refresh)).status).toBe(200);
  });

  it('wants Basic for a refresh, and the body alone only when switched', async () => {
    const { refresh } = await keap.connect();
    const form = {
      grant_type: 'refresh_token',
      refresh_token: refresh,
      client_id: DEMO.clientId,
      client_secret: DEMO.clientSecret,
    };
    expect((await keap.token(form)).status).toBe(401);
    keap.settings.set('refreshCredentials', 'basic-or-body');
    expect((await keap.token(form)).status).toBe(200);
  });

  it('kills the access token of a spent refresh token unless switched', async () => {
    const first = await keap.connect();
    await keap.refresh(first.refresh);
    expect((await keap.ping({ authorization: `Bearer ${first.access}` })).status).toBe(401);
    keap.settings.set('oldAccessToken', 'alive');
    const second = await keap.connect();
    await keap.refresh(second.refresh);
    expect((await keap.ping({ authorization: `Bearer ${second.access}` })).status).toBe(200);
  });

  it('tells the lifetime as a string when switched', async () => {
    keap.settings.set('expiresInType', 'string');
    expect((await keap.exchange(await keap.code())).body['expires_in']).toBe('86399');
  });

  it('refuses other methods and other content types', async () => {
    expect((await keap.send('GET', '/token')).status).toBe(405);
    expect((await keap.send('POST', '/token', { body: { grant_type: 'refresh_token' } })).status).toBe(400);
  });
});
