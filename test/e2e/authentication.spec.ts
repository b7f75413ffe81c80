import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { provisionEmfluence, startTestGateway, type TestGateway } from '../support/gateway.js';
import { sendAsIs, sendBytes, withoutRequestId, type RawReply } from '../support/raw-http.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { foundSecondOrganization, type SecondOrganization } from '../support/second-organization.js';
import { secretsIn, secretsOf } from '../support/secrets.js';

const refusal = 'Invalid Organization or User secret, or invalid Element token provided.';
const ping = '/elements/api-v2/hubs/marketing/ping';
const instances = '/elements/api-v2/instances';

let sandbox: TestSandbox;
let gateway: TestGateway;
let second: SecondOrganization;
let [user, organization, token, otherToken] = ['', '', '', ''];

/** A header in which `{u}`, `{o}`, `{e}` stand for the first organization's secrets and `{U}`, `{O}`, `{E}` for the second's. */
const filled = (header: string): string => {
  const secrets: Record<string, string> = {
    u: user,
    o: organization,
    e: token,
    U: second.user,
    O: second.organization,
    E: otherToken,
  };
  return header.replace(/\{(\w)\}/g, (_, name: string) => secrets[name] ?? '');
};
const get = (path: string, header?: string): Promise<RawReply> =>
  sendAsIs(gateway.url, { path, ...(header !== undefined && { authorization: filled(header) }) });

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox);
  second = await foundSecondOrganization(gateway);
  const [account] = (await sandbox.accounts()).emfluence;
  if (!account) throw new Error('The sandbox has no emfluence account.');
  user = gateway.user.secret;
  organization = gateway.organization.secret;
  token = (await provisionEmfluence(gateway, sandbox, account)).token;
  otherToken = (await provisionEmfluence({ ...gateway, platform: second.platform }, sandbox, account)).token;
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

