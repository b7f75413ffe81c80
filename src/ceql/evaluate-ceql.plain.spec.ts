import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluateCeql } from './evaluate-ceql.js';
import type { Expression } from './expression.js';
import { parseCeql } from './parse-ceql.js';
import type { ValueType } from './value-type.js';

const types: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['name', 'string'],
  ['age', 'number'],
  ['active', 'boolean'],
  ['birthday', 'date'],
  ['createdAt', 'datetime'],
  ['listIds', 'strings'],
]);
const typeOf = (field: string) => types.get(field);

const samples: Readonly<Record<string, readonly unknown[]>> = {
  name: ['Ann', 'ann', 'ANN%', 'Ämy', 'bob', '', '5', 5, null, undefined],
  age: [0, 1, -1, 2.5, 10, '10', 'x', null, undefined],
  active: [true, false, 1, 'false', null],
  birthday: ['2015-01-06', '2015-01-07', '1980-12-31', '--05-17', '--12-31', 'x', undefined],
  createdAt: ['2015-01-06', '2015-01-06T09:31:38-07:00', '2015-01-06T16:31:38Z', 1420561898000, null],
  listIds: [[], ['5'], ['5', '7'], ['7', null], ['ann', 'bob'], undefined],
};
const records = fc.record(
  Object.fromEntries(Object.entries(samples).map(([field, values]) => [field, fc.constantFrom(...values)])),
);
const literalsOf: Readonly<Record<string, readonly string[]>> = {
  name: ["'Ann'", "'ämy'", "''", '5', 'bob', "'A%'", "'_nn'", "'%n%'"],
  age: ['0', '1', "'2.5'", '-1', '10', '9'],
  active: ['true', "'FALSE'", '1', '0'],
  birthday: ['2015-01-06', "'2015-01-06T23:00:00-07:00'", '1980-12-31', '--05-17', "'--06-01'"],
  createdAt: ['2015-01-06', '2015-01-06T16:31:38Z', '1420561898', "'2015-01-06 20:00'"],
  listIds: ['5', "'7'", 'ANN', "'%n%'", "''"],
};
const comparisonTexts = fc.constantFrom(...Object.keys(literalsOf)).chain((field) => {
  const literals = fc.constantFrom(...(literalsOf[field] ?? []));
  const like = field === 'name' || field === 'listIds' ? ['LIKE', 'NOT LIKE'] : [];
  return fc.oneof(
    fc
      .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>=', ...like), literals)
      .map((parts) => `${field} ${parts.join(' ')}`),
    fc
      .tuple(fc.constantFrom('IN', 'NOT IN'), fc.array(literals, { minLength: 1, maxLength: 3 }))
      .map(([operator, list]) => `${field} ${operator} (${list.join(', ')})`),
    fc.constantFrom(`${field} IS NULL`, `${field} IS NOT NULL`),
  );
});
const whereTexts = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    comparisonTexts,
    tie('node').map((inner) => `NOT (${inner})`),
    fc
      .tuple(tie('node'), fc.constantFrom('AND', 'OR'), tie('node'))
      .map(([left, joint, right]) => `(${left}) ${joint} (${right})`),
  ),
})).node;

/** SQL's logic as numbers: 1 true, 0 false, a half unknown; NOT is 1 - x, AND the least, OR the greatest. */
function plainTruth(expression: Expression, record: Readonly<Record<string, unknown>>): number {
  if (expression.kind === 'not') return 1 - plainTruth(expression.term, record);
  if (expression.kind !== 'comparison') {
    const truths = expression.terms.map((term) => plainTruth(term, record));
    return expression.kind === 'and' ? Math.min(...truths) : Math.max(...truths);
  }
  const { field, operator, values } = expression;
  const value = record[field];
  const items = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  if (operator === 'IS NULL') return items.length === 0 ? 1 : 0;
  if (items.length === 0) return 0.5;
  const truths = items.map((item) => {
    const left = plainValue(field, item);
    if (left === undefined) return 0.5;
    const wanted = values.map(({ text }) => plainValue(field, text) ?? '');
    if (operator === 'IN' && wanted.includes(left)) return 1;
    if (wanted.some((right) => isYearless(right) !== isYearless(left))) return 0.5;
    return wanted.some((right) => plainCompare(left, operator, right)) ? 1 : 0;
  });
  return Math.max(...truths);
}

const isYearless = (value: string | number): boolean => /^--\d\d-\d\d$/.test(String(value));

function plainValue(field: string, value: unknown): string | number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value);
  if (field === 'name' || field === 'listIds') return text.toLowerCase();
  if (field === 'age') return Number.isNaN(Number(text)) ? undefined : Number(text);
  if (field === 'active') return ['true', '1'].includes(text.toLowerCase()) ? 1 : 0;
  if (field === 'birthday') return text === 'x' ? undefined : text.slice(0, 10);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  return text.length === 16 ? Date.parse(`${text.replace(' ', 'T')}Z`) : Date.parse(text);
}

function plainCompare(left: string | number, operator: string, right: string | number): boolean {
  if (operator === 'LIKE') {
    const source = String(right).replaceAll('%', '.*').replaceAll('_', '.');
    return new RegExp(`^${source}$`, 'su').test(String(left));
  }
  const order = left === right ? 0 : left < right ? -1 : 1;
  const accepted =
    { '=': [0], IN: [0], '!=': [-1, 1], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] }[operator] ?? [];
  return accepted.includes(order);
}

describe('evaluateCeql', () => {
  it('agrees with a plain second evaluation', () => {
    const found = { true: 0, false: 0 };
    fc.assert(
      fc.property(whereTexts, records, (text, record) => {
        const expression = parseCeql(text);
        const result = evaluateCeql(expression, (field) => record[field], typeOf);
        found[`${result}`] += 1;
        expect(result).toBe(plainTruth(expression, record) === 1);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(found.true, found.false)).toBeGreaterThan(500);
  });
});
