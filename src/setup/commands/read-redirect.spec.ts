import { describe, expect, it } from '@jest/globals';
import { readRedirect } from './read-redirect.js';

const state = 'the-state';
const code = { kind: 'code', code: 'ac_12/3' };

describe('what is pasted after a consent', () => {
  it.each([
    `https://localhost/callback?code=ac_12%2F3&scope=full&state=${state}`,
    `  "https://localhost/callback?state=${state}&code=ac_12%2F3#_=_"\n`,
    'localhost/callback?code=ac_12%2F3',
    `code=ac_12%2F3&state=${state}`,
    'ac_12/3',
  ])('yields the code: %s', (pasted) => {
    expect(readRedirect(pasted, state)).toEqual(code);
  });

  it('is refused when its state is that of another consent, even with a code', () => {
    expect(readRedirect('https://localhost/callback?code=a&state=other', state).kind).toBe('mistake');
    expect(readRedirect('https://localhost/callback?error=access_denied&state=other', state).kind).toBe('mistake');
  });

  it('shows the error of the provider without characters that steer a terminal', () => {
    const pasted = `https://localhost/callback?error=access_denied&error_description=Not%1b%5b2J%0Atoday&state=${state}`;
    expect(readRedirect(pasted, state)).toEqual({ kind: 'denied', words: 'access_denied: Not [2J today' });
  });

  it.each(['', 'https://localhost/callback', 'https://localhost/callback?code=', 'two words', 'x'.repeat(5_000)])(
    'asks again for %j',
    (pasted) => {
      expect(readRedirect(pasted, state).kind).toBe('mistake');
    },
  );
});
