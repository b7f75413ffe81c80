import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { User } from '../../src/authentication/user.entity.js';
import { AuthenticationWorld, password, platformOf, refusal, startApplication } from './authentication-world.js';

let world: AuthenticationWorld;

beforeAll(async () => {
  world = await AuthenticationWorld.start();
});

afterAll(() => world.stop());

describe('the console login', () => {
  const login = (form: string, on = world.application) =>
    on.inject({
      ...{ method: 'POST', url: '/elements/j_spring_security_check', payload: form },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const secretsFor = (cookie: string, on = world.application) =>
    on.inject({ method: 'GET', url: '/elements/api-v1/ui/getSecrets', headers: { cookie } });

  it('trades a name and a password for both secrets', async () => {
    const answer = await login(`j_username=ADA%40acme.test&j_password=${encodeURIComponent(password)}`);
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
    const read = await secretsFor(`theme=dark; ${cookie}`);
    expect(read.json()).toEqual({ user: world.acme.user.secret, company: world.acme.organization.secret });
    expect(read.headers['cache-control']).toBe('no-store');
    const user = await world.call(`/users/${world.acme.user.id}`, platformOf(world.acme));
    expect(user.json()).toMatchObject({ lastLoginDate: expect.stringMatching(/^20\d\d-.*Z$/) });
  });

  it('chooses the organization by the password where one e-mail is known in several', async () => {
    const answer = await login('j_username=ada%40acme.test&j_password=another+one');
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
    expect((await secretsFor(cookie)).json()).toEqual({
      user: world.other.user.secret,
      company: world.other.organization.secret,
    });
  });

  it.each([
    'j_username=ada%40acme.test&j_password=wrong',
    'j_username=nobody&j_password=x',
    'j_username=%00&j_password=x',
  ])('refuses %s without a cookie', async (form) => {
    const answer = await login(form);
    expect([answer.statusCode, answer.json()]).toEqual([401, { reason: 'UNAUTHENTICATED', message: refusal }]);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('refuses a form without a password as a bad request', async () => {
    expect((await login('j_username=ada%40acme.test')).statusCode).toBe(400);
  });

  it('gives nothing to a cookie it did not set, nor to a user who was disabled since', async () => {
    expect((await secretsFor('JSESSIONID=x')).statusCode).toBe(401);
    expect((await secretsFor('')).statusCode).toBe(401);
    const user = await world.addUser(world.acme, 'leaver@acme.test', 'member');
    const answer = await login(`j_username=leaver%40acme.test&j_password=${encodeURIComponent(password)}`);
    const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
    expect((await secretsFor(cookie)).statusCode).toBe(200);
    await world.dataSource.manager.update(User, { id: user.userId }, { active: false });
    expect((await secretsFor(cookie)).statusCode).toBe(401);
    expect((await login(`j_username=leaver%40acme.test&j_password=${password}`)).statusCode).toBe(401);
  });

  it('limits wrong passwords for a name, known or not', async () => {
    const statuses = [];
    for (let round = 0; round < 11; round += 1) {
      statuses.push((await login('j_username=guess%40acme.test&j_password=x')).statusCode);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  it('does not exist unless it is switched on', async () => {
    const off = await startApplication(world.dataSource, false);
    try {
      expect((await login(`j_username=ada%40acme.test&j_password=${password}`, off)).statusCode).toBe(404);
      expect((await secretsFor('JSESSIONID=x', off)).statusCode).toBe(404);
    } finally {
      await off.close();
    }
  });
});
