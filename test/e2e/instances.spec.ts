import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  consentAtKeap,
  provisionEmfluence,
  provisionKeap,
  sandboxUrls,
  startTestGateway,
  type HubReply,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type EmfluenceAccount, type KeapAccount, type TestSandbox } from '../support/sandbox.js';

type Answer = Record<string, unknown>;
interface Instance {
  readonly id: number;
  readonly token: string;
}

const mask = '********';

let sandbox: TestSandbox;
let gateway: TestGateway;
let keap: KeapAccount;
let emfluence: EmfluenceAccount;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '20' });
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  const accounts = await sandbox.accounts();
  if (!accounts.keap[0] || !accounts.emfluence[0]) throw new Error('The sandbox has no accounts.');
  keap = accounts.keap[0];
  emfluence = accounts.emfluence[0];
  await sandbox.control('POST', '/seed', { provider: 'keap', account: keap.id, contacts: 5 });
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const platform = <T = Answer>(method: string, path: string, body?: unknown): Promise<HubReply<T>> =>
  gateway.platform.call<T>(method, path, body);
const make = async (name: string, more: object = {}): Promise<HubReply<Answer & Instance>> =>
  platform('POST', '/instances', {
    element: { key: 'emfluence' },
    name,
    configuration: { 'access.token': emfluence.accessToken, ...sandboxUrls.emfluence(sandbox) },
    ...more,
  });
const contacts = (token: string): Promise<HubReply> =>
  gateway.withToken(token).call('GET', '/hubs/marketing/contacts?pageSize=2');

describe('names and tags', () => {
  it('lose their markup on create and on change, and keep their text', async () => {
    const name = '<a href="https://evil.example">demo-xss</a>';
    const { body } = await make(name, { tags: [name, '<script>alert(1)</script>', 'Tom & Jerry', 'Tom & Jerry'] });
    expect(body).toMatchObject({ name: 'demo-xss', tags: ['demo-xss', 'Tom & Jerry'] });
    const changed = await platform('PATCH', `/instances/${body.id}`, {
      name: '<b>bold</b> &lt;i&gt;',
      tags: ['<u>new</u>'],
    });
    expect(changed.body).toMatchObject({ name: 'bold', tags: ['new'] });
  });

  it('default the tags to the name, so that a list by tag finds the instance', async () => {
    const { body } = await make('demo-instance');
    expect(body['tags']).toEqual(['demo-instance']);
    const found = await platform<Instance[]>('GET', '/instances?tags[]=demo-instance');
    expect(found.body.map(({ id }) => id)).toEqual([body.id]);
  });

  it.each([
    { name: '' },
    { name: '<p></p>' },
    { name: null },
    { name: 7 },
    { name: 'x'.repeat(1001) },
    { tags: 'x' },
    { tags: [1] },
    { tags: [['x']] },
  ])('of a wrong kind are 400: %j', async (wrong) => {
    expect((await make('fine', wrong)).status).toBe(400);
  });
});

describe('a list of instances', () => {
  it('has pages, light rows, a search and several tags', async () => {
    const made = [];
    for (const name of ['list-a', 'list-b', 'list-c'])
      made.push((await make(name, { tags: [name, 'listed'] })).body.id);
    const ids = async (query: string): Promise<number[]> =>
      (await platform<Instance[]>('GET', `/instances?${query}`)).body.map(({ id }) => id);
    expect(await ids('tags[]=listed')).toEqual(made);
    expect(await ids('tags[]=list-a&tags[]=list-c')).toEqual([made[0], made[2]]);
    expect(await ids('searchText=list-b')).toEqual([made[1]]);
    const first = await platform<Answer[]>('GET', '/instances?tags[]=listed&pageSize=2&hydrate=false');
    expect(first.body).toHaveLength(2);
    expect(first.body[0]).toMatchObject({
      id: made[0],
      name: 'list-a',
      token: expect.any(String),
      element: { key: 'emfluence', id: expect.any(Number) },
    });
    expect(first.body[0]).not.toHaveProperty('configuration');
    expect(
      await ids(`tags[]=listed&pageSize=2&nextPage=${first.headers.get('elements-next-page-token') ?? ''}`),
    ).toEqual([made[2]]);
    expect(await ids('tags[]=listed&pageSize=2&page=2')).toEqual([made[2]]);
  });

  it.each([
    'pageSize=0',
    'pageSize=1001',
    'pageSize=x',
    'pageSize=1&pageSize=2',
    'nextPage=nonsense',
    'page=-1',
    'searchText=%00',
  ])('refuses %s', async (query) => {
    const { status, body } = await platform('GET', `/instances?${query}`);
    expect([status, body['path']]).toEqual([400, query.split('=')[0]]);
  });
});

