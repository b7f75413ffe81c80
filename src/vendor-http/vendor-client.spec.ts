import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ElementDefinition } from '../elements/element-definition.js';
import { textsAt } from '../elements/values.js';
import { Deadline } from './deadline.js';
import {
  connectionTo,
  createGateway,
  operation,
  plainElement,
  startProvider,
  type Gateway,
  type LocalProvider,
} from './local-provider.fixture.js';
import type { VendorConnection, VendorCredential } from './vendor-connection.js';

let answer: RequestListener;
let provider: LocalProvider;
let gateway: Gateway;

const json =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const soon = () => new Deadline(5000);
const read = (more: Partial<VendorConnection> = {}) =>
  gateway.client.send(connectionTo(`${provider.origin}/v1`, more), operation('read'), {}, soon());

beforeEach(async () => {
  answer = json(200, { ok: true });
  provider = await startProvider((request, response) => answer(request, response));
  gateway = createGateway({ HUB_EGRESS_ALLOW: provider.origin });
});

afterEach(async () => {
  gateway.agents.onApplicationShutdown();
  await provider.close();
});

describe('VendorClient: the request', () => {
  it('puts path, query, credential and JSON body where they belong', async () => {
    const post = operation('unsafe_write', '/contacts/{id}/notes');
    const input = { params: { id: 'a/b' }, query: { fields: ['a', 'b'], q: 'x y' }, body: { name: 'Ünï' } };
    await gateway.client.send(connectionTo(`${provider.origin}/v1/`), post, input, soon());
    const [seen] = provider.seen;
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/v1/contacts/a%2Fb/notes?fields=a&fields=b&q=x%20y',
      body: '{"name":"Ünï"}',
    });
    expect(seen?.headers).toEqual({
      host: provider.origin.slice('http://'.length),
      connection: 'keep-alive',
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'user-agent': expect.stringMatching(/^marketing-hub-gateway\/\d+\.\d+\.\d+/),
      authorization: 'Bearer token-of-tests',
      'content-type': 'application/json',
      'content-length': '16',
    });
  });

  it('names no content type without a body, and never sends a GET with one', async () => {
    await gateway.client.send(connectionTo(provider.origin), operation('unsafe_write'), {}, soon());
    await gateway.client.send(connectionTo(provider.origin), operation('read'), { body: { a: 1 } }, soon());
    expect(
      provider.seen.map(({ method, body, headers }) => [
        method,
        body,
        headers['content-type'],
        headers['content-length'],
      ]),
    ).toEqual([
      ['POST', '', undefined, '0'],
      ['GET', '', undefined, undefined],
    ]);
  });

  it('puts a key where the element wants it, taken literally', async () => {
    await read({ credential: { kind: 'key', value: 'a$&b$1' } });
    expect(provider.seen[0]?.headers).toMatchObject({ 'x-plain-key': 'a$&b$1' });
    expect(provider.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each(['a\r\nX-Evil: 1', 'a\0b', 'снег', ''])('refuses the credential %j unsent', async (value) => {
    await expect(read({ credential: { kind: 'oauth', value } })).rejects.toMatchObject({
      reason: 'INSTANCE_NEEDS_REAUTH',
    });
    expect(provider.seen).toEqual([]);
  });

  it('judges the base URL again at every call', async () => {
    const connection = connectionTo(provider.origin);
    await expect(createGateway().client.send(connection, operation('read'), {}, soon())).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      details: { path: 'base.url' },
    });
    expect(provider.seen).toEqual([]);
  });
});

