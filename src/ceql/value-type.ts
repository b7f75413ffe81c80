import { foldText } from './fold-text.js';
import { readDay, readInstant, readYearlessDay } from './instant.js';

/**
 * How a field's values compare. `strings` and `array` hold many values, and a comparison holds when any item satisfies
 * it; `object` and `customFields` have no value of their own and can only be asked whether they are there.
 */
export type ValueType =
  'string' | 'email' | 'number' | 'boolean' | 'date' | 'datetime' | 'strings' | 'array' | 'object' | 'customFields';

/**
 * What comparisons work on: folded text, or a number that stands for a number, a truth value, a day or an instant. A day
 * without its year is text, which says nothing about days with one.
 */
export type Comparable = string | number;

interface Reading {
  /** What the type is called in a message, e.g. `a number`. */
  readonly name: string;
  /** Whether LIKE makes sense. */
  readonly isText: boolean;
  /** The comparable of one value of a record or of a literal's text; undefined when it does not fit. */
  readonly read: (value: unknown) => Comparable | undefined;
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

const text: Reading = { name: 'text', isText: true, read: readText };
const readings: Readonly<Record<Exclude<ValueType, 'object' | 'customFields'>, Reading>> = {
  string: text,
  email: text,
  strings: text,
  array: text,
  number: { name: 'a number', isText: false, read: readNumber },
  boolean: { name: 'true or false', isText: false, read: readBoolean },
  date: { name: 'a date', isText: false, read: (value) => readYearlessDay(value) ?? readDay(value) },
  datetime: { name: 'a date or time', isText: false, read: readInstant },
};

/** Undefined for the types that only IS NULL can ask about. */
export function readingOf(type: ValueType): Reading | undefined {
  return type === 'object' || type === 'customFields' ? undefined : readings[type];
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return foldText(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value).toLowerCase() : undefined;
}

function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readBoolean(value: unknown): number | undefined {
  if (value === true || value === 1 || value === '1') return 1;
  if (value === false || value === 0 || value === '0') return 0;
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return word === 'true' ? 1 : word === 'false' ? 0 : undefined;
}
