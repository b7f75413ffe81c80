import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Comparison, ComparisonOperator, Expression, Literal } from './expression.js';
import { parseCeql } from './parse-ceql.js';
import { printCeql } from './print-ceql.js';
import { rewriteFields } from './rewrite-fields.js';

function withoutColumns(expression: Expression): Expression {
  if (expression.kind === 'comparison') return { ...expression, column: 0 };
  if (expression.kind === 'not') return { kind: 'not', term: withoutColumns(expression.term) };
  return { kind: expression.kind, terms: expression.terms.map(withoutColumns) };
}

const printable = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
const fields = fc.oneof(
  fc.constantFrom('id', 'address.state', 'order', 'and', 'NULL', 'a b', 'a`b', '5', 'a..b', "o'x", 'über', 'é.6'),
  printable.filter((text) => text.trim() !== ''),
);
const literals: fc.Arbitrary<Literal> = fc.oneof(
  fc
    .oneof(printable, fc.constantFrom("'", "''", 'and', '5', 'true', ''))
    .map((text) => ({ kind: 'string' as const, text })),
  fc.constantFrom('0', '-1', '2.50', '007').map((text) => ({ kind: 'number' as const, text })),
  fc.constantFrom('true', 'FALSE').map((text) => ({ kind: 'boolean' as const, text })),
  fc
    .constantFrom('2015-01-06T09:31:38-07:00', 'a@b.example', '+5', '1e3', 'from', 'a%', '--', 'ñ')
    .map((text) => ({ kind: 'bareword' as const, text })),
);
const comparison = (operator: ComparisonOperator, minLength: number, maxLength: number): fc.Arbitrary<Comparison> =>
  fc.record({
    kind: fc.constant('comparison' as const),
    field: fields,
    operator: fc.constant(operator),
    values: fc.array(literals, { minLength, maxLength }),
    column: fc.constant(0),
  });
const singles: readonly ComparisonOperator[] = ['=', '!=', '<', '<=', '>', '>=', 'LIKE'];
const comparisons = fc.oneof(
  ...singles.map((operator) => comparison(operator, 1, 1)),
  comparison('IN', 1, 4),
  comparison('IS NULL', 0, 0),
);
const expressions = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    comparisons,
    tie('node').map((term) => ({ kind: 'not' as const, term })),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).node;

describe('printCeql', () => {
  it.each<[string, string]>([
    ["  a='x'  and(b=1 or c<>2)", "a = 'x' AND (b = 1 OR c != 2)"],
    ['(a=1 and b=2) or c=3', 'a = 1 AND b = 2 OR c = 3'],
    ['(a=1 and b=2) and c=3', '(a = 1 AND b = 2) AND c = 3'],
    ['not(a in(1,2))', 'a NOT IN (1, 2)'],
    ['not not a is null', 'NOT a IS NOT NULL'],
    ['not ((a = 1))', 'NOT a = 1'],
    ["not (a not like 'x' or b=1)", "NOT (a NOT LIKE 'x' OR b = 1)"],
    ["`name`='O''Brien'", "name = 'O''Brien'"],
    ['`and`=1 or `a``b`=2', '`and` = 1 OR `a``b` = 2'],
  ])('writes %j as %j', (text, canonical) => {
    expect(printCeql(parseCeql(text))).toBe(canonical);
    expect(printCeql(parseCeql(canonical))).toBe(canonical);
  });

  it('is read back as the same expression', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        expect(withoutColumns(parseCeql(printCeql(expression)))).toEqual(expression);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[Literal['kind'], string]>([
    ['number', "1 OR c = 'x'"],
    ['number', 'five'],
    ['bareword', 'NULL'],
    ['bareword', 'a b'],
    ['boolean', ''],
  ])('quotes the %s %j, so that no value becomes syntax or something else', (kind, text) => {
    const values: readonly Literal[] = [{ kind, text }];
    const forged: Expression = { kind: 'comparison', field: 'a` = 1 OR `b', operator: '=', values, column: 1 };
    expect(parseCeql(printCeql(forged))).toEqual({ ...forged, values: [{ kind: 'string', text }] });
  });
});

describe('rewriteFields', () => {
  it('renames every field, telling its column, and changes nothing else', () => {
    const seen: string[] = [];
    const source = parseCeql("a = 'a' AND (NOT b IN (a) OR `a` IS NULL)");
    const rewritten = rewriteFields(source, (field, column) => {
      seen.push(`${field}@${column}`);
      return `vendor ${field}`;
    });
    expect(seen).toEqual(['a@1', 'b@18', 'a@30']);
    expect(printCeql(rewritten)).toBe("`vendor a` = 'a' AND (`vendor b` NOT IN (a) OR `vendor a` IS NULL)");
    expect(printCeql(source)).toBe("a = 'a' AND (b NOT IN (a) OR a IS NULL)");
    expect(withoutColumns(rewriteFields(rewritten, (field) => field.slice(7)))).toEqual(withoutColumns(source));
  });
});