describe('VendorClient: the answer', () => {
  it('gives status, headers in lower case and parsed JSON, BOM and gzip undone', async () => {
    answer = (_request, response) =>
      void response
        .writeHead(201, { 'X-Tenant': 't1', 'Content-Encoding': 'gzip', 'Set-Cookie': 'a=b' })
        .end(gzipSync('\ufeff{"id":1}'));
    const reply = await read();
    expect(reply).toMatchObject({ status: 201, body: { id: 1 } });
    expect(reply.headers['x-tenant']).toBe('t1');
    expect(reply.headers).not.toHaveProperty('set-cookie');
  });

  it('gives no body for a 204', async () => {
    answer = (_request, response) => void response.writeHead(204).end();
    expect((await read()).body).toBeUndefined();
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %d', async (status) => {
    answer = (_request, response) => void response.writeHead(status, { location: '/elsewhere' }).end();
    await expect(read()).rejects.toMatchObject({ reason: 'PROVIDER_REDIRECT', status: 502 });
    expect(provider.seen.map(({ url }) => url)).toEqual(['/v1/things']);
  });

  it('tells a refusal in the provider’s words without the credential', async () => {
    answer = json(400, { message: 'no: token-of-tests, hidden-secret' });
    await expect(read({ secrets: ['hidden-secret'] })).rejects.toMatchObject({
      reason: 'PROVIDER_REJECTED',
      details: { providerMessage: 'no: [removed], [removed]' },
    });
  });

  it.each([
    ['plain', (size: number) => ({ headers: {}, bytes: Buffer.alloc(size, 32) })],
    [
      'compressed',
      (size: number) => ({ headers: { 'content-encoding': 'gzip' }, bytes: gzipSync(Buffer.alloc(size, 32)) }),
    ],
  ])('takes 10 MiB of a %s answer and not more', async (_, make) => {
    const sendSpaces =
      (size: number): RequestListener =>
      (_request, response) => {
        const { headers, bytes } = make(size);
        response.writeHead(202, headers).end(bytes);
      };
    answer = sendSpaces(10 * 1024 * 1024);
    expect((await read()).status).toBe(202);
    answer = sendSpaces(10 * 1024 * 1024 + 1);
    await expect(read()).rejects.toMatchObject({ reason: 'PROVIDER_BAD_RESPONSE' });
  });

  it.each(['<html></html>', '['.repeat(65) + ']'.repeat(65), '{"cut":'])(
    'calls a 200 with %s nonsense',
    async (text) => {
      answer = (_request, response) => void response.writeHead(200).end(text);
      await expect(read()).rejects.toMatchObject({ reason: 'PROVIDER_BAD_RESPONSE' });
    },
  );

  it('calls a body that is not what its encoding says nonsense', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}');
    await expect(read()).rejects.toMatchObject({ reason: 'PROVIDER_BAD_RESPONSE' });
  });
});

describe('VendorClient: a success with warnings', () => {
  const element: ElementDefinition = { ...plainElement, warnings: ({ body }) => textsAt(body, 'warnings') };

  it('is told to whoever listens, without the credential', async () => {
    answer = json(200, { warnings: ['One row failed', 'token-of-tests will expire'] });
    const heard: string[] = [];
    const reply = await read({ element, onWarning: (words) => void heard.push(words) });
    expect([reply.status, heard]).toEqual([200, ['One row failed', '[removed] will expire']]);
    expect((await read({ element })).status).toBe(200);
  });
});

describe('VendorClient: a refused credential', () => {
  const old: VendorCredential = { kind: 'oauth', value: 'old', version: 3 };
  const renewed: VendorCredential = { kind: 'oauth', value: 'new', version: 4 };
  const onlyNew: RequestListener = (request, response) =>
    json(request.headers.authorization === 'Bearer new' ? 200 : 401, { message: 'refused' })(request, response);

  it('is renewed once, and the call repeated, an unsafe write too', async () => {
    answer = onlyNew;
    const refresh = jest.fn<NonNullable<VendorConnection['refresh']>>(() => Promise.resolve(renewed));
    const connection = connectionTo(provider.origin, { credential: old, refresh });
    const write = () => gateway.client.send(connection, operation('unsafe_write'), { body: { a: 1 } }, soon());
    expect((await write()).status).toBe(200);
    expect(refresh.mock.calls).toEqual([[3]]);
    expect(provider.seen.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
    await write();
    expect(provider.seen).toHaveLength(3);
  });

  it('is told after the second refusal, without a third call and without the renewed token', async () => {
    answer = json(401, { message: 'refused renewed-token' });
    const refresh = jest.fn(() => Promise.resolve({ ...renewed, value: 'renewed-token' }));
    await expect(read({ credential: old, refresh })).rejects.toMatchObject({
      reason: 'INSTANCE_NEEDS_REAUTH',
      details: { providerMessage: 'refused [removed]' },
    });
    expect(provider.seen).toHaveLength(2);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is told at once where nothing can renew it', async () => {
    answer = json(401, {});
    await expect(read()).rejects.toMatchObject({ reason: 'INSTANCE_NEEDS_REAUTH', status: 401 });
    expect(provider.seen).toHaveLength(1);
  });

  it('is renewed when the refusal hides in a 200, and for no other failure', async () => {
    const failures = {
      ...plainElement.failures,
      isFailure: () => true,
      rules: [{ reason: 'INSTANCE_NEEDS_REAUTH' as const }],
    };
    const refresh = jest.fn(() => Promise.resolve(renewed));
    await expect(read({ element: { ...plainElement, failures }, refresh })).rejects.toMatchObject({
      reason: 'INSTANCE_NEEDS_REAUTH',
    });
    expect(refresh).toHaveBeenCalledTimes(1);
    answer = json(403, {});
    await expect(read({ refresh })).rejects.toMatchObject({ reason: 'PROVIDER_FORBIDDEN' });
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});
