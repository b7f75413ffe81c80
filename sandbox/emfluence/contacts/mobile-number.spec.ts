import { describe, expect, it } from '@jest/globals';
import { toE164 } from './mobile-number.js';

describe('a mobile number', () => {
  it.each([
    ['(816) 555-0100', '+18165550100'],
    ['1 816 555 0100', '+18165550100'],
    ['+49 171 1234567', '+491711234567'],
    ['0049 171 1234567', '+491711234567'],
    ['+81-90-1234-5678', '+819012345678'],
    ['447700900123', '+447700900123'],
    ['0171 1234567', undefined],
    ['+1 123 456 7890', undefined],
    ['555-0100 ext. 3', undefined],
    ['12', undefined],
    ['+1234567890123456', undefined],
  ])('reads %s as %s', (text, expected) => {
    expect(toE164(text, 'assume-us')).toBe(expected);
  });

  it('needs its country when nothing may be assumed', () => {
    expect(toE164('(816) 555-0100', 'refuse')).toBeUndefined();
    expect(toE164('+1 816 555 0100', 'refuse')).toBe('+18165550100');
  });
});
