import fc from 'fast-check';
import { readingOf, type ValueType } from './value-type.js';

/** A field that random expressions may name, with values that some records really have. */
export interface RandomField {
  readonly path: string;
  readonly type: ValueType;
  readonly values: readonly (string | number | boolean)[];
}

const fallback: Readonly<Partial<Record<ValueType, readonly string[]>>> = {
  number: ['0', '10', '-1', '2.5'],
  boolean: ['true', 'false'],
  date: ['1980-02-29', '2001-01-01'],
  datetime: ['2015-01-06T09:31:38-07:00', '2026-06-01'],
};

const quoted = (value: string | number | boolean): string => `'${String(value).replaceAll("'", "''")}'`;
const named = (path: string): string => (/^[a-z][\w.]*$/i.test(path) ? path : `\`${path.replaceAll('`', '``')}\``);

/** Values as they stand, in another case, and some that nobody has. */
function literalsOf({ type, values }: RandomField): fc.Arbitrary<string> {
  const known = [...values, ...(fallback[type] ?? ['', 'nobody', "o'x; a,b*"])];
  const isNumber = type === 'number' || type === 'boolean';
  return fc.tuple(fc.constantFrom(...known), fc.nat(3)).map(([value, dice]) => {
    if (isNumber) return dice === 0 ? quoted(value) : String(value);
    return quoted(dice === 0 && readingOf(type)?.isText ? String(value).toUpperCase() : value);
  });
}

/** The beginning, the middle or the end of a value, with wildcards where the rest stood. */
function patternsOf({ values }: RandomField): fc.Arbitrary<string> {
  const texts = values.map(String).filter((text) => text.length > 1);
  return fc
    .tuple(fc.constantFrom(...texts, 'nobody'), fc.nat(3), fc.integer({ min: 1, max: 3 }))
    .map(([text, where, length]) => {
      const letters = [...text];
      if (where === 0) return quoted(`${letters.slice(0, length).join('')}%`);
      if (where === 1) return quoted(`%${letters.slice(-length).join('')}`);
      if (where === 2) return quoted(`%${letters.slice(1, 1 + length).join('')}%`);
      return quoted(letters.map((letter, index) => (index === length ? '_' : letter)).join(''));
    });
}

function comparisonOf(field: RandomField): fc.Arbitrary<string> {
  const name = named(field.path);
  const presence = fc.constantFrom(`${name} IS NULL`, `${name} IS NOT NULL`);
  const reading = readingOf(field.type);
  if (!reading) return presence;
  const literals = literalsOf(field);
  const order = fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), literals)
    .map(([operator, value]) => `${name} ${operator} ${value}`);
  const equality = fc
    .tuple(fc.constantFrom('=', '=', '!='), literals)
    .map(([operator, value]) => `${name} ${operator} ${value}`);
  const listed = fc
    .tuple(fc.constantFrom('IN', 'NOT IN'), fc.array(literals, { minLength: 1, maxLength: 4 }))
    .map(([operator, values]) => `${name} ${operator} (${values.join(', ')})`);
  const like = fc
    .tuple(fc.constantFrom('LIKE', 'LIKE', 'NOT LIKE'), patternsOf(field))
    .map(([operator, pattern]) => `${name} ${operator} ${pattern}`);
  return fc.oneof(
    { arbitrary: equality, weight: 3 },
    { arbitrary: order, weight: 2 },
    listed,
    presence,
    ...(reading.isText ? [like, like] : []),
  );
}

/** Texts of `where` over these fields: one type is as likely as another, single comparisons as likely as nests of them. */
export function randomWhere(fields: readonly RandomField[]): fc.Arbitrary<string> {
  const types = [...new Set(fields.map(({ type }) => type))];
  const comparison = fc
    .constantFrom(...types)
    .chain((type) => fc.constantFrom(...fields.filter((field) => field.type === type)))
    .chain(comparisonOf);
  const nest = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'medium' },
      comparison,
      tie('node').map((term) => `NOT (${term})`),
      fc
        .tuple(tie('node'), fc.constantFrom('AND', 'OR'), tie('node'))
        .map(([left, joint, right]) => `(${left}) ${joint} (${right})`),
    ),
  })).node;
  const chain = fc.array(comparison, { minLength: 2, maxLength: 3 }).map((terms) => terms.join(' AND '));
  return fc.oneof(comparison, chain, nest);
}