describe('secrets', () => {
  it('have the shapes that old clients know', () => {
    expect(user).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(token).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(organization).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('an Authorization header', () => {
  it.each([
    'User {u}, Organization {o}, Element {e}',
    'Element {e}, Organization {o}, User {u}',
    'Organization {o}, Element {e}, User {u}',
    'User {u},Organization {o},Element {e}',
    'User {u}  ,   Organization   {o} , Element {e}  ',
    'user {u}, ORGANIZATION {o}, eLeMeNt {e}',
    'User {u}, Organization {o}, Token {e}',
    'User {u}, Element {e}',
    'Element {e}, User {u}',
    'token {e}, user {u}',
  ])('opens a hub call as %p', async (header) => {
    expect((await get(ping, header)).status).toBe(200);
  });

  it.each([
    'User {u}, Organization {o}',
    'Organization {o}, User {u}',
    'organization {o},user {u}',
    'User {u}, Organization {o}, Element {e}',
    'User {u}, Organization {o}, Element a-token-of-an-instance-that-is-gone',
  ])('opens a platform call as %p', async (header) => {
    expect((await get(instances, header)).status).toBe(200);
  });

  it('names itself in any case', async () => {
    const value = filled('User {u}, Element {e}');
    for (const name of ['Authorization', 'authorization', 'AUTHORIZATION']) {
      expect((await sendAsIs(gateway.url, { path: ping, headers: { [name]: value } })).status).toBe(200);
    }
  });

  const bad: readonly (readonly [string, string | undefined])[] = [
    ['none', undefined],
    ['an empty one', ''],
    ['a User part alone', 'User {u}'],
    ['an Element part alone', 'Element {e}'],
    ['an Organization part alone', 'Organization {o}'],
    ['no Element part', 'User {u}, Organization {o}'],
    ['no User part', 'Organization {o}, Element {e}'],
    ['an unknown user', `User ${'A'.repeat(43)}=, Organization {o}, Element {e}`],
    ['an unknown organization', `User {u}, Organization ${'0'.repeat(32)}, Element {e}`],
    ['an unknown token', `User {u}, Organization {o}, Element ${'A'.repeat(43)}=`],
    ['secrets in each other’s place', 'User {o}, Organization {u}, Element {e}'],
    ['a token in the place of the user', 'User {e}, Organization {o}, Element {u}'],
    ['a part twice', 'User {u}, User {u}, Element {e}'],
    ['a token twice under both its names', 'User {u}, Element {e}, Token {e}'],
    ['an unknown part', 'User {u}, Element {e}, Account 1'],
    ['a comma at the end', 'User {u}, Element {e},'],
    ['a part without value', 'User {u}, Organization, Element {e}'],
    ['semicolons', 'User {u}; Element {e}'],
    ['a value of two words', 'User {u} x, Element {e}'],
    ['Bearer', 'Bearer {e}'],
    ['Basic', 'Basic dXNlcjpwYXNz'],
    ['more than 2 KB', `User {u},${' '.repeat(2048)}Element {e}`],
  ];

  it('is answered the same 401, byte by byte, whatever is wrong with it', async () => {
    const answers = await Promise.all(bad.map(async ([, header]) => withoutRequestId(await get(ping, header))));
    const expected = `401 application/json; charset=utf-8\n${JSON.stringify({ requestId: '', message: refusal, reason: 'UNAUTHENTICATED' })}`;
    const byCause = bad.map(([cause], index) => [cause, answers[index]]);
    expect(byCause).toEqual(bad.map(([cause]) => [cause, expected]));
  });

  it('is refused when there are two of them, even two good ones', async () => {
    const good = filled('User {u}, Organization {o}, Element {e}');
    const line = (value: string): string => `Authorization: ${value}\r\n`;
    const ask = (lines: string): Promise<RawReply> =>
      sendBytes(gateway.url, `GET ${ping} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n${lines}\r\n`);
    expect((await ask(line(good))).status).toBe(200);
    for (const lines of [
      line(good) + line(good),
      line(good) + line('User x'),
      line('User x') + line(good),
      line(filled('User {u}')) + line(filled('Element {e}')),
    ]) {
      const answer = await ask(lines);
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        401,
        { requestId: answer.headers['elements-request-id'], message: refusal, reason: 'UNAUTHENTICATED' },
      ]);
    }
  });

  it('is not needed for the catalogue, but an Organization part that is given is checked there too', async () => {
    expect((await get('/elements/api-v2/elements')).status).toBe(200);
    expect((await get('/elements/api-v2/elements', 'Organization {o}')).status).toBe(200);
    expect((await get('/elements/api-v2/elements', 'Organization 00000000000000000000000000000000')).status).toBe(401);
  });
});

describe('two organizations', () => {
  const mixes = ['u', 'U'].flatMap((u) => ['', 'o', 'O'].flatMap((o) => ['e', 'E'].map((e) => ({ u, o, e }))));
  const isForeign = ({ u, o, e }: (typeof mixes)[number]): boolean =>
    (u.toLowerCase() !== u) !== (e.toLowerCase() !== e) ||
    (o !== '' && (o.toLowerCase() !== o) !== (u.toLowerCase() !== u));

  it('never mix: every foreign part is the same 401 as a wrong one', async () => {
    const wrong = withoutRequestId(await get(ping, 'User nobody, Organization nobody, Element nothing'));
    for (const mix of mixes) {
      const { u, o, e } = mix;
      const header = `User {${u}}, ${o === '' ? '' : `Organization {${o}}, `}Element {${e}}`;
      const answer = await get(ping, header);
      expect([header, isForeign(mix) ? withoutRequestId(answer) : answer.status]).toEqual([
        header,
        isForeign(mix) ? wrong : 200,
      ]);
    }
    for (const header of [
      'User {u}, Organization {O}',
      'User {U}, Organization {o}',
      'User {U}, Organization {o}, Element {e}',
    ]) {
      expect([header, withoutRequestId(await get(instances, header))]).toEqual([header, wrong]);
    }
  });

  it('tell a 401 nothing about the instance whose token was sent', async () => {
    const answer = await get(ping, 'User {U}, Element {e}');
    expect(answer.headers['elements-element-instance-id']).toBeUndefined();
    expect(answer.headers['elements-request-id']).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('secrets that have ended', () => {
  it('are refused: of a disabled user, and revoked ones', async () => {
    const database = new pg.Client({ connectionString: gateway.databaseUrl });
    await database.connect();
    try {
      const header = 'User {U}, Organization {O}';
      expect((await get(instances, header)).status).toBe(200);
      await database.query('UPDATE users SET active = false WHERE organization_id = $1', [second.id]);
      expect((await get(instances, header)).status).toBe(401);
      await database.query('UPDATE users SET active = true WHERE organization_id = $1', [second.id]);
      expect((await get(instances, header)).status).toBe(200);
      await database.query(
        `UPDATE secrets SET revoked_at = now() WHERE organization_id = $1 AND kind = 'organization'`,
        [second.id],
      );
      expect((await get(instances, header)).status).toBe(401);
      expect((await get(ping, 'User {U}, Element {E}')).status).toBe(200);
      await database.query(`UPDATE secrets SET revoked_at = now() WHERE organization_id = $1 AND kind = 'element'`, [
        second.id,
      ]);
      expect((await get(ping, 'User {U}, Element {E}')).status).toBe(401);
    } finally {
      await database.end();
    }
  });
});

it('shows no secret in what the processes wrote', async () => {
  const secrets = await secretsOf(gateway, sandbox, [second.user, second.organization, otherToken]);
  expect(secretsIn(`${user} ${encodeURIComponent(token)}`, secrets)).toHaveLength(2);
  expect(secretsIn(gateway.output() + sandbox.output(), secrets)).toEqual([]);
});