describe('changing an instance', () => {
  it('merges the configuration, replaces the tags, and leaves a secret that comes back masked as it was', async () => {
    const { body: made } = await make('change me');
    const changed = await platform('PATCH', `/instances/${made.id}`, {
      tags: ['a', 'b'],
      configuration: { 'access.token': mask, 'scan.budget': 3, 'event.notification.enabled': true },
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ id: made.id, token: made.token, name: 'change me', tags: ['a', 'b'] });
    expect(changed.body['configuration']).toMatchObject({
      'access.token': mask,
      'scan.budget': '3',
      'event.notification.enabled': 'true',
      ...sandboxUrls.emfluence(sandbox),
    });
    expect((await contacts(made.token)).status).toBe(200);
  });

  it('takes back the whole object that it answered, and PUT with name and tags alone', async () => {
    const { body: made } = await make('round trip');
    const same = await platform('PUT', `/instances/${made.id}`, made);
    expect([same.status, same.body]).toEqual([200, made]);
    const renamed = await platform('PUT', `/instances/${made.id}`, { name: 'renamed', tags: ['r'] });
    expect(renamed.body).toEqual({ ...made, name: 'renamed', tags: ['r'] });
    expect((await contacts(made.token)).status).toBe(200);
  });

  it('sets nothing that only the gateway may set', async () => {
    const { body: made } = await make('assignment');
    const forged = {
      id: 1,
      token: 'mine',
      organizationId: 99,
      accountId: 99,
      userId: 99,
      deletedAt: '2020-01-01',
      sealedConfiguration: 'x',
      createdDate: '2000-01-01T00:00:00Z',
      valid: false,
      disabled: true,
      user: { id: 9 },
    };
    const changed = await platform('PATCH', `/instances/${made.id}`, forged);
    expect([changed.status, changed.body]).toEqual([200, made]);
  });

  it('does not move to another element', async () => {
    const { body: made } = await make('stay');
    const moved = await platform('PATCH', `/instances/${made.id}`, { element: { key: 'infusionsoftmarketing' } });
    expect([moved.status, moved.body['path']]).toEqual([400, 'element']);
  });

  it('proves a new credential first, and keeps the old one when it is refused', async () => {
    const { body: made } = await make('prove');
    const refused = await platform('PATCH', `/instances/${made.id}`, {
      name: 'never',
      configuration: { 'access.token': '00000000-0000-4000-8000-000000000000' },
    });
    expect([refused.status, refused.body['reason']]).toEqual([400, 'INVALID_REQUEST']);
    expect((await platform('GET', `/instances/${made.id}`)).body).toEqual(made);
    expect((await contacts(made.token)).status).toBe(200);
  });

  it('works without id through the token alone, with User and Element', async () => {
    const { body: made } = await make('own');
    const own = gateway.as(`User ${gateway.user.secret}, Element ${made.token}`);
    expect((await own.call('PATCH', '/instances', { name: 'own 2' })).body).toMatchObject({
      id: made.id,
      name: 'own 2',
    });
    expect((await own.call('PUT', '/instances', { name: 'own 3', tags: ['x'] })).body).toMatchObject({
      id: made.id,
      name: 'own 3',
      tags: ['x'],
    });
    expect((await own.call('GET', '/instances/configuration')).status).toBe(200);
    expect((await gateway.platform.call('PATCH', '/instances', { name: 'nobody' })).status).toBe(401);
    expect((await own.call('DELETE', '/instances')).status).toBe(200);
    expect((await own.call('GET', '/ping')).status).toBe(401);
  });
});

describe('configuration items', () => {
  it('are read and changed one by one, by number or key, secrets masked', async () => {
    const { body: made } = await make('items');
    const { body: items } = await platform<Answer[]>('GET', `/instances/${made.id}/configuration`);
    const item = (key: string): Answer => items.find((one) => one['key'] === key) ?? {};
    expect(item('access.token')).toMatchObject({
      id: expect.any(Number),
      propertyValue: mask,
      type: 'PASSWORD',
      active: true,
      hideFromConsole: false,
      required: false,
    });
    expect(item('filter.response.nulls')).toMatchObject({ propertyValue: 'true' });
    const path = `/instances/${made.id}/configuration/${String(item('filter.response.nulls')['id'])}`;
    expect((await platform('GET', path)).body).toEqual(item('filter.response.nulls'));
    const changed = await platform('PATCH', path, { ...item('filter.response.nulls'), propertyValue: 'false' });
    expect([changed.status, changed.body['propertyValue']]).toEqual([200, 'false']);
    expect(
      (
        await gateway
          .withToken(made.token)
          .call('PATCH', '/instances/configuration/filter.response.nulls', { propertyValue: true })
      ).body['propertyValue'],
    ).toBe('true');
  });

  it('that do not exist are 404, and without a value 400', async () => {
    const { body: made } = await make('no items');
    for (const id of ['0', 'nothing', '__proto__', '%00', '99999999999999999999'])
      expect((await platform('GET', `/instances/${made.id}/configuration/${id}`)).status).toBe(404);
    for (const body of [
      '{}',
      'null',
      '[]',
      '{"propertyValue":"maybe"}',
      '{"propertyValue":{}}',
      '{"propertyValue":"\\u0000"}',
    ]) {
      expect([
        body,
        (await platform('PATCH', `/instances/${made.id}/configuration/filter.response.nulls`, body)).status,
      ]).toEqual([body, 400]);
    }
  });

  it('filter.response.nulls decides whether answers carry nulls', async () => {
    const { id, token } = await provisionKeap(gateway, sandbox, keap);
    const hasNulls = async (): Promise<boolean> => JSON.stringify((await contacts(token)).body).includes(':null');
    expect(await hasNulls()).toBe(false);
    await platform('PATCH', `/instances/${id}/configuration/filter.response.nulls`, { propertyValue: 'false' });
    expect(await hasNulls()).toBe(true);
    await platform('PATCH', `/instances/${id}`, { configuration: { 'filter.response.nulls': 'true' } });
    expect(await hasNulls()).toBe(false);
  });
});

