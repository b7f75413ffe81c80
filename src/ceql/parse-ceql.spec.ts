import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import type { ComparisonOperator, Expression, Literal } from './expression.js';
import { parseCeql } from './parse-ceql.js';

/** Writes an expression as nested lists, columns left out. */
function shape(expression: Expression): unknown {
  if (expression.kind === 'not') return ['not', shape(expression.term)];
  if (expression.kind !== 'comparison') return [expression.kind, ...expression.terms.map(shape)];
  return [expression.field, expression.operator, ...expression.values.map(({ kind, text }) => `${kind}:${text}`)];
}

function refusalOf(text: string): string {
  try {
    parseCeql(text);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    expect([error.reason, error.status, error.details.path]).toEqual(['INVALID_CEQL', 400, 'where']);
    return error.message;
  }
  throw new Error(`not refused: ${text}`);
}

describe('parseCeql', () => {
  it.each<[string, unknown]>([
    ["name like 'Dice'", ['name', 'LIKE', 'string:Dice']],
    ['activityTypeIds in (100005)', ['activityTypeIds', 'IN', 'number:100005']],
    ["Email='x'", ['Email', '=', 'string:x']],
    [" id = 'a' ", ['id', '=', 'string:a']],
    ['lastUpdatedAt > 1417556990', ['lastUpdatedAt', '>', 'number:1417556990']],
    ['id in ( 5 )', ['id', 'IN', 'number:5']],
    ["key in ('a','b')", ['key', 'IN', 'string:a', 'string:b']],
    ['AnnualRevenue >= 100000', ['AnnualRevenue', '>=', 'number:100000']],
    ["config.url= 'https://a.example/?b'", ['config.url', '=', 'string:https://a.example/?b']],
    [
      '`metaData.lastUpdateTime` > 2015-01-06T09:31:38-07:00',
      ['metaData.lastUpdateTime', '>', 'bareword:2015-01-06T09:31:38-07:00'],
    ],
    ["name = 'O''Brien'", ['name', '=', "string:O'Brien"]],
    ["name = ''''", ['name', '=', "string:'"]],
    ["name = ''", ['name', '=', 'string:']],
    ["Department!='Procurement'", ['Department', '!=', 'string:Procurement']],
    ["a<>'b'", ['a', '!=', 'string:b']],
    ['a<-1', ['a', '<', 'number:-1']],
    ['a<=2.50', ['a', '<=', 'number:2.50']],
    ['private=TRUE', ['private', '=', 'boolean:TRUE']],
    ['email = ann+b@example.com', ['email', '=', 'bareword:ann+b@example.com']],
    ['phone = +15551234567', ['phone', '=', 'bareword:+15551234567']],
    ['name LIKE a%_b', ['name', 'LIKE', 'bareword:a%_b']],
    ['from = 1', ['from', '=', 'number:1']],
    ['order = value', ['order', '=', 'bareword:value']],
    ["value in('x')", ['value', 'IN', 'string:x']],
    ['like_x like notes', ['like_x', 'LIKE', 'bareword:notes']],
    ['`and` = 1', ['and', '=', 'number:1']],
    ['`a``b c` = 1', ['a`b c', '=', 'number:1']],
    ['customFields.6 = 1', ['customFields.6', '=', 'number:1']],
    ['größe = ñ', ['größe', '=', 'bareword:ñ']],
    ['a iS nUlL', ['a', 'IS NULL']],
    ['a is not null', ['not', ['a', 'IS NULL']]],
    ["a not like 'x'", ['not', ['a', 'LIKE', 'string:x']]],
    ['a NOT IN (1, 2)', ['not', ['a', 'IN', 'number:1', 'number:2']]],
    ['not a = 1', ['not', ['a', '=', 'number:1']]],
    ['not not(a = 1)', ['not', ['not', ['a', '=', 'number:1']]]],
    ["a='x'and b='y'", ['and', ['a', '=', 'string:x'], ['b', '=', 'string:y']]],
    ['a\n=\t1\r\n', ['a', '=', 'number:1']],
    // In capitals this dotless i is an I; a keyword has only ASCII letters.
    ['l\u0131ke = 1', ['l\u0131ke', '=', 'number:1']],
  ])('reads %j', (text, expected) => {
    expect(shape(parseCeql(text))).toEqual(expected);
  });

  it.each<[string, string]>([
    ['a=1 or b=1 and c=1', '(a | (b & c))'],
    ['a=1 and b=1 or c=1', '((a & b) | c)'],
    ['(a=1 or b=1) and c=1', '((a | b) & c)'],
    ['a=1 and b=1 and c=1', '(a & b & c)'],
    ['(a=1 and b=1) and c=1', '((a & b) & c)'],
    ['not a=1 and b=1', '(!a & b)'],
    ['not (a=1 and b=1)', '!(a & b)'],
    ['a=1 or not b=1 or (((c=1)))', '(a | !b | c)'],
    ["a > '1' and (lastName = 'Eckle' or lastName = 'Schrage')", '(a & (lastName | lastName))'],
  ])('gives NOT, AND and OR their precedence in %j', (text, expected) => {
    const nesting = (expression: Expression): string => {
      if (expression.kind === 'comparison') return expression.field;
      if (expression.kind === 'not') return `!${nesting(expression.term)}`;
      return `(${expression.terms.map(nesting).join(expression.kind === 'and' ? ' & ' : ' | ')})`;
    };
    expect(nesting(parseCeql(text))).toBe(expected);
  });

  it('keeps the column at which each comparison begins', () => {
    const columns = (expression: Expression): readonly number[] => {
      if (expression.kind === 'comparison') return [expression.column];
      return expression.kind === 'not' ? columns(expression.term) : expression.terms.flatMap(columns);
    };
    expect(columns(parseCeql("  a=1 and (not `b`=2 or c not in ('x'))"))).toEqual([3, 16, 25]);
  });

  it.each<[string, number, string]>([
    ['', 1, 'the expression is empty'],
    [' \t\n ', 1, 'the expression is empty'],
    ['a', 2, 'expected one of =, !=, <, <=, >, >=, LIKE, IN, IS, but the expression ends'],
    ['a =', 4, 'expected a value, but the expression ends'],
    ['= 1', 1, "expected a field name, found '='"],
    ["'a' = 1", 1, "expected a field name, found 'a'"],
    ['5 = 5', 1, "expected a field name, found '5'"],
    ['a..b = 1', 1, "expected a field name, found 'a..b'"],
    ['a.`b` = 1', 1, "expected a field name, found 'a.'"],
    ['`` = 1', 1, "expected a field name, found ''"],
    ['x = 1 and and = 1', 11, "expected a field name (a keyword as a name needs backticks), found 'and'"],
    ['a == 1', 4, "expected a value, found '='"],
    ['a => 1', 4, "expected a value, found '>'"],
    ['a < > 1', 5, "expected a value, found '>'"],
    ['a ! 1', 3, "'!' is not expected here; a value that holds it needs single quotes"],
    ['a = "x"', 5, 'text stands in single quotes, not in double quotes'],
    ['a = `x`', 5, "expected a value, found 'x'"],
    ['a = 5;', 6, "';' is not expected here; a value that holds it needs single quotes"],
    ['a = and', 5, "expected a value (a keyword as a value needs single quotes), found 'and'"],
    ['a = null', 5, "expected a value (IS NULL finds what is absent), found 'null'"],
    [
      'a = John Smith',
      10,
      "expected AND, OR or the end (a value that holds blanks needs single quotes), found 'Smith'",
    ],
    ["a = 'x' -- b", 9, "expected AND, OR or the end (a value that holds blanks needs single quotes), found '--'"],
    ['a = 1)', 6, "expected AND, OR or the end (a value that holds blanks needs single quotes), found ')'"],
    ["a = 'x", 5, "the ' that opens here is never closed"],
    ["a = 'x''", 5, "the ' that opens here is never closed"],
    ['x=1 or `a = 1', 8, 'the ` that opens here is never closed'],
    ['(a = 1', 7, 'expected AND, OR or ), but the expression ends'],
    ['()', 2, "expected a field name, found ')'"],
    ['a in 1', 6, "expected ( after IN, found '1'"],
    ['a in ()', 7, "expected a value, found ')'"],
    ['a in (1,)', 9, "expected a value, found ')'"],
    ['a in (1 2)', 9, "expected , or ), found '2'"],
    ['a is 1', 6, "expected NULL or NOT NULL, found '1'"],
    ['a is not 1', 10, "expected NULL, found '1'"],
    ['a not = 1', 7, "expected IN or LIKE, found '='"],
    ['not', 4, 'expected a field name, but the expression ends'],
    ['a = 1 or', 9, 'expected a field name, but the expression ends'],
    ["a = 'x\u0000y'", 7, 'the character U+0000 is not allowed'],
    ["a = 'x\ny'", 7, 'the character U+000A is not allowed'],
    ['a\u0000 = 1', 2, 'the character U+0000 is not allowed'],
    ['a = 1\u000b', 6, 'the character U+000B is not allowed'],
    ['`a\u0085` = 1', 3, 'the character U+0085 is not allowed'],
    ["a = '\ud800'", 6, 'the character U+D800 is not allowed'],
    // The earlier of two mistakes is the one that is told.
    ['a b "', 3, "expected one of =, !=, <, <=, >, >=, LIKE, IN, IS, found 'b'"],
  ])('refuses %j at column %d', (text, column, message) => {
    expect(refusalOf(text)).toBe(`Error parsing query at column ${column}: ${message}.`);
  });

  it('cuts what it quotes of a long text', () => {
    expect(refusalOf(`a = b ${'😀x'.repeat(1000)}`)).toContain("'😀'");
    expect(refusalOf(`a = b ${'y'.repeat(1000)}`)).toContain(`found '${'y'.repeat(40)}…'.`);
  });

  it('keeps any printable text in quotes as one literal', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(printable, fc.constantFrom<ComparisonOperator>('=', '!=', '<', '>=', 'LIKE'), (text, operator) => {
        const parsed = parseCeql(`a ${operator} '${text.replaceAll("'", "''")}'`);
        const value: Literal = { kind: 'string', text };
        expect(parsed).toEqual({ kind: 'comparison', field: 'a', operator, values: [value], column: 1 });
      }),
    );
  });
});
