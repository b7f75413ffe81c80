import { describe, expect, it } from '@jest/globals';
import { ConsoleSessions } from './console-sessions.js';
import { readSessionCookie, toSetCookie } from './session-cookie.js';

const session = { organizationId: 1, userId: 2 };

describe('console sessions', () => {
  it('are found by their cookie alone, for ten minutes', () => {
    const clock = { now: 0 };
    const sessions = new ConsoleSessions(() => clock.now);
    const cookie = sessions.open(session);
    expect(Buffer.from(cookie, 'base64url')).toHaveLength(32);
    expect(sessions.find('')).toBeUndefined();
    clock.now = 599_999;
    expect(sessions.find(cookie)).toEqual(session);
    clock.now = 600_000;
    expect(sessions.find(cookie)).toBeUndefined();
  });

  it('end with the oldest when there are too many', () => {
    const sessions = new ConsoleSessions(() => 0);
    const cookies = Array.from({ length: 1001 }, () => sessions.open(session));
    expect(sessions.find(cookies[0] ?? '')).toBeUndefined();
    expect(sessions.find(cookies[1] ?? '')).toEqual(session);
    expect(sessions.find(cookies[1000] ?? '')).toEqual(session);
  });
});

describe('the session cookie', () => {
  it('is out of reach of scripts and other sites, and of plain HTTP where the login came over TLS', () => {
    expect(toSetCookie('v', false)).toBe('JSESSIONID=v; Path=/elements; Max-Age=600; HttpOnly; SameSite=Lax');
    expect(toSetCookie('v', true)).toMatch(/; Secure$/);
  });

  it.each([
    ['JSESSIONID=v', 'v'],
    ['a=b; JSESSIONID=v=w; c=d', 'v=w'],
    ['XJSESSIONID=v', undefined],
    ['a=JSESSIONID=v', undefined],
    [undefined, undefined],
  ])('is read from %j', (header, value) => {
    expect(readSessionCookie(header)).toBe(value);
  });
});
