import { Refusal } from './refusal.js';

const OPERATORS = ['==', '!=', '>=', '<=', '>', '<'] as const;

export type Operator = (typeof OPERATORS)[number];

export interface Clause {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
}

export type Predicate<T> = (row: T) => boolean;

/** Turns one clause into a test of a row; throws a Refusal when the operator or the value does not fit. */
export type FilterField<T> = (clause: Clause) => Predicate<T>;

export interface FilterRules<T> {
  readonly fields: Readonly<Record<string, FilterField<T>>>;
  /** Custom fields by name; absent where the resource has none to filter by. */
  readonly custom?: (name: string) => FilterField<T> | undefined;
  readonly ignoreUnknown: boolean;
}

const CLAUSE = /^\s*(\w+)\s*(==|!=|>=|<=|>|<)(.*)$/s;

/** `a==1;b>2;`: clauses joined by AND, a trailing semicolon tolerated. */
export function parseFilter(text: string): readonly Clause[] {
  return text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const found = CLAUSE.exec(part);
      const [, name, sign, value] = found ?? [];
      const operator = OPERATORS.find((known) => known === sign);
      if (!name || !operator || !value) throw new Refusal(400, `The filter cannot be read: ${part}`);
      return { name, operator, value };
    });
}

export function buildFilter<T>(text: string | null, rules: FilterRules<T>): Predicate<T> {
  const tests = (text ? parseFilter(text) : []).flatMap((clause) => {
    const field = Object.hasOwn(rules.fields, clause.name) ? rules.fields[clause.name] : rules.custom?.(clause.name);
    if (field) return [field(clause)];
    if (rules.ignoreUnknown && !rules.custom) return [];
    throw new Refusal(400, `Unrecognized filter field: ${clause.name}`);
  });
  return (row) => tests.every((test) => test(row));
}