describe('disabling', () => {
  it('refuses hub calls with 403 until the instance is enabled again, with id and without', async () => {
    const { body: made } = await make('switch');
    const own = gateway.withToken(made.token);
    const calls: readonly (readonly [() => Promise<HubReply>, boolean])[] = [
      [() => platform('DELETE', `/instances/${made.id}/enabled`), true],
      [() => platform('PUT', `/instances/${made.id}/enabled`), false],
      [() => own.call('DELETE', '/instances/enabled'), true],
      [() => own.call('PUT', '/instances/enabled'), false],
    ];
    for (const [call, disabled] of calls) {
      expect(await call()).toMatchObject({ status: 200, body: { id: made.id, disabled } });
      const answer = await own.call('GET', '/hubs/marketing/ping');
      expect([answer.status, answer.body['reason']]).toEqual(disabled ? [403, 'INSTANCE_DISABLED'] : [200, undefined]);
      expect(answer.headers.get('elements-element-instance-id')).toBe(String(made.id));
    }
  });
});

describe('deleting', () => {
  it('ends the token for good', async () => {
    const made = await provisionEmfluence(gateway, sandbox, emfluence);
    const deleted = await platform('DELETE', `/instances/${made.id}`, 'null');
    expect([deleted.status, deleted.body, deleted.headers.get('content-length')]).toEqual([200, undefined, '0']);
    const answer = await contacts(made.token);
    expect([answer.status, answer.body['message']]).toEqual([
      401,
      'Invalid Organization or User secret, or invalid Element token provided.',
    ]);
    for (const method of ['GET', 'DELETE', 'PATCH'])
      expect((await platform(method, `/instances/${made.id}`, method === 'PATCH' ? {} : undefined)).status).toBe(404);
    expect((await platform<Instance[]>('GET', '/instances')).body.map(({ id }) => id)).not.toContain(made.id);
  });

  it('below the path of the element needs the right one', async () => {
    const { body: made } = await make('below');
    expect((await platform('GET', `/elements/infusionsoftmarketing/instances/${made.id}`)).status).toBe(404);
    expect((await platform('GET', `/elements/emfluence/instances/${made.id}`)).body).toEqual(made);
    expect((await platform('PUT', `/elements/emfluence/instances/${made.id}`, { name: 'renamed' })).body['name']).toBe(
      'renamed',
    );
    expect((await platform('DELETE', `/elements/infusionsoftmarketing/instances/${made.id}`)).status).toBe(404);
    expect((await platform('DELETE', `/elements/emfluence/instances/${made.id}`)).status).toBe(200);
  });
});

describe('authenticating again', () => {
  it.each(['PATCH', 'PUT'])('by %s with a new code keeps id and token and answers no providerData', async (method) => {
    const made = await provisionKeap(gateway, sandbox, keap);
    const reply = await platform(method, `/instances/${made.id}`, {
      providerData: { code: await consentAtKeap(sandbox, keap) },
    });
    expect([reply.status, reply.body['id'], reply.body['token']]).toEqual([200, made.id, made.token]);
    expect(reply.body).not.toHaveProperty('providerData');
    expect((await contacts(made.token)).status).toBe(200);
  });

  it('with the consent of another application is 400 and changes nothing', async () => {
    const made = await provisionKeap(gateway, sandbox, keap);
    const other = await sandbox.control<KeapAccount>('POST', '/accounts', { provider: 'keap' });
    const configuration = { 'oauth.api.key': other.clientId, 'oauth.api.secret': other.clientSecret };
    const reply = await platform('PATCH', `/instances/${made.id}`, {
      configuration,
      providerData: { code: await consentAtKeap(sandbox, other) },
    });
    expect([reply.status, reply.body['message']]).toEqual([400, expect.stringMatching(/another application/i)]);
    expect((await contacts(made.token)).status).toBe(200);
  });
});
