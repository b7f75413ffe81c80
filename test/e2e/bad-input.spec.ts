import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  startTestGateway,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { sendAsIs, sendBytes, type RawReply, type RawRequest } from '../support/raw-http.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { secretsIn, secretsOf } from '../support/secrets.js';

type Answer = Record<string, unknown>;

let sandbox: TestSandbox;
let gateway: TestGateway;
let instance: ProvisionedInstance;
let authorization = '';

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '20' });
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  const [account] = (await sandbox.accounts()).emfluence;
  if (!account) throw new Error('The sandbox has no emfluence account.');
  instance = await provisionEmfluence(gateway, sandbox, account);
  authorization = `User ${gateway.user.secret}, Organization ${gateway.organization.secret}, Element ${instance.token}`;
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const send = (request: RawRequest): Promise<RawReply> =>
  sendAsIs(gateway.url, { authorization, ...request, path: `/elements/api-v2${request.path}` });
const parse = ({ text }: RawReply): Answer => JSON.parse(text) as Answer;

/** An error as every error is: JSON, its id in the header too, no field that the contract does not name. */
const expectError = (answer: RawReply, status: number, reason: string): Answer => {
  const body = parse(answer);
  expect([answer.status, body['reason']]).toEqual([status, reason]);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(body['requestId']).toMatch(/^[0-9a-f]{24}$/);
  expect(answer.headers['elements-request-id']).toBe(body['requestId']);
  const known = [
    'requestId',
    'message',
    'reason',
    'providerMessage',
    'providerRequestId',
    'existingId',
    'existingIds',
    'path',
  ];
  expect(Object.keys(body).filter((key) => !known.includes(key))).toEqual([]);
  return body;
};

const writes = [
  { method: 'POST', path: '/instances' },
  { method: 'PATCH', path: '/instances/{id}' },
  { method: 'PUT', path: '/instances' },
  { method: 'PATCH', path: '/instances/{id}/configuration/scan.budget' },
  { method: 'POST', path: '/elements/emfluence/instances' },
  { method: 'POST', path: '/elements/emfluence/oauth/url' },
  { method: 'POST', path: '/hubs/marketing/contacts' },
  { method: 'PATCH', path: '/contacts/1' },
];

