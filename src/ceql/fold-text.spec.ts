import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints, foldText } from './fold-text.js';

describe('foldText', () => {
  it.each([
    ['JOSÉ', 'jose\u0301'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['İstanbul', 'istanbul'],
    ['ÅNGSTRÖM', 'a\u030angstro\u0308m'],
    ['Ⅷ', 'ⅷ'],
  ])('makes %j and %j one', (left, right) => {
    expect(foldText(left)).toBe(foldText(right));
  });

  it('keeps different letters apart', () => {
    expect(foldText('é')).not.toBe(foldText('e'));
    expect(foldText('ß')).not.toBe(foldText('ss'));
  });

  it('changes nothing when it is applied again, and counts one letter as one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text));
      }),
      { numRuns: 2000 },
    );
    for (const letter of ['İ', 'Σ', 'É', '😀', 'ẞ']) expect(Array.from(foldText(letter))).toHaveLength(1);
  });
});

describe('compareCodePoints', () => {
  it('orders as the lists of code points do', () => {
    const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
    const naive = (left: readonly number[], right: readonly number[]): number => {
      const index = left.findIndex((point, at) => point !== right[at]);
      if (index < 0) return left.length === right.length ? 0 : -1;
      return Math.sign((left[index] ?? 0) - (right[index] ?? -1));
    };
    const near = fc.string({ unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}') });
    fc.assert(
      fc.property(near, near, (left, right) => {
        expect(Math.sign(compareCodePoints(left, right)) + 0).toBe(naive(points(left), points(right)));
      }),
      { numRuns: 2000, examples: [['\uffff', '😀']] },
    );
  });
});
