import { describe, expect, it } from '@jest/globals';
import { readRetryAfter, secondsUntil } from './retry-after.js';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('readRetryAfter', () => {
  it.each([
    ['0', 0],
    [' 7 ', 7],
    ['86400', 86_400],
    ['86401', 86_400],
    ['2026', 2026],
    ['9'.repeat(400), 86_400],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30],
    ['Sunday, 01-Mar-26 12:00:30 GMT', 30],
    ['Sun Mar  1 12:00:30 2026 GMT', 30],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 86_400],
  ])('reads %j as %d seconds', (header, seconds) => {
    expect(readRetryAfter(header, now)).toBe(seconds);
  });

  it.each([undefined, '', '-1', '1.5', '1e3', 'soon', '5 seconds', '0x10', 'Sun, 01 Mar 2026 11:59:59 GMT'])(
    'ignores %j',
    (header) => {
      expect(readRetryAfter(header, now)).toBeUndefined();
    },
  );
});

describe('secondsUntil', () => {
  it('rounds up, from one second to a day', () => {
    expect(secondsUntil(now + 1, now)).toBe(1);
    expect(secondsUntil(now + 1001, now)).toBe(2);
    expect(secondsUntil(now + 1e12, now)).toBe(86_400);
    expect(secondsUntil(now, now)).toBeUndefined();
    expect(secondsUntil(Number.NaN, now)).toBeUndefined();
  });
});
