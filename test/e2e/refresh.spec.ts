import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  consentAtKeap,
  provisionKeap,
  startTestGateway,
  type HubReply,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type JournalEntry, type KeapAccount, type TestSandbox } from '../support/sandbox.js';
import { secretsIn, secretsOf } from '../support/secrets.js';

const hour = 3_600_000;
const day = 24 * hour;

let sandbox: TestSandbox;
let gateway: TestGateway;
let database: pg.Client;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '20' });
  database = new pg.Client({ connectionString: gateway.databaseUrl });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await gateway.stop();
  await sandbox.stop();
});

interface Connected extends ProvisionedInstance {
  readonly account: KeapAccount;
  /** Calls of this account since it was connected. */
  readonly calls: () => Promise<{ readonly tokens: readonly JournalEntry[]; readonly api: readonly JournalEntry[] }>;
  readonly list: () => Promise<HubReply>;
}

async function connect(): Promise<Connected> {
  const account = await sandbox.control<KeapAccount>('POST', '/accounts', { provider: 'keap' });
  const instance = await provisionKeap(gateway, sandbox, account);
  // What follows is about tokens: the account's custom fields are read now, once.
  const list = (): Promise<HubReply> => gateway.withToken(instance.token).call('GET', '/hubs/marketing/contacts');
  await list();
  const since = await sandbox.mark();
  const calls: Connected['calls'] = async () => {
    const journal = await sandbox.journal('keap', since);
    return {
      tokens: journal.filter(({ path }) => path === '/token'),
      api: journal.filter(({ path }) => path !== '/token'),
    };
  };
  return { ...instance, account, calls, list };
}

const expireAtProvider = (): Promise<unknown> => sandbox.control('POST', '/clock', { advanceMs: 25 * hour });
const statuses = (entries: readonly JournalEntry[]): (number | null)[] => entries.map(({ status }) => status);
const isValid = async ({ id }: Connected): Promise<unknown> =>
  (await gateway.platform.call('GET', `/instances/${id}`)).body['valid'];

