import { excerpt } from './ceql-error.js';
import { bareWordAt } from './bare-word.js';

/**
 * `bad` stands where the text cannot be read further and its text says why; it is always the last token, so that a
 * mistake in an earlier place is told first. Otherwise the last token is `end`.
 */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'backticked' | 'operator' | '(' | ')' | ',' | 'end' | 'bad';
  readonly text: string;
  readonly column: number;
}

interface Scan {
  readonly token: Token;
  readonly end: number;
}

/** Of the control characters only tab and line ends may stand between tokens; inside quotes none may. */
const blanks = /[\t\n\r\p{Z}\ufeff]*/uy;
const operators = /<=|>=|<>|!=|=|<|>/y;
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** Splits the text in one pass. Never throws. */
export function tokenizeCeql(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; ;) {
    const { token, end } = scanToken(text, skipBlanks(text, index));
    tokens.push(token);
    if (token.kind === 'end' || token.kind === 'bad') return tokens;
    index = end;
  }
}

function skipBlanks(text: string, index: number): number {
  blanks.lastIndex = index;
  return index + (blanks.exec(text)?.[0].length ?? 0);
}

function scanToken(text: string, start: number): Scan {
  const column = start + 1;
  const character = text.charAt(start);
  if (character === '') return { token: { kind: 'end', text: '', column }, end: start };
  if (character === "'") return scanEnclosed(text, start, 'quoted');
  if (character === '`') return scanEnclosed(text, start, 'backticked');
  if (character === '(' || character === ')' || character === ',') {
    return { token: { kind: character, text: character, column }, end: start + 1 };
  }
  const operator = operatorAt(text, start);
  if (operator !== '') return { token: { kind: 'operator', text: operator, column }, end: start + operator.length };
  const word = bareWordAt(text, start);
  if (word !== '') return { token: { kind: 'word', text: word, column }, end: start + word.length };
  return bad(start, strangeCharacter(text, start));
}

function operatorAt(text: string, index: number): string {
  operators.lastIndex = index;
  return operators.exec(text)?.[0] ?? '';
}

/** Reads up to the closing mark; a doubled mark stands for itself. */
function scanEnclosed(text: string, start: number, kind: 'quoted' | 'backticked'): Scan {
  const mark = text.charAt(start);
  const parts: string[] = [];
  for (let from = start + 1; ;) {
    const close = text.indexOf(mark, from);
    if (close < 0) return bad(start, `the ${mark} that opens here is never closed`);
    parts.push(text.slice(from, close));
    if (text.charAt(close + 1) !== mark) {
      const content = parts.join(mark);
      const strange = unprintable.exec(text.slice(start, close));
      if (strange) return bad(start + strange.index, strangeCharacter(text, start + strange.index));
      return { token: { kind, text: content, column: start + 1 }, end: close + 1 };
    }
    from = close + 2;
  }
}

function bad(index: number, message: string): Scan {
  return { token: { kind: 'bad', text: message, column: index + 1 }, end: index };
}

function strangeCharacter(text: string, index: number): string {
  const code = text.codePointAt(index) ?? 0;
  const character = String.fromCodePoint(code);
  if (unprintable.test(character)) {
    return `the character U+${code.toString(16).toUpperCase().padStart(4, '0')} is not allowed`;
  }
  if (character === '"') return 'text stands in single quotes, not in double quotes';
  return `${excerpt(character)} is not expected here; a value that holds it needs single quotes`;
}
