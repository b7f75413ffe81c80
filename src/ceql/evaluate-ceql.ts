import { ceqlError, excerpt } from './ceql-error.js';
import type { Comparison, ComparisonOperator, Expression } from './expression.js';
import { compareCodePoints } from './fold-text.js';
import { likePattern } from './like-pattern.js';
import { readingOf, type Comparable, type ValueType } from './value-type.js';

/** Gives the value of one field of one record; undefined or null where it is absent. */
export type FieldReader = (field: string) => unknown;

/** Undefined for a field that the resource does not have. */
export type FieldTyping = (field: string) => ValueType | undefined;

/** SQL's third value, unknown, is undefined. */
type Truth = boolean | undefined;
type Predicate = (read: FieldReader) => Truth;
type ValueTest = (value: Comparable) => Truth;

/**
 * Prepares an expression for many records. The answer is SQL's: a record is found only when the whole is true, and what
 * is absent or does not fit its type makes a comparison unknown. Refuses what `checkCeql` refuses.
 */
export function compileCeql(expression: Expression, typeOf: FieldTyping): (read: FieldReader) => boolean {
  const predicate = toPredicate(expression, typeOf);
  return (read) => predicate(read) === true;
}

/** The same for a single record. */
export function evaluateCeql(expression: Expression, read: FieldReader, typeOf: FieldTyping): boolean {
  return compileCeql(expression, typeOf)(read);
}

/**
 * Refuses, with the column, a field that `typeOf` does not know, an operator that the field's type has no meaning for
 * and a value that does not fit the type. No record is read.
 */
export function checkCeql(expression: Expression, typeOf: FieldTyping): void {
  toPredicate(expression, typeOf);
}

function toPredicate(expression: Expression, typeOf: FieldTyping): Predicate {
  switch (expression.kind) {
    case 'comparison':
      return comparisonPredicate(expression, typeOf);
    case 'not': {
      const term = toPredicate(expression.term, typeOf);
      return (read) => negated(term(read));
    }
    default: {
      const terms = expression.terms.map((term) => toPredicate(term, typeOf));
      const decisive = expression.kind === 'or';
      return (read) => joined(terms, decisive, read);
    }
  }
}

function negated(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** One `decisive` term settles the whole; short of that, one unknown term leaves it unknown. */
function joined(terms: readonly Predicate[], decisive: boolean, read: FieldReader): Truth {
  let result: Truth = !decisive;
  for (const term of terms) {
    const truth = term(read);
    if (truth === decisive) return decisive;
    if (truth === undefined) result = undefined;
  }
  return result;
}

function comparisonPredicate(comparison: Comparison, typeOf: FieldTyping): Predicate {
  const { field, operator, column } = comparison;
  const type = typeOf(field);
  if (type === undefined) throw ceqlError(column, `there is no field ${excerpt(field)}`);
  if (operator === 'IS NULL') return (read) => isAbsent(read(field));
  const reading = readingOf(type);
  if (reading === undefined) {
    throw ceqlError(column, `${excerpt(field)} holds other fields and takes only IS NULL; name one of its fields`);
  }
  if (operator === 'LIKE' && !reading.isText) {
    throw ceqlError(column, `${excerpt(field)} is ${reading.name}, and LIKE compares only text`);
  }
  refuseCostlyPattern(comparison);
  const values = comparison.values.map(({ text }) => {
    const value = reading.read(text);
    if (value !== undefined) return value;
    throw ceqlError(column, `${excerpt(text)} is not ${reading.name}, as ${excerpt(field)} needs`);
  });
  const test = ofOneKind(valueTest(operator, values), operator, values);
  return (read) => satisfies(read(field), reading.read, test);
}

/** A pattern with `_` costs its length times that of every text it meets. */
const longestPattern = 256;

function refuseCostlyPattern({ operator, column, values: [pattern] }: Comparison): void {
  if (operator !== 'LIKE' || !pattern?.text.includes('_') || pattern.text.length <= longestPattern) return;
  throw ceqlError(column, `a LIKE pattern with _ may have ${longestPattern} characters`);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function satisfies(value: unknown, toComparable: (value: unknown) => Comparable | undefined, test: ValueTest): Truth {
  if (!Array.isArray(value)) return tested(toComparable(value), test);
  let result: Truth = value.length === 0 ? undefined : false;
  for (const item of value) {
    const truth = tested(toComparable(item), test);
    if (truth === true) return true;
    if (truth === undefined) result = undefined;
  }
  return result;
}

function tested(value: Comparable | undefined, test: ValueTest): Truth {
  return value === undefined ? undefined : test(value);
}

/** A day without its year is neither before nor after one that has it, nor the same; only equals are found among both. */
function ofOneKind(test: ValueTest, operator: ComparisonOperator, values: readonly Comparable[]): ValueTest {
  return (value) => {
    const isOneKind = values.every((wanted) => typeof wanted === typeof value);
    if (isOneKind) return test(value);
    return (operator === 'IN' && test(value)) || undefined;
  };
}

function valueTest(operator: Exclude<ComparisonOperator, 'IS NULL'>, values: readonly Comparable[]): ValueTest {
  const [wanted = ''] = values;
  switch (operator) {
    case '=':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted;
    case 'IN': {
      const listed = new Set(values);
      return (value) => listed.has(value);
    }
    case 'LIKE': {
      const matches = likePattern(String(wanted));
      return (value) => matches(String(value));
    }
    case '<':
      return (value) => compare(value, wanted) < 0;
    case '<=':
      return (value) => compare(value, wanted) <= 0;
    case '>':
      return (value) => compare(value, wanted) > 0;
    case '>=':
      return (value) => compare(value, wanted) >= 0;
  }
}

/** Both sides are of one kind: both are numbers or both are text. */
function compare(left: Comparable, right: Comparable): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareCodePoints(String(left), String(right));
}
