import { isPlainName, keywordOf, literalKind, type Keyword } from './bare-word.js';
import { ceqlError, excerpt } from './ceql-error.js';
import type { Comparison, ComparisonOperator, Expression, Literal } from './expression.js';
import { tokenizeCeql, type Token } from './tokenize-ceql.js';

export const CEQL_LIMITS = { bytes: 8192, depth: 32, comparisons: 100 } as const;

const symbols: ReadonlyMap<string, ComparisonOperator> = new Map<string, ComparisonOperator>([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);

/**
 * Reads a `where`. `NOT` binds tighter than `AND`, `AND` tighter than `OR`; parentheses keep the nesting they wrote.
 * Takes time linear in the text. Throws only `INVALID_CEQL`, and always with the column of the first mistake.
 */
export function parseCeql(text: string): Expression {
  const beyond = lengthWithin(text, CEQL_LIMITS.bytes);
  if (beyond < text.length) {
    throw ceqlError(beyond + 1, `the expression is longer than ${CEQL_LIMITS.bytes} bytes`);
  }
  return new CeqlParser(tokenizeCeql(text)).parse();
}

/** How much of the text fits into so many bytes of UTF-8, in UTF-16 units. */
function lengthWithin(text: string, limit: number): number {
  let bytes = 0;
  let length = 0;
  for (const character of text.slice(0, limit + 1)) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > limit) return length;
    length += character.length;
  }
  return length;
}

/** Recursive descent over the tokens of one text. */
class CeqlParser {
  private position = 0;
  private depth = 0;
  private comparisons = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Expression {
    const first = this.current();
    if (first.kind === 'end') throw ceqlError(1, 'the expression is empty');
    const expression = this.either();
    if (this.current().kind !== 'end') {
      throw this.unexpected('AND, OR or the end (a value that holds blanks needs single quotes)');
    }
    return expression;
  }

  private either(): Expression {
    return this.joined('OR', 'or', () => this.all());
  }

  private all(): Expression {
    return this.joined('AND', 'and', () => this.term());
  }

  private joined(keyword: Keyword, kind: 'and' | 'or', read: () => Expression): Expression {
    const first = read();
    const terms = [first];
    while (this.take(keyword)) terms.push(read());
    return terms.length === 1 ? first : { kind, terms };
  }

  private term(): Expression {
    const start = this.current();
    if (this.take('NOT')) return this.nested(start, () => ({ kind: 'not', term: this.term() }));
    if (start.kind !== '(') return this.comparison();
    return this.nested(start, () => {
      this.position += 1;
      const inner = this.either();
      this.expect(')', 'AND, OR or )');
      return inner;
    });
  }

  private nested(start: Token, read: () => Expression): Expression {
    if (this.depth === CEQL_LIMITS.depth) {
      throw ceqlError(start.column, `parentheses and NOT nest deeper than ${CEQL_LIMITS.depth}`);
    }
    this.depth += 1;
    const expression = read();
    this.depth -= 1;
    return expression;
  }

  private comparison(): Expression {
    const { column } = this.current();
    const field = this.field();
    if (this.comparisons === CEQL_LIMITS.comparisons) {
      throw ceqlError(column, `there are more than ${CEQL_LIMITS.comparisons} comparisons`);
    }
    this.comparisons += 1;
    const compared = (operator: ComparisonOperator, values: readonly Literal[]): Comparison => {
      return { kind: 'comparison', field, operator, values, column };
    };
    if (this.take('IS')) {
      const negated = this.take('NOT');
      if (!this.take('NULL')) throw this.unexpected(negated ? 'NULL' : 'NULL or NOT NULL');
      return negatedIf(negated, compared('IS NULL', []));
    }
    const negated = this.take('NOT');
    if (this.take('LIKE')) return negatedIf(negated, compared('LIKE', [this.value()]));
    if (this.take('IN')) return negatedIf(negated, compared('IN', this.list()));
    if (negated) throw this.unexpected('IN or LIKE');
    return compared(this.symbol(), [this.value()]);
  }

  private field(): string {
    const token = this.current();
    const named =
      token.kind === 'backticked' ? token.text.trim() !== '' : token.kind === 'word' && isPlainName(token.text);
    if (!named) {
      const reserved = token.kind === 'word' && keywordOf(token.text) !== undefined;
      throw this.unexpected(reserved ? 'a field name (a keyword as a name needs backticks)' : 'a field name');
    }
    this.position += 1;
    return token.text;
  }

  private symbol(): ComparisonOperator {
    const token = this.current();
    const operator = token.kind === 'operator' ? symbols.get(token.text) : undefined;
    if (operator === undefined) throw this.unexpected('one of =, !=, <, <=, >, >=, LIKE, IN, IS');
    this.position += 1;
    return operator;
  }

  private list(): readonly Literal[] {
    this.expect('(', '( after IN');
    const values = [this.value()];
    while (this.current().kind === ',') {
      this.position += 1;
      values.push(this.value());
    }
    this.expect(')', ', or )');
    return values;
  }

  private value(): Literal {
    const { kind, text } = this.current();
    if (kind !== 'quoted' && kind !== 'word') throw this.unexpected('a value');
    const keyword = kind === 'word' ? keywordOf(text) : undefined;
    if (keyword === 'NULL') throw this.unexpected('a value (IS NULL finds what is absent)');
    if (keyword !== undefined) throw this.unexpected('a value (a keyword as a value needs single quotes)');
    this.position += 1;
    return { kind: kind === 'quoted' ? 'string' : literalKind(text), text };
  }

  private expect(kind: Token['kind'], expected: string): void {
    if (this.current().kind !== kind) throw this.unexpected(expected);
    this.position += 1;
  }

  private take(keyword: Keyword): boolean {
    const token = this.current();
    if (token.kind !== 'word' || keywordOf(token.text) !== keyword) return false;
    this.position += 1;
    return true;
  }

  /** The tokens end with `end` or `bad`, which nothing consumes. */
  private current(): Token {
    return this.tokens[this.position] ?? { kind: 'end', text: '', column: 1 };
  }

  private unexpected(expected: string): Error {
    const { kind, text, column } = this.current();
    if (kind === 'bad') return ceqlError(column, text);
    return ceqlError(
      column,
      `expected ${expected}, ${kind === 'end' ? 'but the expression ends' : `found ${excerpt(text)}`}`,
    );
  }
}

function negatedIf(negated: boolean, term: Comparison): Expression {
  return negated ? { kind: 'not', term } : term;
}