describe.each(writes)('the body of $method $path', ({ method, path }) => {
  const write = (body: string, headers: Record<string, string> = {}): Promise<RawReply> =>
    send({ method, path: path.replace('{id}', String(instance.id)), body, headers });
  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  const malformed: readonly (readonly [string, string])[] = [
    ['half an object', '{"name":'],
    ['a trailing comma', '{"name":"x",}'],
    ['single quotes', "{'name':'x'}"],
    ['a bare word', 'name'],
    ['a raw control character', '{"name":"a\nb"}'],
    ['NaN', '{"name":NaN}'],
    ['a byte order of two documents', '{}{}'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['null', 'null'],
    ['true', 'true'],
    [
      'NUL in a value',
      '{"name":"a\\u0000b","email":"a\\u0000@x.example","element":{"key":"a\\u0000"},"propertyValue":"a\\u0000","apiKey":"a\\u0000"}',
    ],
    [
      'half of a surrogate pair',
      '{"name":"\\ud800","firstName":"\\ud800","propertyValue":"\\ud800","apiKey":"\\ud800"}',
    ],
    ['__proto__', '{"__proto__":{"name":"x"}}'],
    ['__proto__ below', '{"configuration":{"__proto__":{"x":1}}}'],
    ['a constructor with a prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['33 levels', nested(33)],
    ['100,000 open brackets', '['.repeat(100_000)],
  ];

  it.each(malformed)('with %s is 400', async (_, body) => {
    expectError(await write(body), 400, 'INVALID_REQUEST');
  });

  it('over 1 MiB is 413', async () => {
    expectError(await write(JSON.stringify({ name: 'x'.repeat(1_048_576) })), 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'text/json',
    'nonsense',
  ])('as %s is 415', async (type) => {
    expectError(await write('name=x', { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA');
  });
});

describe('the shape of a provisioning', () => {
  it.each([
    [{ name: 'x' }, 'element'],
    [{ name: 'x', element: 'emfluence' }, 'element'],
    [{ name: 'x', element: { key: 7 } }, 'element.key'],
    [{ name: 'x', element: { key: 'nothing' } }, 'element'],
    [{ name: 'x', element: { id: '7001' } }, 'element.id'],
    [{ element: { key: 'emfluence' } }, 'name'],
    [{ name: ['x'], element: { key: 'emfluence' } }, 'name'],
    [{ name: 'x', element: { key: 'emfluence' }, tags: 'x' }, 'tags'],
    [{ name: 'x', element: { key: 'emfluence' }, configuration: [] }, 'configuration'],
    [{ name: 'x', element: { key: 'emfluence' }, configuration: 'x' }, 'configuration'],
    [{ name: 'x', element: { key: 'emfluence' }, configuration: { nope: 1 } }, 'configuration.nope'],
    [{ name: 'x', element: { key: 'emfluence' }, providerData: 'x' }, 'providerData'],
    [{ name: 'x', element: { key: 'emfluence' }, providerData: { code: 1 } }, 'providerData.code'],
    [{ name: 'x', element: { key: 'emfluence' }, externalAuthentication: 'always' }, 'externalAuthentication'],
  ])('%j names %s', async (body, path) => {
    const error = expectError(
      await send({ method: 'POST', path: '/instances', body: JSON.stringify(body) }),
      400,
      'INVALID_REQUEST',
    );
    expect(error['path']).toBe(path);
  });
});

describe('a contact', () => {
  it.each([
    [{ email: 'a@x.example', nope: 1 }, 'nope'],
    [{ email: 'a@x.example', address: { nope: 1 } }, 'address.nope'],
    [{ email: 'a@x.example', address: 'x' }, 'address'],
    [{ email: 7 }, 'email'],
    [{ email: ['a@x.example'] }, 'email'],
    [{ email: 'a@x.example', firstName: {} }, 'firstName'],
  ])('%j is refused naming %s, and no provider is called', async (body, path) => {
    const since = await sandbox.mark();
    const error = expectError(
      await send({ method: 'POST', path: '/hubs/marketing/contacts', body: JSON.stringify(body) }),
      400,
      'INVALID_REQUEST',
    );
    expect([error['path'], error['message']]).toEqual([path, expect.stringContaining(path)]);
    const written = (await sandbox.journal('emfluence', since)).filter((call) => /save|import/.test(call.path));
    expect(written).toEqual([]);
  });
});

describe('an id of the wrong shape', () => {
  const ids = [
    '0',
    '-1',
    'x',
    '1.5',
    '1e3',
    '2147483648',
    '99999999999999999999',
    '%00',
    '1%00',
    '%2F',
    '..%2F1',
    '%F0%9F%98%80',
    '__proto__',
    'null',
    '%20',
    "1'--",
    'x'.repeat(400),
  ];

  it.each(ids)('%s names no instance', async (id) => {
    for (const method of ['GET', 'DELETE', 'PATCH'])
      expectError(
        await send({ method, path: `/instances/${id}`, ...(method === 'PATCH' && { body: '{"name":"x"}' }) }),
        404,
        'NOT_FOUND',
      );
  });

  it.each(ids)('%s names no contact, and nobody is asked', async (id) => {
    const since = await sandbox.mark();
    for (const method of ['GET', 'DELETE', 'PATCH']) {
      const answer = await send({
        method,
        path: `/hubs/marketing/contacts/${id}`,
        ...(method === 'PATCH' && { body: '{"firstName":"x"}' }),
      });
      expectError(answer, 404, 'NOT_FOUND');
      expect(answer.headers['elements-element-instance-id']).toBe(String(instance.id));
    }
    if (id !== '2147483648' && id !== '99999999999999999999')
      expect(await sandbox.journal('emfluence', since)).toEqual([]);
  });

  it.each(['/hubs/marketing/contacts/%zz', '/instances/%', '/users/%E0%A4%A'])(
    'that cannot be decoded is 400: %s',
    async (path) => {
      expectError(await send({ path }), 400, 'INVALID_REQUEST');
    },
  );

  it('that is longer than any id names nothing', async () => {
    for (const path of ['/hubs/marketing/contacts/', '/instances/', '/elements/'])
      expectError(await send({ path: path + '1'.repeat(3000) }), 404, 'NOT_FOUND');
  });
});

describe('a query parameter', () => {
  it.each([
    'page=1&page=2',
    'pageSize=0',
    'pageSize=1001',
    'pageSize=ten',
    'pageSize=-1',
    'pageSize=1.5',
    'page=0',
    'pageSize=%00',
    'nextPage=nonsense',
    'nextPage=%00',
    'fields=nope',
    'nope=1',
    'where[]=x',
    '__proto__=1',
  ])('%s is refused by name', async (query) => {
    const error = expectError(await send({ path: `/hubs/marketing/contacts?${query}` }), 400, 'INVALID_REQUEST');
    expect(error['path']).toBe(query.split('=')[0]);
  });

  it.each([
    'where=x',
    "where=email='a",
    "where=nope='x'",
    'where=%00',
    "where=email='%00'",
    `where=${'('.repeat(500)}`,
    `where=${'x'.repeat(9000)}`,
  ])('%s is no expression', async (query) => {
    const answer = await send({ path: `/hubs/marketing/contacts?${query}` });
    expect([answer.status, parse(answer)['path']]).toEqual([400, 'where']);
  });
});

describe('a wrong verb', () => {
  it.each([
    ['PUT', '/hubs/marketing/contacts', 'GET, POST'],
    ['DELETE', '/hubs/marketing/contacts', 'GET, POST'],
    ['POST', '/contacts/1', 'GET, PATCH, DELETE'],
    ['OPTIONS', '/contacts', 'GET, POST'],
    ['POST', '/hubs/marketing/ping', 'GET'],
    ['DELETE', '/elements', 'GET'],
    ['POST', '/organizations/me', 'GET'],
    ['DELETE', '/instances/1/configuration', 'GET'],
    ['PUT', '/elements/emfluence/oauth/url', 'GET, POST'],
    ['POST', '/instances/1', 'DELETE, GET, PATCH, PUT'],
  ])('%s %s is 405 and tells the right ones', async (method, path, allow) => {
    const answer = await send({ method, path });
    expectError(answer, 405, 'METHOD_NOT_ALLOWED');
    expect((answer.headers['allow'] ?? '').split(', ').sort().join(', ')).toBe(allow.split(', ').sort().join(', '));
  });
});

describe('Accept', () => {
  it.each(['text/html', 'application/xml', 'text/csv;q=1', 'application/json;q=0', 'image/*'])(
    '%s is 406',
    async (accept) => {
      for (const path of ['/hubs/marketing/contacts', '/instances', '/elements', '/nothing/here'])
        expectError(await send({ path, headers: { accept } }), 406, 'NOT_ACCEPTABLE');
    },
  );

  it.each([
    '*/*',
    'application/*',
    'application/json',
    'text/html, application/json;q=0.5',
    'text/html,*/*;q=0.1',
    'Application/JSON; charset=utf-8',
  ])('%s is served', async (accept) => {
    expect((await send({ path: '/elements', headers: { accept } })).status).toBe(200);
  });
});

describe('what is tolerated', () => {
  it('is a DELETE with null, with an empty object, and with nothing but a content type', async () => {
    for (const more of [
      { body: 'null' },
      { body: '{}' },
      { body: '' },
      { headers: { 'content-type': 'application/json' } },
    ]) {
      expectError(await send({ method: 'DELETE', path: '/hubs/marketing/contacts/987654', ...more }), 404, 'NOT_FOUND');
    }
  });

  it('is a JSON type with a charset', async () => {
    expectError(
      await send({
        method: 'PATCH',
        path: '/contacts/987654',
        body: '{"firstName":"x"}',
        headers: { 'content-type': 'application/json; charset=UTF-8' },
      }),
      404,
      'NOT_FOUND',
    );
  });
});

describe('broken HTTP', () => {
  const request = (lines: readonly string[], body = ''): string => `${lines.join('\r\n')}\r\n\r\n${body}`;
  const post = 'POST /elements/api-v2/instances HTTP/1.1';
  it.each([
    ['headers over 32 KB', request(['GET /elements HTTP/1.1', 'Host: hub', `X-Long: ${'x'.repeat(33_000)}`])],
    ['a request line over 32 KB', request([`GET /elements?x=${'x'.repeat(33_000)} HTTP/1.1`, 'Host: hub'])],
    ['garbage', 'this is not HTTP\r\n\r\n'],
    ['an unknown method', request(['BREW /elements HTTP/1.1', 'Host: hub'])],
    ['no Host', request(['GET /elements HTTP/1.1', 'Connection: close'])],
    [
      'two lengths',
      request([post, 'Host: hub', 'Content-Length: 2', 'Content-Length: 3', 'Content-Type: application/json'], '{}'),
    ],
    [
      'a length and chunks',
      request(
        [post, 'Host: hub', 'Content-Length: 2', 'Transfer-Encoding: chunked', 'Content-Type: application/json'],
        '{}',
      ),
    ],
    ['a negative length', request([post, 'Host: hub', 'Content-Length: -2', 'Content-Type: application/json'], '{}')],
    [
      'a chunk of no size',
      request(
        [post, 'Host: hub', 'Connection: close', `Content-Type: application/json`, 'Transfer-Encoding: chunked'],
        'zz\r\n{}\r\n0\r\n\r\n',
      ),
    ],
    ['NUL in a header', request(['GET /elements HTTP/1.1', 'Host: hub', 'X: a\0b'])],
  ])('with %s is 400 in the shape of every error', async (_, bytes) => {
    expectError(await sendBytes(gateway.url, bytes), 400, 'INVALID_REQUEST');
  });

  it('still leaves room for headers just under 32 KB', async () => {
    const answer = await sendBytes(
      gateway.url,
      request(['GET /elements/keys HTTP/1.1', 'Host: hub', 'Connection: close', `X-Long: ${'x'.repeat(31_000)}`]),
    );
    expect(answer.status).toBe(200);
  });
});

it('made no failure of the gateway’s own, and shows no secret', async () => {
  expect(gateway.output()).not.toMatch(/"status":500|request \w+ failed/);
  expect(secretsIn(gateway.output(), await secretsOf(gateway, sandbox))).toEqual([]);
});
