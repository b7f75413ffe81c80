import type { AddressRow, TenantRecords } from './records.js';

export const OPT_STATUSES = [
  'UNENGAGED_MARKETABLE',
  'SINGLE_OPT_IN',
  'DOUBLE_OPT_IN',
  'CONFIRMED',
  'UNENGAGED_NON_MARKETABLE',
  'NON_MARKETABLE',
  'LOCKDOWN',
  'BOUNCE',
  'HARD_BOUNCE',
  'MANUAL',
  'ADMIN',
  'SYSTEM',
  'LIST_UNSUBSCRIBE',
  'FEEDBACK',
  'SPAM',
  'INVALID',
  'DEACTIVATED',
] as const;

export type OptStatus = (typeof OPT_STATUSES)[number];

const SENDABLE: readonly string[] = ['UNENGAGED_MARKETABLE', 'SINGLE_OPT_IN', 'DOUBLE_OPT_IN', 'CONFIRMED'];

/** The only states that a reason moves on; in all others the call succeeds and nothing changes. */
const CAN_OPT_IN: readonly string[] = ['UNENGAGED_MARKETABLE', 'UNENGAGED_NON_MARKETABLE', 'NON_MARKETABLE', 'MANUAL'];
const CAN_OPT_OUT: readonly string[] = [...SENDABLE, 'UNENGAGED_NON_MARKETABLE', 'NON_MARKETABLE'];

export function isOptedIn(status: string): boolean {
  return SENDABLE.includes(status);
}

export function findAddress(records: TenantRecords, email: string): AddressRow | undefined {
  const key = email.toLowerCase();
  return Object.hasOwn(records.addresses, key) ? records.addresses[key] : undefined;
}

/** The address's row, made when the tenant sees the address for the first time. */
export function touchAddress(records: TenantRecords, email: string, now: number): AddressRow {
  const known = findAddress(records, email);
  if (known) return known;
  const row: AddressRow = { email, status: 'NON_MARKETABLE', created: now };
  records.addresses[email.toLowerCase()] = row;
  return row;
}

export function optIn(row: AddressRow, reason: string): void {
  if (!CAN_OPT_IN.includes(row.status)) return;
  row.status = 'SINGLE_OPT_IN';
  row.reason = reason;
}

export function optOut(row: AddressRow, reason: string): void {
  if (!CAN_OPT_OUT.includes(row.status)) return;
  row.status = 'MANUAL';
  row.reason = reason;
}
