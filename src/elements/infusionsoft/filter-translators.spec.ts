import { describe, expect, it } from '@jest/globals';
import type { Comparison, ComparisonOperator } from '../../ceql/expression.js';
import { byId, byIds, byNumber, byPrefix, byWindow, toFilter } from './filter-translators.js';

const asked = (operator: ComparisonOperator, ...texts: readonly string[]): Comparison => ({
  kind: 'comparison',
  field: 'f',
  operator,
  values: texts.map((text) => ({ kind: 'string', text })),
  column: 1,
});

describe('a text', () => {
  it('is sent as the prefix that the grammar can say', () => {
    const name = byPrefix('name');
    expect(name(asked('=', 'Smith; Sons'))).toEqual({ 'name==': 'Smith*' });
    expect(name(asked('LIKE', 'Smi%th'))).toEqual({ 'name==': 'Smi*' });
    expect(name(asked('=', 'a*b,c'))).toEqual({ 'name==': 'a*' });
  });

  it.each([
    ['=', ';x'],
    ['LIKE', '%x'],
    ['!=', 'x'],
    ['>', 'x'],
  ] as const)('is not sent for %s %s', (operator, text) => {
    expect(byPrefix('name')(asked(operator, text))).toBeUndefined();
  });
});

describe('ids', () => {
  it('are sent as far as the provider takes so many, and only when all of them are ids', () => {
    expect(byIds('ids', 2)(asked('IN', '1', '2'))).toEqual({ 'ids==': '1,2' });
    expect(byIds('ids', 2)(asked('IN', '1', '2', '3'))).toBeUndefined();
    expect(byIds('ids')(asked('IN', '1', '2;x==1'))).toBeUndefined();
    expect(byId('contact_id')(asked('IN', '1', '2'))).toBeUndefined();
    expect(byIds('ids', 2, (text) => text.split('-').at(-1) ?? '')(asked('=', '7-8'))).toEqual({ 'ids==': '8' });
  });
});

describe('a number', () => {
  it('is compared with the operator of the question', () => {
    expect(byNumber('n')(asked('>=', '10.5'))).toEqual({ 'n>=': '10.5' });
    expect(byNumber('n')(asked('=', '-3'))).toEqual({ 'n==': '-3' });
  });

  it.each([
    ['!=', '1'],
    ['>', '1e3'],
    ['=', '1;x==2'],
    ['IN', '1'],
  ] as const)('is not sent for %s %s', (operator, text) => {
    expect(byNumber('n')(asked(operator, text))).toBeUndefined();
  });
});

describe('a window of time', () => {
  const window = byWindow('since', 'until');
  it('is a second wider at its ends, in milliseconds and UTC', () => {
    expect(window(asked('>', '2026-01-02T03:04:05+01:00'))).toEqual({ 'since==': '2026-01-02T02:04:04.000Z' });
    expect(window(asked('<=', '2026-01-02 03:04:05'))).toEqual({ 'until==': '2026-01-02T03:04:06.000Z' });
    expect(window(asked('>=', '2026-01-02'))).toEqual({ 'since==': '2026-01-01T23:59:59.000Z' });
  });

  it('is not sent for a time that cannot be read, nor for equality', () => {
    expect(window(asked('>', 'soon'))).toBeUndefined();
    expect(window(asked('=', '2026-01-02'))).toBeUndefined();
  });
});

describe('criteria', () => {
  it('are joined into one filter, and none is no filter', () => {
    expect(toFilter([{ 'a==': 'x*' }, { 'n>': '1', 'n<': '2' }])).toEqual({ filter: 'a==x*;n>1;n<2' });
    expect(toFilter([])).toEqual({});
  });
});
