import { beforeAll, describe, expect, it } from '@jest/globals';
import { PasswordCheck } from './password-check.js';
import { hashPassword, verifyPassword } from './passwords.js';

const password = 'correct horse äö🐴';
let person: { readonly name: string; readonly passwordHash: string };

beforeAll(async () => {
  person = { name: 'Ada', passwordHash: await hashPassword(password) };
});

const attempt = (over: { emailKey?: string; address?: string; password?: string } = {}) => ({
  emailKey: 'ada@example.com',
  address: '192.0.2.1',
  password: 'wrong',
  ...over,
});

describe('passwords', () => {
  it('are hashed with argon2id and 19 MiB, each time with another salt', async () => {
    expect(person.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/);
    expect(await hashPassword(password)).not.toBe(person.passwordHash);
    expect(await verifyPassword(person.passwordHash, password)).toBe(true);
    expect(await verifyPassword(person.passwordHash, `${password} `)).toBe(false);
  });

  it('find the candidate they belong to', async () => {
    const other = { name: 'Bob', passwordHash: await hashPassword('another one') };
    const check = new PasswordCheck();
    expect(await check.find([other, person], attempt({ password }))).toBe(person);
    expect(await check.find([other], attempt({ password }))).toBeUndefined();
    expect(await check.find([], attempt({ password }))).toBeUndefined();
  });

  it('may be wrong ten times a minute for one person from one address, even all at once', async () => {
    const check = new PasswordCheck();
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => check.find([person], attempt())));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(check.find([person], attempt({ password }))).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
    expect(await check.find([person], attempt({ password, address: '192.0.2.2' }))).toBe(person);
    expect(await check.find([person], attempt({ password, emailKey: 'bob@example.com' }))).toBe(person);
  });

  it('that are right are never limited', async () => {
    const check = new PasswordCheck();
    for (let round = 0; round < 12; round += 1) {
      expect(await check.find([person], attempt({ password }))).toBe(person);
    }
  });

  it('may be wrong sixty times a minute from one address, and refused attempts do not count for it', async () => {
    const check = new PasswordCheck();
    const wrong = (emailKey: string, times: number) =>
      Promise.allSettled(Array.from({ length: times }, () => check.find([], attempt({ emailKey }))));
    await wrong('first@example.com', 80);
    for (let who = 0; who < 5; who += 1) await wrong(`other${who}@example.com`, 10);
    await expect(check.find([person], attempt({ password }))).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
    expect(await check.find([person], attempt({ password, address: '192.0.2.2' }))).toBe(person);
  });
});
