import { readId } from './json-body.js';
import type { JsonObject } from './json-body.js';
import type { Table } from './records.js';
import { Refusal } from './refusal.js';
import { findRow } from './table.js';

/** The id of a row that a body points to, which must exist; absent, null and an empty text point to none. */
export function readReference<T extends { id: number }>(
  body: JsonObject,
  name: string,
  table: Table<T>,
): number | undefined {
  const id = readId(body, name) || undefined;
  const row = id === undefined ? undefined : findRow(table, id);
  if (id !== undefined && !row) throw new Refusal(400, `${name} does not exist`);
  return row?.id;
}
