import type { Call } from './endpoint.js';
import { missing, notFound } from './refusal.js';

/** How a lookup finds records: one id, or several, which answers an array of those found. */
export interface LookupKeys<T> {
  readonly one: string;
  readonly many: string;
  readonly most: number;
  readonly find: (id: number) => T | undefined;
  /** Refuses a record that the caller may not see. */
  readonly show: (record: T) => object;
  /** A lookup by another key than the id; undefined when the request does not carry it. */
  readonly otherwise?: () => T | 'none' | undefined;
  readonly what: string;
}

export function lookUp<T>(call: Call, keys: LookupKeys<T>): object {
  const many = call.input.integers(keys.many, keys.most);
  if (many)
    return many
      .map(keys.find)
      .filter((record) => record !== undefined)
      .map(keys.show);
  const id = call.input.integer(keys.one);
  const found = id === undefined ? keys.otherwise?.() : (keys.find(id) ?? 'none');
  if (found === undefined) throw missing(keys.one);
  if (found === 'none') throw notFound(keys.what);
  return keys.show(found);
}
