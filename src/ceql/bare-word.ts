import type { Literal } from './expression.js';

export type Keyword = 'AND' | 'OR' | 'NOT' | 'IN' | 'LIKE' | 'IS' | 'NULL';

/** What may stand without quotes: words, numbers, e-mails, phone numbers, dates with time and zone, `a%`. */
const bareWord = /[\p{L}\p{M}\p{N}_.:+@/$#%*&~-]+/uy;
const plainName = /^[\p{L}\p{M}\p{N}_$:-]+(?:\.[\p{L}\p{M}\p{N}_$:-]+)*$/u;
const number = /^-?\d+(?:\.\d+)?$/;
const truth = /^(?:true|false)$/i;
const keywords: ReadonlySet<string> = new Set<Keyword>(['AND', 'OR', 'NOT', 'IN', 'LIKE', 'IS', 'NULL']);

/** The longest bare word that begins at `index`, or the empty text. */
export function bareWordAt(text: string, index: number): string {
  bareWord.lastIndex = index;
  return bareWord.exec(text)?.[0] ?? '';
}

/** Only ASCII letters make a keyword: `ın` with a dotless i would become IN in capitals, and stays a name. */
export function keywordOf(word: string): Keyword | undefined {
  if (!/^[a-z]{2,4}$/i.test(word)) return undefined;
  const upper = word.toUpperCase();
  return isKeyword(upper) ? upper : undefined;
}

function isKeyword(word: string): word is Keyword {
  return keywords.has(word);
}

export function literalKind(word: string): Exclude<Literal['kind'], 'string'> {
  if (number.test(word)) return 'number';
  return truth.test(word) ? 'boolean' : 'bareword';
}

/** Whether this is a field name that needs no backticks. Names parted by single dots; a number is no name. */
export function isPlainName(word: string): boolean {
  return plainName.test(word) && !number.test(word) && keywordOf(word) === undefined;
}

/** Whether this text, written without quotes, is read back as the same literal. */
export function isBareLiteral({ kind, text }: Literal): boolean {
  return text !== '' && bareWordAt(text, 0) === text && keywordOf(text) === undefined && literalKind(text) === kind;
}
