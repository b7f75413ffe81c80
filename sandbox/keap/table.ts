import type { Table } from './records.js';

export function createTable<T>(firstId: number): Table<T> {
  return { next: firstId, rows: {} };
}

/** Gives the row the next id of its table. */
export function insertRow<T extends { id: number }>(table: Table<T>, row: Omit<T, 'id'>): T {
  const stored = { ...row, id: table.next } as T;
  table.rows[String(table.next)] = stored;
  table.next += 1;
  return stored;
}

/** Undefined also for ids that are not plain numbers, so that an odd id is simply not found. */
export function findRow<T>(table: Table<T>, id: string | number): T | undefined {
  const key = String(id);
  return /^[1-9]\d{0,18}$/.test(key) ? table.rows[key] : undefined;
}

export function removeRow<T>(table: Table<T>, id: number): void {
  delete table.rows[String(id)];
}

export function allRows<T>(table: Table<T>): T[] {
  return Object.values(table.rows);
}