describe('an access token that the provider no longer takes', () => {
  it('is renewed once for ten calls at once, each of which is then repeated once', async () => {
    const connected = await connect();
    await expireAtProvider();
    const answers = await Promise.all(Array.from({ length: 10 }, connected.list));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const { tokens, api } = await connected.calls();
    expect(statuses(tokens)).toEqual([200]);
    expect(statuses(api).filter((status) => status === 200)).toHaveLength(10);
    expect(statuses(api).filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  });

  it('is renewed as Keap demands, with the client in the header, and next time with the token that came then', async () => {
    const connected = await connect();
    for (let round = 0; round < 2; round += 1) {
      await expireAtProvider();
      expect((await connected.list()).status).toBe(200);
    }
    const { tokens } = await connected.calls();
    const { clientId, clientSecret } = connected.account;
    const sent = tokens.map(({ body }) => new URLSearchParams(String(body)));
    for (const [index, { headers }] of tokens.entries()) {
      expect(headers['authorization']).toBe(`Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`);
      expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
      expect([...(sent[index]?.keys() ?? [])].sort()).toEqual(['grant_type', 'refresh_token']);
    }
    expect(sent[0]?.get('refresh_token')).not.toBe(sent[1]?.get('refresh_token'));
    expect(statuses(tokens)).toEqual([200, 200]);
  });

  it('makes one contact out of one create', async () => {
    const connected = await connect();
    await expireAtProvider();
    const created = await gateway
      .withToken(connected.token)
      .call('POST', '/hubs/marketing/contacts', { email: 'once@x.example' });
    expect(created.status).toBe(200);
    expect(await sandbox.state('keap', 'contacts', connected.account.id)).toHaveLength(1);
  });

  it('is repeated once only: a second refusal is 401, and the instance lives on', async () => {
    const connected = await connect();
    await sandbox.control('POST', '/faults', {
      provider: 'keap',
      path: '/crm',
      times: 2,
      status: 401,
      body: { message: 'no' },
    });
    const answer = await connected.list();
    await sandbox.control('DELETE', '/faults');
    expect([answer.status, answer.body['reason']]).toEqual([401, 'INSTANCE_NEEDS_REAUTH']);
    const { tokens, api } = await connected.calls();
    expect([tokens.length, statuses(api)]).toEqual([1, [401, 401]]);
    expect((await connected.list()).status).toBe(200);
  });
});

describe('an access token whose end the gateway knows', () => {
  it('is renewed before it is used, once for ten calls', async () => {
    const connected = await connect();
    await database.query(
      `UPDATE grants SET expires_at = now() + interval '30 seconds', updated_at = now() - interval '1 day' WHERE instance_id = $1`,
      [connected.id],
    );
    const answers = await Promise.all(Array.from({ length: 10 }, connected.list));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { tokens, api } = await connected.calls();
    expect([statuses(tokens), new Set(statuses(api))]).toEqual([[200], new Set([200])]);
  });
});

describe('a token endpoint that fails for a while', () => {
  it.each([
    ['with 500', { status: 500, body: { message: 'broken' } }],
    ['with 503 in HTML', { status: 503, body: '<html><title>Down</title></html>' }],
    ['with 429', { status: 429, body: { fault: { faultstring: 'Spike arrest' } } }],
    ['with nonsense', { status: 200, body: 'hello' }],
    ['by hanging up', { cut: 'before' }],
  ])('%s keeps the instance alive', async (_, fault) => {
    const connected = await connect();
    await expireAtProvider();
    await sandbox.control('POST', '/faults', { provider: 'keap', path: '/token', times: 20, ...fault });
    const answer = await connected.list();
    await sandbox.control('DELETE', '/faults');
    expect([answer.status, answer.body['reason']]).toEqual([503, 'PROVIDER_UNAVAILABLE']);
    expect(await isValid(connected)).toBe(true);
    expect((await connected.list()).status).toBe(200);
  });
});

describe('a refresh token that is dead', () => {
  it('is told as such without asking again, until a person consents anew; id and token stay', async () => {
    const connected = await connect();
    await sandbox.control('POST', '/clock', { advanceMs: 46 * day });
    const answer = await connected.list();
    expect([answer.status, answer.body['reason'], answer.body['providerMessage']]).toEqual([
      401,
      'INSTANCE_NEEDS_REAUTH',
      expect.stringMatching(/invalid refresh token/i),
    ]);
    expect(answer.headers.get('elements-element-instance-id')).toBe(String(connected.id));
    expect(await isValid(connected)).toBe(false);

    const before = (await connected.calls()).tokens.length;
    const again = await connected.list();
    expect([again.status, again.body['reason']]).toEqual([401, 'INSTANCE_NEEDS_REAUTH']);
    expect((await connected.calls()).tokens).toHaveLength(before);

    const code = await consentAtKeap(sandbox, connected.account);
    const renewed = await gateway.platform.call('PATCH', `/instances/${connected.id}`, { providerData: { code } });
    expect([renewed.status, renewed.body['id'], renewed.body['token'], renewed.body['valid']]).toEqual([
      200,
      connected.id,
      connected.token,
      true,
    ]);
    expect((await connected.list()).status).toBe(200);
  });

  it('that the provider calls invalid_grant counts as dead too', async () => {
    const connected = await connect();
    await expireAtProvider();
    await sandbox.control('POST', '/faults', {
      provider: 'keap',
      path: '/token',
      times: 1,
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Refresh token is revoked' },
    });
    const answer = await connected.list();
    await sandbox.control('DELETE', '/faults');
    expect([answer.status, answer.body['reason']]).toEqual([401, 'INSTANCE_NEEDS_REAUTH']);
    expect(await isValid(connected)).toBe(false);
  });
});

it('shows no secret in what the gateway wrote', async () => {
  expect(secretsIn(gateway.output(), await secretsOf(gateway, sandbox))).toEqual([]);
});
