import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  startTestGateway,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { sendAsIs, withoutRequestId, type RawReply } from '../support/raw-http.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { foundSecondOrganization, type SecondOrganization } from '../support/second-organization.js';

type Row = { readonly id: number };

let sandbox: TestSandbox;
let gateway: TestGateway;
let second: SecondOrganization;
let mine: ProvisionedInstance;
let theirs: ProvisionedInstance;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox);
  second = await foundSecondOrganization(gateway);
  const [account] = (await sandbox.accounts()).emfluence;
  if (!account) throw new Error('The sandbox has no emfluence account.');
  mine = await provisionEmfluence(gateway, sandbox, account);
  theirs = await provisionEmfluence({ ...gateway, platform: second.platform }, sandbox, account);
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const asSecond = (method: string, path: string, body?: object): Promise<RawReply> =>
  sendAsIs(gateway.url, {
    method,
    path,
    authorization: `User ${second.user}, Organization ${second.organization}`,
    ...(body && { body: JSON.stringify(body) }),
  });

const calls: readonly (readonly [string, string, object?])[] = [
  ['GET', '/instances/{id}'],
  ['PATCH', '/instances/{id}', { name: 'stolen' }],
  ['PUT', '/instances/{id}', { name: 'stolen', tags: ['stolen'] }],
  ['DELETE', '/instances/{id}'],
  ['PUT', '/instances/{id}/enabled'],
  ['DELETE', '/instances/{id}/enabled'],
  ['GET', '/instances/{id}/configuration'],
  ['GET', '/instances/{id}/configuration/base.url'],
  ['PATCH', '/instances/{id}/configuration/scan.budget', { propertyValue: '1' }],
  ['GET', '/elements/emfluence/instances/{id}'],
  ['PUT', '/elements/emfluence/instances/{id}', { name: 'stolen' }],
  ['DELETE', '/elements/emfluence/instances/{id}'],
];

it.each(calls.map(([method, path, body]) => ({ method, path, body })))(
  'answers $method $path of a foreign instance as if it did not exist',
  async ({ method, path, body }) => {
    const missing = 2_000_000_000;
    const foreign = await asSecond(method, path.replace('{id}', String(mine.id)), body);
    const absent = await asSecond(method, path.replace('{id}', String(missing)), body);
    expect(foreign.status).toBe(404);
    expect(withoutRequestId(foreign).replace(String(mine.id), 'ID')).toBe(
      withoutRequestId(absent).replace(String(missing), 'ID'),
    );
  },
);

it('leaves a foreign instance as it was after all that', async () => {
  const { body } = await gateway.platform.call('GET', `/instances/${mine.id}`);
  expect(body).toMatchObject({ name: 'emfluence', tags: ['emfluence'], disabled: false, token: mine.token });
  expect((await gateway.withToken(mine.token).call('GET', '/ping')).status).toBe(200);
});

it('lists to each organization its own instances, users and accounts alone', async () => {
  const ids = async (caller: SecondOrganization['platform'], path: string): Promise<number[]> =>
    (await caller.call<Row[]>('GET', path)).body.map(({ id }) => id);
  expect(await ids(gateway.platform, '/instances')).toEqual([mine.id]);
  expect(await ids(second.platform, '/instances')).toEqual([theirs.id]);
  expect(await ids(second.platform, '/elements/emfluence/instances')).toEqual([theirs.id]);
  for (const path of ['/users', '/accounts']) {
    const [first, other] = [await ids(gateway.platform, path), await ids(second.platform, path)];
    expect([first.length, other.length, first[0] === other[0]]).toEqual([1, 1, false]);
  }
});

it('shows no foreign user, whether by e-mail or id and even with the right password, and no foreign account', async () => {
  const [user] = (await gateway.platform.call<Row[]>('GET', '/users')).body;
  const [account] = (await gateway.platform.call<Row[]>('GET', '/accounts')).body;
  for (const path of [`/users/${gateway.user.email}`, `/users/${user?.id ?? 0}`, `/accounts/${account?.id ?? 0}`]) {
    const answer = await second.platform.call('GET', path, undefined, {
      'elements-user-password': gateway.user.password,
    });
    expect([path, answer.status, answer.body['reason']]).toEqual([path, 404, 'NOT_FOUND']);
  }
});

it('tells each caller of the own organization', async () => {
  const first = await gateway.platform.call('GET', '/organizations/me');
  const other = await second.platform.call('GET', '/organizations/me');
  expect(first.body).toMatchObject({ name: gateway.organization.name, secret: gateway.organization.secret });
  expect(other.body).toEqual({ id: second.id, name: 'Second', secret: second.organization });
});
