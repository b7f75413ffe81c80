import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type HubReply, type TestGateway } from '../support/gateway.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';

let sandbox: TestSandbox;
let gateway: TestGateway;
const anybody = (method: string, path: string, body?: unknown): Promise<HubReply> =>
  gateway.as('').call(method, path, body);
const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();
const parse = ({ body }: HubReply): URL => new URL(String(body['oauthUrl']));

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox);
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const asked = {
  apiKey: 'an api/key&1',
  apiSecret: 'never-in-the-url',
  callbackUrl: 'https://app.example/back?x=1&y=2',
};

describe('the consent URL of Infusionsoft', () => {
  it('has what its authorization page needs, and never the secret', async () => {
    const reply = await anybody('GET', `/elements/infusionsoftmarketing/oauth/url?${query(asked)}`);
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body).sort()).toEqual(['element', 'oauthUrl']);
    expect(reply.body['element']).toBe('infusionsoftmarketing');
    const url = parse(reply);
    expect(url.origin + url.pathname).toBe('https://accounts.infusionsoft.com/app/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{
        client_id: asked.apiKey,
        redirect_uri: asked.callbackUrl,
        response_type: 'code',
        scope: 'full',
        state: 'infusionsoftmarketing',
      },
    });
    expect(url.href).not.toContain(asked.apiSecret);
  });

  it('is the same for POST, for the number of the element and with members that have no part in it', async () => {
    const { body } = await anybody('GET', `/elements/infusionsoftmarketing/oauth/url?${query(asked)}`);
    expect((await anybody('POST', '/elements/infusionsoftmarketing/oauth/url', asked)).body).toEqual(body);
    expect((await anybody('GET', `/elements/192/oauth/url?${query(asked)}`)).body).toEqual(body);
    expect(
      (
        await anybody('POST', '/elements/192/oauth/url', {
          ...asked,
          siteAddress: 'ab123',
          isOAuthProxy: false,
          requestToken: null,
        })
      ).body,
    ).toEqual(body);
  });

  it('takes scope and state of the caller', async () => {
    const { searchParams } = parse(
      await anybody(
        'GET',
        `/elements/infusionsoftmarketing/oauth/url?${query({ ...asked, scope: 'other', state: 'a&b=c' })}`,
      ),
    );
    expect([searchParams.get('scope'), searchParams.get('state')]).toEqual(['other', 'a&b=c']);
  });

  it('leads where baseUrl says, if the operator allows it, to a page that gives a code', async () => {
    const [account] = (await sandbox.accounts()).keap;
    const values = {
      apiKey: account?.clientId ?? '',
      callbackUrl: 'https://app.example/back',
      baseUrl: `${sandbox.url}/keap`,
    };
    const url = parse(await anybody('GET', `/elements/infusionsoftmarketing/oauth/url?${query(values)}`));
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect([back.origin, back.searchParams.get('state'), back.searchParams.get('code')]).toEqual([
      'https://app.example',
      'infusionsoftmarketing',
      expect.stringMatching(/.{8}/),
    ]);
    for (const baseUrl of [
      'https://evil.example/keap',
      'http://169.254.169.254/',
      'https://api.keap.com@evil.example/',
      'javascript:alert(1)',
      'file:///etc/passwd',
    ]) {
      const refused = await anybody(
        'GET',
        `/elements/infusionsoftmarketing/oauth/url?${query({ ...values, baseUrl })}`,
      );
      expect([baseUrl, refused.status, refused.body['path']]).toEqual([baseUrl, 400, 'baseUrl']);
    }
  });
});

describe('the consent URL of emfluence', () => {
  it('needs the address that emfluence does not publish, and speaks its names', async () => {
    const without = await anybody('GET', `/elements/emfluence/oauth/url?${query(asked)}`);
    expect([without.status, without.body['path']]).toEqual([400, 'baseUrl']);
    const url = parse(
      await anybody(
        'GET',
        `/elements/emfluence/oauth/url?${query({ ...asked, baseUrl: `${sandbox.url}/emfluence/oauth/authorize` })}`,
      ),
    );
    expect(url.pathname).toBe('/emfluence/oauth/authorize');
    expect([url.searchParams.get('clientID'), url.searchParams.get('redirectURI')]).toEqual([
      asked.apiKey,
      asked.callbackUrl,
    ]);
  });
});

describe('a request for a consent URL', () => {
  const path = '/elements/infusionsoftmarketing/oauth/url';

  it.each(['apiKey', 'callbackUrl'])('without %s names it', async (name) => {
    const { [name as 'apiKey']: _, ...rest } = asked;
    for (const reply of [await anybody('GET', `${path}?${query(rest)}`), await anybody('POST', path, rest)]) {
      expect([reply.status, reply.body['reason'], reply.body['path']]).toEqual([400, 'INVALID_REQUEST', name]);
    }
  });

  it.each([
    ['[]'],
    ['"x"'],
    ['null'],
    ['{"apiKey":1,"callbackUrl":"https://a.example"}'],
    ['{"apiKey":"a\\u0000","callbackUrl":"https://a.example"}'],
    ['{"apiKey":"a","callbackUrl":"not a url"}'],
  ])('with the body %s is 400', async (body) => {
    expect((await anybody('POST', path, body)).status).toBe(400);
  });

  it('for an element that does not exist is 404', async () => {
    expect((await anybody('GET', `/elements/nothing/oauth/url?${query(asked)}`)).status).toBe(404);
  });

  it('leaves neither key nor secret in the log', async () => {
    expect(gateway.output()).not.toContain('never-in-the-url');
    expect(gateway.output()).not.toContain('an%20api');
  });
});

describe('GET /oauth/callback', () => {
  it('completes nothing that nobody began, reflects nothing and lets nobody keep it', async () => {
    const answer = await fetch(
      `${gateway.url}/oauth/callback?${query({ code: 'stolen<script>', state: '"><script>alert(1)</script>' })}`,
    );
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(text).not.toMatch(/script|stolen/);
    expect([answer.headers.get('referrer-policy'), answer.headers.get('cache-control')]).toEqual([
      'no-referrer',
      'no-store',
    ]);
  });
});
