import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubReply,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { sendAsIs } from '../support/raw-http.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { secretsIn, secretsOf } from '../support/secrets.js';

let sandbox: TestSandbox;
let modern: TestGateway;
let classic: TestGateway;
let keap: Record<'modern' | 'classic', ProvisionedInstance>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  const more = { HUB_LIMITS_SCALE: '20', HUB_DEADLINE_MS: '1000' };
  modern = await startTestGateway(sandbox, more);
  classic = await startTestGateway(sandbox, { ...more, HUB_STATUSES: 'classic', HUB_LEGACY_LOGIN: 'on' });
  const [account] = (await sandbox.accounts()).keap;
  if (!account) throw new Error('The sandbox has no Keap account.');
  keap = {
    modern: await provisionKeap(modern, sandbox, account),
    classic: await provisionKeap(classic, sandbox, account),
  };
});

afterAll(async () => {
  await modern.stop();
  await classic.stop();
  await sandbox.stop();
});

interface Case {
  readonly name: string;
  readonly fault: object;
  readonly reason: string;
  readonly status: number;
  readonly folded: number;
}

/** One fault each; reads are not repeated by the gateway within the second that a call has here. */
const cases: readonly Case[] = [
  {
    name: 'a provider that throttles',
    fault: { status: 429, body: { message: 'slow down' } },
    reason: 'PROVIDER_THROTTLED',
    status: 429,
    folded: 500,
  },
  {
    name: 'a provider that fails',
    fault: { status: 500, body: { message: 'it broke' } },
    reason: 'PROVIDER_FAILED',
    status: 502,
    folded: 500,
  },
  {
    name: 'a provider that answers nonsense',
    fault: { status: 200, body: '<html>hello</html>' },
    reason: 'PROVIDER_BAD_RESPONSE',
    status: 502,
    folded: 500,
  },
  {
    name: 'a provider that redirects',
    fault: { status: 302, headers: { location: 'https://evil.example/' }, body: '' },
    reason: 'PROVIDER_REDIRECT',
    status: 502,
    folded: 500,
  },
  {
    name: 'a provider that is down',
    fault: { status: 503, body: { message: 'maintenance' } },
    reason: 'PROVIDER_UNAVAILABLE',
    status: 503,
    folded: 500,
  },
  {
    name: 'a provider that is too slow',
    fault: { latencyMs: 2500 },
    reason: 'PROVIDER_TIMEOUT',
    status: 504,
    folded: 500,
  },
  {
    name: 'a provider that forbids',
    fault: { status: 403, body: { message: 'not with this role' } },
    reason: 'PROVIDER_FORBIDDEN',
    status: 403,
    folded: 403,
  },
  {
    name: 'a provider that lacks the endpoint',
    fault: { status: 405, body: { message: 'no' } },
    reason: 'PROVIDER_CONTRACT',
    status: 502,
    folded: 500,
  },
];

