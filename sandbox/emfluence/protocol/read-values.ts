import { isCalendarDate, isClockTime } from './dates.js';
import { wrongType, wrongValue } from './refusal.js';

/** Readers of one value each. GET values are always texts, so texts that look like the type are of the type. */
export type ReadValue<T> = (value: unknown, name: string) => T;

export const readInteger: ReadValue<number> = (value, name) => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw wrongType(name, 'integer');
  return number;
};

const truths = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['false', false],
]);

export const readBoolean: ReadValue<boolean> = (value, name) => {
  const truth = truths.get(typeof value === 'string' ? value.toLowerCase() : value);
  if (truth === undefined) throw wrongType(name, 'boolean');
  return truth;
};

export const readText: ReadValue<string> = (value, name) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw wrongType(name, 'string');
};

export const readEmailAddress: ReadValue<string> = (value, name) => {
  const text = readText(value, name).trim();
  if (!/^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@.,;<>()"]{2,}$/u.test(text))
    throw wrongValue(name, 'not an email address');
  return text;
};

/** Answers the date without the time part, which the provider ignores; blank stays blank. */
export const readDate: ReadValue<string> = (value, name) => {
  const text = typeof value === 'string' ? value.trim() : undefined;
  if (text === '') return '';
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}(?:[ T].*)?$/.test(text)) throw wrongType(name, 'date (yyyy-mm-dd)');
  const date = text.slice(0, 10);
  if (!isCalendarDate(date)) throw wrongValue(name, 'no such day');
  return date;
};

export const readDateTime: ReadValue<string> = (value, name) => {
  const text = typeof value === 'string' ? value.trim() : '';
  const match = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(text);
  if (!match?.[1]) throw wrongType(name, 'datetime (yyyy-mm-dd hh:mm:ss)');
  const time = match[2] ?? '00:00:00';
  if (!isCalendarDate(match[1]) || !isClockTime(time)) throw wrongValue(name, 'no such day or time');
  return `${match[1]} ${time}`;
};

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const readObject: ReadValue<JsonObject> = (value, name) => {
  if (!isObject(value)) throw wrongType(name, 'struct');
  return value;
};

export const readArray: ReadValue<readonly unknown[]> = (value, name) => {
  if (!Array.isArray(value)) throw wrongType(name, 'array');
  return value;
};
