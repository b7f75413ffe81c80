import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scrub } from './redact.js';

describe('scrub', () => {
  const secret = 's3cr+et/Ünï "q"';

  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in lower case', encodeURIComponent(secret).toLowerCase()],
    ['form-encoded', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['in base64', Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1)],
    ['in base64url', Buffer.from(secret).toString('base64url').slice(0, -1)],
    ['in a JSON string', JSON.stringify(secret).slice(1, -1)],
  ])('removes a secret %s', (_, spelled) => {
    const scrubbed = scrub(`before ${spelled} after`, [secret]);
    expect(scrubbed).not.toContain(spelled);
    expect(scrubbed).toMatch(/^before \[removed\].* after$/);
  });

  it.each(['a:', 'ab:', 'abc:'])(
    'removes a secret out of the base64 of a longer text that begins with %s',
    (prefix) => {
      const long = 'client-secret-of-many-characters';
      const scrubbed = scrub(`bad ${Buffer.from(`${prefix}${long}!`).toString('base64')}`, [long]);
      expect(Buffer.from(scrubbed.slice(4), 'base64').toString()).not.toContain('secret-of-many');
      expect(scrubbed).toContain('[removed]');
    },
  );

  it.each([
    'Bearer abcdef1234567890 was refused',
    'key KeapAK-0123abcd.ef was refused',
    'accessToken 3BC90A14-6647-479D-AEAF-52F05ED5EAFE was refused',
    '"accessToken":"3bc90a14-6647-479d-aeaf-52f05ed5eafe" was refused',
    'refresh_token=rt_0123456789 was refused',
    'Authorization: Basic YTpiY2RlZmc= was refused',
    'token eyJhbGciOi.eyJzdWIiOiIx.c2lnbmF0dXJl was refused',
  ])('removes what looks like a credential: %s', (text) => {
    const scrubbed = scrub(text, []);
    expect(scrubbed).toContain('[removed]');
    expect(scrubbed).toContain('was refused');
    expect(scrubbed).not.toMatch(/abcdef1234|0123abcd|3bc90a14|rt_0123|YTpi|c2ln/i);
  });

  it('leaves ordinary words about tokens and record ids alone', () => {
    const text = 'Bearer token expired for record 3BC90A14-6647-479D-AEAF-52F05ED5EAFE';
    expect(scrub(text, [])).toBe(text);
  });

  it('reduces a page of HTML to its title', () => {
    expect(
      scrub('<!DOCTYPE html>\n<html><head><title>Keap - Page\nNot Found</title></head><body>x</body></html>', []),
    ).toBe('Keap - Page Not Found');
    expect(scrub('<html><body><h2>Your client is <b>wrong</b>.</h2></body></html>', [])).toBe('Your client is wrong .');
  });

  it('finds a secret that lies across the end of what is looked at', () => {
    const long = 'x'.repeat(100);
    const filler = '<p>'.repeat(Math.floor((16 * 1024 - 50) / 3));
    expect(scrub(`<html>${filler}${long}`, [long])).not.toContain('xx');
  });

  it('takes regular expression characters in a secret literally', () => {
    expect(scrub('a.*+?^${}()|[]\\/-b and abc', ['.*+?^${}()|[]\\/-'])).toBe('a[removed]b and abc');
  });

  it('never answers more than 500 characters, never a whole secret, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 2000 }),
        fc.string({ unit: 'binary', minLength: 8, maxLength: 30 }),
        (text, key) => {
          const scrubbed = scrub(`${text}${key}${text}`, [key]);
          expect(scrubbed.length).toBeLessThanOrEqual(500);
          expect(scrubbed.isWellFormed() || !text.isWellFormed() || !key.isWellFormed()).toBe(true);
          if (!'[removed]'.includes(key)) expect(scrubbed).not.toContain(key);
        },
      ),
    );
  });
});
