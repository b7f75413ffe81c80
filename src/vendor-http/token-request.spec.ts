import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import type { TokenRequestDefinition } from '../elements/element-definition.js';
import { Deadline } from './deadline.js';
import {
  createGateway,
  plainElement,
  startProvider,
  type Gateway,
  type LocalProvider,
} from './local-provider.fixture.js';
import type { TokenValues } from './token-request.js';

let answer: RequestListener;
let provider: LocalProvider;
let gateway: Gateway;

const form: TokenRequestDefinition = {
  encoding: 'form',
  credentials: 'body',
  names: { clientId: 'client_id', clientSecret: 'client_secret', code: 'code', refreshToken: 'refresh_token' },
  constants: { grant_type: 'authorization_code' },
};

const values: TokenValues = { clientId: 'id', clientSecret: 's&c rét', code: 'c+1', redirectUri: 'https://x.example' };

const send = (definition: TokenRequestDefinition, more: TokenValues = values) =>
  gateway.tokens.send(plainElement, definition, `${provider.origin}/token`, more, new Deadline(5000));

beforeEach(async () => {
  answer = (_request, response) => void response.writeHead(200).end('{"access_token":"a"}');
  provider = await startProvider((request, response) => answer(request, response));
  gateway = createGateway({ HUB_EGRESS_ALLOW: provider.origin });
});

afterEach(async () => {
  gateway.agents.onApplicationShutdown();
  await provider.close();
});

describe('TokenRequest', () => {
  it('sends a form with the client in the body, and no value that has no name', async () => {
    expect(await send(form)).toMatchObject({ status: 200, body: { access_token: 'a' } });
    const [seen] = provider.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/token' });
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
      grant_type: 'authorization_code',
      client_id: 'id',
      client_secret: 's&c rét',
      code: 'c+1',
    });
    expect(seen?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(seen?.headers).not.toHaveProperty('authorization');
  });

  it('sends the client as Basic alone where the provider wants that', async () => {
    const refresh: TokenRequestDefinition = {
      ...form,
      credentials: 'basic',
      constants: { grant_type: 'refresh_token' },
    };
    await send(refresh, { clientId: 'id', clientSecret: 'secret', refreshToken: 'r' });
    const [seen] = provider.seen;
    expect(seen?.headers.authorization).toBe(`Basic ${Buffer.from('id:secret').toString('base64')}`);
    expect(seen?.body).toBe('grant_type=refresh_token&refresh_token=r');
  });

  it('sends JSON under the provider’s own names', async () => {
    await send({
      encoding: 'json',
      credentials: 'body',
      names: { clientId: 'clientID', clientSecret: 'clientSecret', code: 'code' },
      constants: {},
    });
    expect(JSON.parse(provider.seen[0]?.body ?? '')).toEqual({ clientID: 'id', clientSecret: 's&c rét', code: 'c+1' });
    expect(provider.seen[0]?.headers['content-type']).toBe('application/json');
  });

  it.each([
    [400, '{"error":"invalid_grant"}', { error: 'invalid_grant' }],
    [401, '', undefined],
    [503, '<html>down</html>', '<html>down</html>'],
  ])('answers a refusal with %d as it is', async (status, text, body) => {
    answer = (_request, response) => void response.writeHead(status).end(text);
    expect(await send(form)).toMatchObject({ status });
    expect((await send(form)).body).toEqual(body);
  });

  it('follows no redirect with the client’s secret', async () => {
    answer = (_request, response) => void response.writeHead(307, { location: '/other' }).end();
    await expect(send(form)).rejects.toMatchObject({ reason: 'PROVIDER_REDIRECT' });
    expect(provider.seen).toHaveLength(1);
  });

  it('does not know whether a code is spent when the connection broke', async () => {
    answer = (request) => void request.socket.destroy();
    await expect(send(form)).rejects.toMatchObject({ reason: 'PROVIDER_RESULT_UNKNOWN' });
    expect(provider.seen).toHaveLength(1);
  });

  it('sends no secret to a host that is not listed', async () => {
    const elsewhere = createGateway().tokens.send(
      plainElement,
      form,
      `${provider.origin}/token`,
      values,
      new Deadline(1000),
    );
    await expect(elsewhere).rejects.toMatchObject({ reason: 'INVALID_REQUEST', details: { path: 'oauth.token.url' } });
    expect(provider.seen).toEqual([]);
  });
});
