import type { Settings } from '../settings.js';
import type { Clause, FilterField, Operator } from './filter.js';
import { Refusal } from './refusal.js';
import { parseFilterTime } from './times.js';

type Read<T, V> = (row: T) => V | undefined;

export interface TextRules {
  /** A trailing `*` matches beginnings, ignoring case. */
  readonly wildcard?: boolean;
  /** `NONE` asks for rows without a value. */
  readonly none?: boolean;
  /** Ignore case also for equality, as with e-mail addresses. */
  readonly caseless?: boolean;
  /** A bare value matches anywhere in the text. */
  readonly contains?: boolean;
}

function onlyEquality({ name, operator }: Clause): void {
  if (operator !== '==') throw new Refusal(400, `Operator ${operator} is not supported for ${name}`);
}

function matchText(clause: Clause, rules: TextRules, sensitive: boolean): (text: string) => boolean {
  const { name, value } = clause;
  const fold = (text: string): string => text.toLowerCase();
  if (rules.wildcard && value.startsWith('*'))
    throw new Refusal(400, `Leading wildcards are not supported for ${name}`);
  if (rules.wildcard && value.endsWith('*')) return (text) => fold(text).startsWith(fold(value.slice(0, -1)));
  if (rules.contains) return (text) => fold(text).includes(fold(value));
  if (rules.caseless || !sensitive) return (text) => fold(text) === fold(value);
  return (text) => text === value;
}

/** A row matches when any of its values does. */
export function textsField<T>(
  settings: Settings,
  read: (row: T) => readonly string[],
  rules: TextRules = {},
): FilterField<T> {
  return (clause) => {
    onlyEquality(clause);
    if (rules.none && clause.value === 'NONE') return (row) => read(row).length === 0;
    const matches = matchText(clause, rules, settings.get<string>('nameEquality') === 'sensitive');
    return (row) => read(row).some(matches);
  };
}

export function textField<T>(settings: Settings, read: Read<T, string>, rules: TextRules = {}): FilterField<T> {
  return textsField(
    settings,
    (row) => {
      const text = read(row);
      return text === undefined || text === '' ? [] : [text];
    },
    rules,
  );
}

/** A comma-separated list of ids, of which the row must have one. */
export function setField<T>(read: Read<T, string>, maximum = Number.POSITIVE_INFINITY): FilterField<T> {
  return (clause) => {
    onlyEquality(clause);
    const wanted = new Set(clause.value.split(',').map((part) => part.trim()));
    if (wanted.size > maximum) throw new Refusal(400, `${clause.name} takes at most ${maximum} values`);
    return (row) => {
      const id = read(row);
      return id !== undefined && wanted.has(id);
    };
  };
}

/** One id; `NONE` asks for rows without one where the field allows it. */
export function idField<T>(read: Read<T, number | string>, none?: string): FilterField<T> {
  return (clause) => {
    onlyEquality(clause);
    if (none !== undefined && clause.value === none) return (row) => read(row) === undefined;
    return (row) => String(read(row)) === clause.value;
  };
}

export function flagField<T>(read: (row: T) => boolean): FilterField<T> {
  return (clause) => {
    onlyEquality(clause);
    if (clause.value !== 'true' && clause.value !== 'false')
      throw new Refusal(400, `${clause.name} must be true or false`);
    return (row) => read(row) === (clause.value === 'true');
  };
}

function compare(operator: Operator, left: number, right: number): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '>') return left > right;
  if (operator === '<') return left < right;
  return operator === '>=' ? left >= right : left <= right;
}

const COMPARISONS: readonly Operator[] = ['==', '>', '<', '>=', '<='];

export function numberField<T>(read: Read<T, number>, operators: readonly Operator[] = COMPARISONS): FilterField<T> {
  return ({ name, operator, value }) => {
    if (!operators.includes(operator)) throw new Refusal(400, `Operator ${operator} is not supported for ${name}`);
    const wanted = Number(value.trim());
    if (!Number.isFinite(wanted)) throw new Refusal(400, `${name} must be a number`);
    return (row) => {
      const own = read(row);
      return own !== undefined && compare(operator, own, wanted);
    };
  };
}

/** An id that is compared by number; anything but a positive whole number is refused where `positive` says so. */
export function comparedIdField<T>(
  read: Read<T, number>,
  operators: readonly Operator[] = COMPARISONS,
  positive = false,
): FilterField<T> {
  const field = numberField(read, operators);
  return (clause) => {
    if (positive && !/^[1-9]\d*$/.test(clause.value))
      throw new Refusal(400, `${clause.name} must be a positive integer`);
    return field(clause);
  };
}

export function timeField<T>(read: Read<T, number>): FilterField<T> {
  return ({ name, operator, value }) => {
    if (!COMPARISONS.includes(operator)) throw new Refusal(400, `Operator ${operator} is not supported for ${name}`);
    const wanted = parseFilterTime(name, value);
    return (row) => {
      const own = read(row);
      return own !== undefined && compare(operator, own, wanted);
    };
  };
}

function windowField<T>(read: Read<T, number>, operator: Operator): FilterField<T> {
  return (clause) => {
    onlyEquality(clause);
    const wanted = parseFilterTime(clause.name, clause.value);
    return (row) => {
      const own = read(row);
      return own !== undefined && compare(operator, own, wanted);
    };
  };
}

/** Rows at or after the given time. */
export function sinceField<T>(read: Read<T, number>): FilterField<T> {
  return windowField(read, '>=');
}

/** Rows at or before the given time. */
export function untilField<T>(read: Read<T, number>): FilterField<T> {
  return windowField(read, '<=');
}
