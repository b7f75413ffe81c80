import { describe, expect, it } from '@jest/globals';
import { parsePlatformId } from './platform-id.js';

describe('an id of ours', () => {
  it.each([
    ['1', 1],
    ['2147483647', 2_147_483_647],
  ])('is read from %j', (text, id) => {
    expect(parsePlatformId(text)).toBe(id);
  });

  it.each(['', '0', '-1', '01', '+1', '1.0', '1e3', ' 1', '1\n', '1\u0000', '١', 'me', '2147483648', '9'.repeat(400)])(
    'is not read from %j',
    (text) => {
      expect(parsePlatformId(text)).toBeUndefined();
    },
  );
});
