import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Account } from '../../src/authentication/account.entity.js';
import { CallerSecrets } from '../../src/authentication/caller-secrets.js';
import { CredentialLookup } from '../../src/authentication/credential-lookup.js';
import { OrganizationFounder } from '../../src/authentication/organization-founder.js';
import { Secret } from '../../src/authentication/secret.entity.js';
import { User } from '../../src/authentication/user.entity.js';
import { createDataSource } from '../../src/database/data-source.js';
import { FieldCipher } from '../../src/database/field-cipher.js';
import { Instance } from '../../src/instances/instance.entity.js';
import { createTestDatabase } from '../support/test-database.js';
import { AuthenticationWorld, keyRing, password, platformOf, refusal } from './authentication-world.js';
import { meetingAt } from './meeting-at.js';

let world: AuthenticationWorld;

beforeAll(async () => {
  world = await AuthenticationWorld.start();
});

afterAll(() => world.stop());

describe('founding', () => {
  it('makes secrets in the form that clients expect, and keeps none of them readable', async () => {
    expect(world.acme.organization.secret).toMatch(/^[0-9a-f]{32}$/);
    expect(world.acme.user.secret).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const stored = JSON.stringify(await world.dataSource.query('SELECT s::text, u::text FROM secrets s, users u'));
    for (const secret of [world.acme.organization.secret, world.acme.user.secret, password]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it('makes a password up when none is given, and it works', async () => {
    const founded = await world.founder.found({ organizationName: 'Made up', email: 'made@up.test' });
    expect(founded.user.password.length).toBeGreaterThanOrEqual(20);
    const headers = { 'elements-user-password': founded.user.password };
    const answer = await world.call(`/users/${founded.user.id}`, platformOf(founded), headers);
    expect(answer.json()).toMatchObject({ secret: founded.user.secret });
  });

  it.each([
    [{ organizationName: ' ', email: 'a@b.test' }, 'organizationName'],
    [{ organizationName: 'A\u0000', email: 'a@b.test' }, 'organizationName'],
    [{ organizationName: 'A', email: 'nobody' }, 'email'],
    [{ organizationName: 'A', email: 'a@b.test', password: 'short' }, 'password'],
    [{ organizationName: 'A', email: 'a@b.test', firstName: 'A\u0000' }, 'firstName'],
  ])('refuses %j and leaves nothing behind', async (foundation, path) => {
    const before = await world.dataSource.query('SELECT count(*) FROM organizations');
    await expect(world.founder.found(foundation)).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      details: { path },
    });
    expect(await world.dataSource.query('SELECT count(*) FROM organizations')).toEqual(before);
  });

  it('happens once when two replicas start at the same time on an empty database', async () => {
    const empty = await createTestDatabase();
    const own = await createDataSource(empty.url).initialize();
    try {
      const first = new OrganizationFounder(own, new CallerSecrets(own, new FieldCipher(keyRing), keyRing));
      expect(await first.isEmpty()).toBe(true);
      expect(await first.recallFirst()).toBeUndefined();
      const foundation = { organizationName: 'First', email: 'first@first.test' };
      const results = await meetingAt(own, 3, () => first.foundFirst(foundation));
      const founded = results.filter((result) => result !== undefined);
      expect(founded).toHaveLength(1);
      expect(await first.isEmpty()).toBe(false);
      const { password: lost, ...user } = founded[0]?.user ?? { password: '' };
      expect(lost).not.toBe('');
      expect(await first.recallFirst()).toEqual({ ...founded[0], user });
    } finally {
      await own.destroy();
      await empty.drop();
    }
  });
});

describe('caller secrets', () => {
  it('are revealed to their owner alone, the newest first, until they are revoked', async () => {
    const { token, ...owner } = await world.addInstance(world.acme);
    expect(await world.secrets.reveal('element', owner)).toBe(token);
    expect(
      await world.secrets.reveal('element', { ...owner, organizationId: world.other.organization.id }),
    ).toBeUndefined();
    const newer = await world.secrets.issue('element', owner);
    expect(newer).not.toBe(token);
    expect(await world.secrets.reveal('element', owner)).toBe(newer);
    expect(await world.secrets.revealTokens(owner.organizationId, [owner.instanceId, 999_999])).toEqual(
      new Map([[owner.instanceId, newer]]),
    );
    expect(await world.secrets.revealTokens(world.other.organization.id, [owner.instanceId])).toEqual(new Map());

    const user = `User ${world.acme.user.secret}`;
    expect((await world.call('/probe/hub', `${user}, Element ${token}`)).status).toBe(200);
    await world.secrets.revoke('element', { ...owner, organizationId: world.other.organization.id });
    expect(await world.secrets.reveal('element', owner)).toBe(newer);
    await world.secrets.revoke('element', owner);
    expect(await world.secrets.reveal('element', owner)).toBeUndefined();
    for (const dead of [token, newer])
      expect((await world.call('/probe/hub', `${user}, Element ${dead}`)).status).toBe(401);
    expect(await world.secrets.reveal('user', { ...owner, userId: world.acme.user.id })).toBe(world.acme.user.secret);
  });

  it('are undone with the transaction they were issued in', async () => {
    const { instanceId, organizationId } = await world.addInstance(world.acme);
    const before = await world.dataSource.manager.countBy(Secret, { instanceId });
    const work = world.dataSource.transaction(async (manager) => {
      await world.secrets.issue('element', { organizationId, instanceId }, manager);
      throw new Error('undo');
    });
    await expect(work).rejects.toThrow('undo');
    expect(await world.dataSource.manager.countBy(Secret, { instanceId })).toBe(before);
  });

  it('do not open in the row of another owner', async () => {
    const [mine, theirs] = [await world.addInstance(world.acme), await world.addInstance(world.other)];
    const [row] = await world.dataSource.manager.findBy(Secret, { instanceId: mine.instanceId });
    await world.dataSource.manager.update(Secret, { instanceId: theirs.instanceId }, { sealed: row?.sealed ?? '' });
    await expect(world.secrets.reveal('element', theirs)).rejects.toThrow('does not open');
  });

  it('are worth nothing in the place of another kind', async () => {
    expect(world.secrets.digest('user', 'x')).not.toEqual(world.secrets.digest('element', 'x'));
    const swapped = `User ${world.acme.organization.secret}, Organization ${world.acme.user.secret}`;
    expect((await world.call('/probe/platform', swapped)).status).toBe(401);
  });
});

describe('the guard', () => {
  it('tells the route who calls', async () => {
    const { token, instanceId } = await world.addInstance(world.acme);
    const caller = {
      ...{ organizationId: world.acme.organization.id, organizationName: 'Acme', userId: world.acme.user.id },
      ...{ accountId: world.acme.accountId, role: 'org-admin' },
    };
    expect((await world.call('/probe/platform', platformOf(world.acme))).json()).toEqual(caller);
    expect((await world.call('/probe/platform', `${platformOf(world.acme)}, Element ${token}`)).json()).toEqual(caller);
    const hub = await world.call('/probe/hub', `element ${token} ,USER ${world.acme.user.secret}`);
    expect(hub.json()).toEqual({ ...caller, instanceId });
    expect((await world.call('/probe/hub', `${platformOf(world.acme)}, Token ${token}`)).json()).toEqual({
      ...caller,
      instanceId,
    });
  });

  it('answers every way of being wrong with the same body', async () => {
    const [mine, theirs] = [await world.addInstance(world.acme), await world.addInstance(world.other)];
    const [user, organization] = [`User ${world.acme.user.secret}`, `Organization ${world.acme.organization.secret}`];
    const platform = [
      ...[undefined, '', 'Bearer x', user, organization, `${user}, ${user}, ${organization}`],
      ...[
        `${user}, Organization ${world.other.organization.secret}`,
        `User ${world.other.user.secret}, ${organization}`,
      ],
      ...[`${user}, Organization x`, `User x, ${organization}`, `${user}, Element ${mine.token}`],
      ...[`${user}, ${organization.toUpperCase()}`, 'x'.repeat(3000)],
    ];
    const hub = [
      ...[undefined, `${user}, ${organization}`, `Element ${mine.token}`, `${user}, Element x`],
      ...[`${user}, Element ${theirs.token}`, `User ${world.other.user.secret}, Element ${mine.token}`],
      ...[`${user}, Organization ${world.other.organization.secret}, Element ${mine.token}`],
      ...[`${user}, Organization x, Element ${mine.token}`],
    ];
    const answers = [
      ...(await Promise.all(platform.map((header) => world.call('/probe/platform', header)))),
      ...(await Promise.all(hub.map((header) => world.call('/probe/hub', header)))),
    ];
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(
      new Set([`401 ${JSON.stringify({ reason: 'UNAUTHENTICATED', message: refusal })}`]),
    );
  });

  it('lets anybody call a public route, unless the Organization part is wrong or the header malformed', async () => {
    expect((await world.call('/probe/public')).status).toBe(200);
    expect((await world.call('/probe/public', `Organization ${world.acme.organization.secret}`)).status).toBe(200);
    expect((await world.call('/probe/public', 'User wrong, Element wrong')).status).toBe(200);
    expect((await world.call('/probe/public', `User ${world.acme.user.secret}, Organization wrong`)).status).toBe(401);
    expect((await world.call('/probe/public', 'Organization')).status).toBe(401);
  });

  it('refuses two headers, which Node itself would fold into the first', async () => {
    const status = (count: number): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const address = world.application.getHttpServer().address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        const pairs = Array.from({ length: count }, () => ['Authorization', platformOf(world.acme)]).flat();
        const headers = ['Host', 'hub.test', 'Connection', 'close', ...pairs];
        httpRequest({ host: '127.0.0.1', port, path: '/probe/platform', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status(1)).toBe(200);
    expect(await status(2)).toBe(401);
  });

  it('refuses a route that declares nothing, even to a valid caller', async () => {
    const answer = await world.call('/probe/undeclared', platformOf(world.acme));
    expect(answer.status).toBe(500);
    expect(answer.json()).toMatchObject({ reason: 'INTERNAL' });
  });

  it('refuses the token of a deleted instance and still knows that of a disabled one', async () => {
    const { token, instanceId } = await world.addInstance(world.acme);
    const header = `User ${world.acme.user.secret}, Element ${token}`;
    await world.dataSource.manager.update(Instance, { id: instanceId }, { disabled: true });
    expect((await world.call('/probe/hub', header)).status).toBe(200);
    await world.dataSource.manager.update(Instance, { id: instanceId }, { deletedAt: new Date() });
    expect((await world.call('/probe/hub', header)).status).toBe(401);
  });

  it('refuses a disabled user and everybody of a disabled account', async () => {
    const accountId = await world.addAccount(world.acme, 'Department');
    const member = await world.addUser(world.acme, 'guarded@acme.test', 'member', accountId);
    const header = `User ${member.secret}, Organization ${world.acme.organization.secret}`;
    const { token } = await world.addInstance(world.acme, accountId);
    const hubHeader = `User ${world.acme.user.secret}, Element ${token}`;
    const statuses = async () => [
      (await world.call('/probe/platform', header)).status,
      (await world.call('/probe/hub', hubHeader)).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    await world.dataSource.manager.update(User, { id: member.userId }, { active: false });
    expect(await statuses()).toEqual([401, 200]);
    await world.dataSource.manager.update(User, { id: member.userId }, { active: true });
    await world.dataSource.manager.update(Account, { id: accountId }, { active: false });
    expect(await statuses()).toEqual([401, 401]);
  });

  it('lets a member use the instances of the own account only', async () => {
    const accountId = await world.addAccount(world.acme, 'Elsewhere');
    const member = await world.addUser(world.acme, 'elsewhere@acme.test', 'member', accountId);
    const [own, foreign] = [await world.addInstance(world.acme, accountId), await world.addInstance(world.acme)];
    expect((await world.call('/probe/hub', `User ${member.secret}, Element ${own.token}`)).status).toBe(200);
    expect((await world.call('/probe/hub', `User ${member.secret}, Element ${foreign.token}`)).status).toBe(401);
  });

  it('says that the gateway is unavailable when its database does not answer', async () => {
    const gone = await createDataSource(world.databaseUrl).initialize();
    await gone.destroy();
    const digest = Buffer.alloc(32);
    const search = new CredentialLookup(gone).find({ user: digest, organization: digest, element: digest });
    await expect(search).rejects.toMatchObject({ reason: 'UNAVAILABLE', details: { retryAfterSeconds: 1 } });
  });
});
