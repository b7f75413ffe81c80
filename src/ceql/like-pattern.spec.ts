import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likePattern } from './like-pattern.js';

/** The definition of LIKE, word for word; exponential, so only for short texts. */
function naive(pattern: readonly string[], text: readonly string[]): boolean {
  const [token, ...rest] = pattern;
  if (token === undefined) return text.length === 0;
  if (token === '%') return naive(rest, text) || (text.length > 0 && naive(pattern, text.slice(1)));
  return text.length > 0 && (token === '_' || token === text[0]) && naive(rest, text.slice(1));
}

describe('likePattern', () => {
  it.each<[string, string, boolean]>([
    ['dice', 'dice', true],
    ['dice', 'dices', false],
    ['', '', true],
    ['', 'a', false],
    ['%', '', true],
    ['a%', 'a', true],
    ['a%a', 'a', false],
    ['ab%ba', 'aba', false],
    ['%b%', 'abc', true],
    ['%a%b%', 'ba', false],
    ['%ab%b', 'ab', false],
    ['_', '😀', true],
    ['__', '😀', false],
    ['%_', '', false],
    ['_%_', 'ab', true],
    ['a.c', 'abc', false],
    ['[a]*', 'a', false],
    ['a\\%', 'a\\b', true],
    ['%x_', 'axbxc', true],
  ])('%j against %j is %p', (pattern, text, expected) => {
    expect(likePattern(pattern)(text)).toBe(expected);
  });

  it('agrees with the definition of LIKE', () => {
    const letters = fc.constantFrom('a', 'b', '😀');
    const patterns = fc.array(fc.oneof(letters, fc.constantFrom('%', '_')), { maxLength: 7 });
    fc.assert(
      fc.property(patterns, fc.array(letters, { maxLength: 9 }), (pattern, text) => {
        expect(likePattern(pattern.join(''))(text.join(''))).toBe(naive(pattern, text));
      }),
      { numRuns: 5000 },
    );
  });

  // Patterns with `_` are as long as they may be.
  it.each([
    ['many runs', `${'%a'.repeat(1000)}%b`],
    ['many runs of single characters', `${'%_a'.repeat(80)}%b`],
    ['a long part that nearly fits everywhere', `%${'a'.repeat(1000)}b%`],
    ['a long part with a single character', `%${'a'.repeat(250)}_b%`],
  ])('does not explode on %s', (_, pattern) => {
    const start = performance.now();
    expect(likePattern(pattern)('a'.repeat(20_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