describe('a failure of the provider', () => {
  it.each(cases)(
    'is told by status and reason, and folded for old clients by status alone: $name',
    async ({ fault, reason, status, folded }) => {
      for (const [gateway, token, expected] of [
        [modern, keap.modern.token, status],
        [classic, keap.classic.token, folded],
      ] as const) {
        await sandbox.control('POST', '/faults', { provider: 'keap', path: '/crm', times: 9, ...fault });
        const answer = await gateway.withToken(token).call('GET', '/hubs/marketing/contacts');
        await sandbox.control('DELETE', '/faults');
        expect([answer.status, answer.body['reason'], answer.body['requestId']]).toEqual([
          expected,
          reason,
          answer.headers.get('elements-request-id'),
        ]);
        expect(answer.headers.get('elements-element-instance-id')).toMatch(/^\d+$/);
        if (reason === 'PROVIDER_THROTTLED') expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    },
  );

  it('hands on the provider’s own words, without the secrets in them', async () => {
    const [account] = (await sandbox.accounts()).keap;
    await sandbox.control('POST', '/faults', {
      provider: 'keap',
      path: '/crm',
      times: 9,
      status: 403,
      body: { message: `Role "x" may not use client_secret=${account?.clientSecret ?? ''} here` },
    });
    const answer = await modern.withToken(keap.modern.token).call('GET', '/hubs/marketing/contacts');
    await sandbox.control('DELETE', '/faults');
    expect(answer.body['providerMessage']).toMatch(/Role "x" may not use/);
    expect(JSON.stringify(answer.body)).not.toContain(account?.clientSecret);
  });
});

describe('every error', () => {
  const own: readonly (readonly [
    string,
    (gateway: TestGateway, token: string) => Promise<HubReply>,
    number,
    number,
    string,
  ])[] = [
    ['400', (gateway, token) => gateway.withToken(token).call('POST', '/contacts', '{'), 400, 400, 'INVALID_REQUEST'],
    ['401', (gateway) => gateway.as('').call('GET', '/contacts'), 401, 401, 'UNAUTHENTICATED'],
    ['404', (gateway, token) => gateway.withToken(token).call('GET', '/contacts/999999'), 404, 404, 'NOT_FOUND'],
    ['405', (gateway, token) => gateway.withToken(token).call('PUT', '/contacts'), 405, 405, 'METHOD_NOT_ALLOWED'],
    [
      '406',
      (gateway, token) => gateway.withToken(token).call('GET', '/contacts', undefined, { accept: 'text/csv' }),
      406,
      406,
      'NOT_ACCEPTABLE',
    ],
    [
      '413',
      (gateway, token) => gateway.withToken(token).call('POST', '/contacts', { firstName: 'x'.repeat(1_100_000) }),
      413,
      400,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      '415',
      (gateway, token) => gateway.withToken(token).call('POST', '/contacts', 'x', { 'content-type': 'text/plain' }),
      415,
      415,
      'UNSUPPORTED_MEDIA',
    ],
  ];

  it.each(own)('of the gateway’s own keeps its status or folds it: %s', async (_, call, status, folded, reason) => {
    const [now, old] = [await call(modern, keap.modern.token), await call(classic, keap.classic.token)];
    expect([now.status, old.status, now.body['reason'], old.body['reason']]).toEqual([status, folded, reason, reason]);
    for (const answer of [now, old]) expect(answer.headers.get('elements-request-id')).toBe(answer.body['requestId']);
  });

  it('of an existing e-mail is 409 with the id of what exists', async () => {
    const [account] = (await sandbox.accounts()).emfluence;
    if (!account) throw new Error('The sandbox has no emfluence account.');
    const { token } = await provisionEmfluence(modern, sandbox, account);
    const first = await modern.withToken(token).call('POST', '/hubs/marketing/contacts', { email: 'twice@x.example' });
    const second = await modern.withToken(token).call('POST', '/hubs/marketing/contacts', { email: 'twice@x.example' });
    expect([first.status, second.status, second.body['reason'], second.body['existingId']]).toEqual([
      200,
      409,
      'CONFLICT',
      first.body['id'],
    ]);
  });

  it('and every success has its own request id', async () => {
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () =>
        (await modern.as('').call('GET', '/elements/keys')).headers.get('elements-request-id'),
      ),
    );
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('the console login of old clients', () => {
  const form = (user: string, password: string): string =>
    new URLSearchParams({ j_username: user, j_password: password }).toString();
  const login = (gateway: TestGateway, body: string) =>
    sendAsIs(gateway.url, {
      method: 'POST',
      path: '/elements/j_spring_security_check',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const secrets = (gateway: TestGateway, cookie?: string) =>
    sendAsIs(gateway.url, {
      path: '/elements/api-v1/ui/getSecrets',
      ...(cookie !== undefined && { headers: { cookie } }),
    });

  it('is not there unless it is switched on', async () => {
    expect((await login(modern, form(modern.user.email, modern.user.password))).status).toBe(404);
    expect((await secrets(modern, 'JSESSIONID=x')).status).toBe(404);
  });

  it('opens a session with which both secrets are told', async () => {
    const answer = await login(classic, form(classic.user.email, classic.user.password));
    expect(answer.status).toBe(200);
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i);
    const told = await secrets(classic, `other=1; ${cookie}`);
    expect([told.status, JSON.parse(told.text)]).toEqual([
      200,
      { user: classic.user.secret, company: classic.organization.secret },
    ]);
    expect(told.headers['cache-control']).toBe('no-store');
  });

  it('refuses a wrong password, an unknown user and an unknown session alike', async () => {
    const answers = [
      await login(classic, form(classic.user.email, 'wrong')),
      await login(classic, form('nobody@x.example', 'wrong')),
      await secrets(classic),
      await secrets(classic, 'JSESSIONID=guess'),
    ];
    for (const answer of answers) {
      expect([answer.status, (JSON.parse(answer.text) as Record<string, unknown>)['reason']]).toEqual([
        401,
        'UNAUTHENTICATED',
      ]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each([
    '',
    'j_username=x',
    'j_password=x',
    'j_username=a%00b%40x.example&j_password=x',
    '%zz=%zz',
    'x'.repeat(5000),
  ])('does not fail over the form %#', async (body) => {
    expect([400, 401]).toContain((await login(classic, body)).status);
  });

  it('takes no form elsewhere', async () => {
    expect(
      (
        await sendAsIs(classic.url, {
          method: 'POST',
          path: '/instances',
          body: 'a=b',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(415);
  });

  it('cannot be guessed: after ten wrong passwords a minute nobody gets in, in the folded status', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1)
      await login(classic, form(classic.user.email, `guess ${attempt}`));
    const locked = await login(classic, form(classic.user.email, classic.user.password));
    expect([locked.status, (JSON.parse(locked.text) as Record<string, unknown>)['reason']]).toEqual([
      500,
      'RATE_LIMITED',
    ]);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
  });
});

it('shows no secret in what the gateways wrote', async () => {
  const accounts = (await sandbox.accounts()).keap;
  for (const gateway of [modern, classic]) {
    expect(
      secretsIn(
        gateway.output(),
        await secretsOf(
          gateway,
          sandbox,
          accounts.map(({ clientSecret }) => clientSecret),
        ),
      ),
    ).toEqual([]);
  }
});
