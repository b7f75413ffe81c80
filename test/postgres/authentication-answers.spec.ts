import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { User } from '../../src/authentication/user.entity.js';
import { AuthenticationWorld, password, platformOf } from './authentication-world.js';

let world: AuthenticationWorld;

beforeAll(async () => {
  world = await AuthenticationWorld.start();
});

afterAll(() => world.stop());

describe('GET /users/{emailOrId}', () => {
  it('finds a user of the own organization by id and by e-mail in any case, without the secret', async () => {
    const byId = await world.call(`/users/${world.acme.user.id}`, platformOf(world.acme));
    expect(byId.status).toBe(200);
    expect(byId.json()).toMatchObject({ id: world.acme.user.id, email: 'Ada@Acme.test', fullName: 'Ada Lovelace' });
    expect(byId.json()).not.toHaveProperty('secret');
    expect((await world.call('/users/aDa%40acme.TEST', platformOf(world.acme))).body).toBe(byId.body);
    expect((await world.call('/users/ada@acme.test', platformOf(world.other))).json()).toMatchObject({
      id: world.other.user.id,
    });
  });

  it('adds the secret for the right password only', async () => {
    const ask = (value: string) =>
      world.call('/users/ada@acme.test', platformOf(world.acme), { 'elements-user-password': value });
    const right = await ask(password);
    expect(right.json()).toMatchObject({ secret: world.acme.user.secret });
    expect(right.headers['cache-control']).toBe('no-store');
    const wrong = await ask('another one');
    expect(wrong.status).toBe(200);
    expect(wrong.json()).not.toHaveProperty('secret');
  });

  it('does not add the secret of a disabled user', async () => {
    const user = await world.addUser(world.acme, 'disabled@acme.test', 'member');
    const ask = () =>
      world.call(`/users/${user.userId}`, platformOf(world.acme), { 'elements-user-password': password });
    expect((await ask()).json()).toMatchObject({ secret: user.secret });
    await world.dataSource.manager.update(User, { id: user.userId }, { active: false });
    expect((await ask()).json()).not.toHaveProperty('secret');
  });

  it('limits wrong passwords to ten a minute', async () => {
    const user = await world.addUser(world.acme, 'limited@acme.test', 'member');
    const ask = (value: string) =>
      world.call(`/users/${user.userId}`, platformOf(world.acme), { 'elements-user-password': value });
    for (let round = 0; round < 10; round += 1) expect((await ask('wrong')).status).toBe(200);
    const limited = await ask(password);
    expect(limited.status).toBe(429);
    expect(limited.json()).toMatchObject({ reason: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    expect((await world.call(`/users/${user.userId}`, platformOf(world.acme))).status).toBe(200);
  });

  it('answers 404 alike for the unknown, the foreign and what no id looks like', async () => {
    const ids = [
      '0',
      '-1',
      '999999',
      '2147483648',
      'x',
      '1.5',
      'nobody@acme.test',
      `${world.other.user.id}`,
      'a%00@b',
      '%00',
    ];
    for (const id of ids) {
      const answer = await world.call(`/users/${id}`, platformOf(world.acme));
      expect([id, answer.status]).toEqual([id, 404]);
      const message = `No user found with ID ${decodeURIComponent(id)}`;
      expect(answer.json()).toMatchObject({ reason: 'NOT_FOUND', message });
    }
  });
});

describe('the lists', () => {
  it('of users are paged by cursor, and end without one', async () => {
    const organization = await world.founder.found({ organizationName: 'Paged', email: 'p0@paged.test' });
    for (const index of [1, 2]) await world.addUser(organization, `p${index}@paged.test`, 'member');
    const first = await world.call('/users?pageSize=2&hydrate=x', platformOf(organization));
    expect(first.json()).toMatchObject([{ email: 'p0@paged.test' }, { email: 'p1@paged.test' }]);
    const cursor = String(first.headers['elements-next-page-token']);
    const second = await world.call(`/users?pageSize=2&nextPage=${cursor}`, platformOf(organization));
    expect(second.json()).toMatchObject([{ email: 'p2@paged.test' }]);
    expect(second.headers).not.toHaveProperty('elements-next-page-token');
  });

  it.each(['pageSize=0', 'pageSize=1001', 'pageSize=x', 'pageSize=1&pageSize=2', 'nextPage=x', "where=email='x'"])(
    'refuse %s',
    async (query) => {
      expect((await world.call(`/users?${query}`, platformOf(world.acme))).status).toBe(400);
      expect((await world.call(`/accounts?${query}`, platformOf(world.acme))).status).toBe(400);
    },
  );

  it('of accounts hold the default one, and inactive ones when they are asked for', async () => {
    const organization = await world.founder.found({ organizationName: 'Accounts', email: 'a@accounts.test' });
    const inactive = await world.addAccount(organization, 'Closed', false);
    const { id, name } = organization.organization;
    const first = { id: organization.accountId, name, companyId: id, defaultAccount: true, type: 'Default' };
    const active = await world.call('/accounts', platformOf(organization));
    expect(active.json()).toEqual([expect.objectContaining(first)]);
    const all = await world.call('/accounts?includeInactive=true', platformOf(organization));
    expect(all.json()).toMatchObject([first, { id: inactive, active: false, type: 'CompanyAccount' }]);
    expect(
      (await world.call('/accounts?includeInactive=true&offset=1', platformOf(organization))).json(),
    ).toMatchObject([{ id: inactive }]);
  });

  it('show a member the own account only', async () => {
    const organization = await world.founder.found({ organizationName: 'Roles', email: 'r@roles.test' });
    const accountId = await world.addAccount(organization, 'Mine');
    const member = await world.addUser(organization, 'm@roles.test', 'member', accountId);
    const header = `User ${member.secret}, Organization ${organization.organization.secret}`;
    expect((await world.call('/users', header)).json()).toMatchObject([{ id: member.userId }]);
    expect((await world.call('/accounts', header)).json()).toMatchObject([{ id: accountId }]);
    expect((await world.call(`/users/${organization.user.id}`, header)).status).toBe(404);
    expect((await world.call(`/accounts/${organization.accountId}`, header)).status).toBe(404);
    expect((await world.call(`/users/${member.userId}`, platformOf(organization))).status).toBe(200);
  });
});

describe('GET /accounts/{id} and /organizations/me', () => {
  it('answer about what is the caller’s', async () => {
    expect((await world.call(`/accounts/${world.acme.accountId}`, platformOf(world.acme))).json()).toMatchObject({
      id: world.acme.accountId,
    });
    expect((await world.call('/organizations/me', platformOf(world.acme))).json()).toEqual(world.acme.organization);
  });

  it.each(['-1', '0', 'x', '999999', '99999999999', '%00'])('answer 404 for the account %s', async (id) => {
    expect((await world.call(`/accounts/${id}`, platformOf(world.acme))).status).toBe(404);
  });

  it('answer 404 for the account of another organization', async () => {
    expect((await world.call(`/accounts/${world.other.accountId}`, platformOf(world.acme))).status).toBe(404);
  });
});
