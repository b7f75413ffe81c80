import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conjuncts } from './conjuncts.js';
import { evaluateCeql } from './evaluate-ceql.js';
import { parseCeql } from './parse-ceql.js';
import { printCeql } from './print-ceql.js';

describe('conjuncts', () => {
  it.each<[string, readonly string[]]>([
    ['a = 1', ['a = 1']],
    ['a = 1 AND b > 2 AND c IS NULL', ['a = 1', 'b > 2', 'c IS NULL']],
    ['(a = 1 AND (b = 2 AND c = 3)) AND d = 4', ['a = 1', 'b = 2', 'c = 3', 'd = 4']],
    ['a IN (5) AND b IN (1, 2)', ['a = 5', 'b IN (1, 2)']],
    ['a = 1 OR b = 2', []],
    ['a = 1 AND (b = 2 OR c = 3)', ['a = 1']],
    ['NOT a = 1 AND b NOT IN (1) AND c IS NOT NULL AND NOT (d = 1 AND e = 2)', []],
  ])('finds in %j what must hold', (text, expected) => {
    expect(conjuncts(parseCeql(text)).map(printCeql)).toEqual(expected);
  });

  it('keeps the column of each comparison', () => {
    expect(conjuncts(parseCeql('a = 1 AND b IN (5)')).map(({ column }) => column)).toEqual([1, 11]);
  });

  it('never names a comparison that a found record does not satisfy', () => {
    const part = fc.constantFrom('a=1', 'b=1', 'a in (2)', 'b in (1,2)', 'not a=1', 'b is null', 'a is not null');
    const joined = fc.array(fc.tuple(part, fc.constantFrom(' and ', ' or ', ' and not ')), {
      minLength: 1,
      maxLength: 4,
    });
    const value = fc.constantFrom(undefined, 1, 2, 3);
    fc.assert(
      fc.property(joined, part, joined, value, value, (left, middle, right, a, b) => {
        const chain = (parts: readonly (readonly [string, string])[]) =>
          parts.map(([text, glue]) => text + glue).join('');
        const expression = parseCeql(`(${chain(left)}${middle}) and ${chain(right)}${middle}`);
        const read = (field: string) => (field === 'a' ? a : b);
        if (!evaluateCeql(expression, read, () => 'number')) return;
        for (const each of conjuncts(expression)) expect(evaluateCeql(each, read, () => 'number')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
