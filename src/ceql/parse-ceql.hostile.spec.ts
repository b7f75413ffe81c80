import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { parseCeql } from './parse-ceql.js';

function refusalOf(text: string): string {
  try {
    parseCeql(text);
  } catch (error) {
    if (error instanceof GatewayError && error.reason === 'INVALID_CEQL') return error.message;
    throw error;
  }
  throw new Error(`not refused: ${text.slice(0, 100)}`);
}

/** The quickest of several runs, so that a busy machine does not decide. */
function quickestMilliseconds(run: () => void): number {
  return Math.min(
    ...Array.from({ length: 7 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    }),
  );
}

describe('parseCeql given hostile text', () => {
  it('allows 32 levels of parentheses and NOT, and refuses the next', () => {
    const nested = (levels: number) => `${'('.repeat(levels)}a=1${')'.repeat(levels)}`;
    expect(parseCeql(nested(32))).toMatchObject({ kind: 'comparison', field: 'a', column: 33 });
    expect(refusalOf(nested(33))).toContain('column 33: parentheses and NOT nest deeper than 32');
    expect(refusalOf(`${'NOT '.repeat(33)}a=1`)).toContain('column 129: parentheses and NOT nest deeper than 32');
    expect(() => parseCeql(Array.from({ length: 50 }, () => '(NOT a=1)').join('AND'))).not.toThrow();
  });

  it('allows 100 comparisons and refuses the next', () => {
    expect(() => parseCeql(Array(100).fill('a=1').join(' or '))).not.toThrow();
    expect(refusalOf(Array(101).fill('a=1').join(' or '))).toContain('column 701: there are more than 100 comparisons');
  });

  it('counts its size limit in bytes of UTF-8', () => {
    const sized = (letter: string, bytes: number) => `a='${letter.repeat((bytes - 4) / Buffer.byteLength(letter))}'`;
    for (const letter of ['x', 'ñ', '😀']) {
      expect(Buffer.byteLength(sized(letter, 8192))).toBe(8192);
      expect(() => parseCeql(sized(letter, 8192))).not.toThrow();
      expect(refusalOf(`${sized(letter, 8192)} `)).toContain('the expression is longer than 8192 bytes');
    }
    expect(refusalOf('x'.repeat(5_000_000))).toContain('column 8193');
    expect(refusalOf('😀'.repeat(5000))).toContain('column 4097');
  });

  it('reads 2 KB of the worst input in less than 5 ms', () => {
    const fill = (unit: string, length = 2048) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    const worst = [
      fill('('),
      fill('NOT '),
      fill("''"),
      fill('``'),
      fill("a='"),
      fill('a=1 or '),
      fill('a in (1,1,1,1,'),
      `a in (${fill('1,', 2040)}1)`,
      `a = '${fill("''", 2042)}'`,
      fill('a.'),
      fill('1'),
      fill(' '),
      fill('='),
      fill('\u0000'),
      fill('ñ', 1024),
      `${fill('-', 2000)} = 1`,
      `${fill('a.', 2000)} = 1`,
    ];
    const attempt = (text: string) => {
      try {
        parseCeql(text);
      } catch (error) {
        expect(error).toBeInstanceOf(GatewayError);
      }
    };
    for (const text of worst) expect(quickestMilliseconds(() => attempt(text))).toBeLessThan(5);
  });

  it('throws nothing but a refusal with a column inside the text, whatever it is given', () => {
    const pieces = fc.constantFrom(
      ...["'", "''", '`', '(', ')', ',', '=', '<', '>', '!', ' ', 'a', 'b.c', '5', '-1.5', 'true', 'AND', 'or', 'NOT'],
      ...['in', 'IN (', 'like', 'is', 'null', '%', '\u0000', '\n', '\ud800', '😀', '--', ';', '\\', '"', 'constructor'],
    );
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ maxLength: 80 }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
    );
    let accepted = 0;
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          parseCeql(text);
          accepted += 1;
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
          const column = Number(/column (\d+): /.exec(error.message)?.[1]);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(text.length + 1);
          expect(error.message.length).toBeLessThan(220);
        }
      }),
      { numRuns: 5000, examples: [["a = '"], ['a = 1']] },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
