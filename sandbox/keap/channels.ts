import { checkObject, readEnum, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { toE164 } from './phone.js';
import type { EmailItem, FaxItem, PhoneItem, TenantRecords } from './records.js';
import { Refusal } from './refusal.js';
import { findAddress, isOptedIn } from './opt-in.js';

export const EMAIL_SLOTS = ['EMAIL1', 'EMAIL2', 'EMAIL3'];
export const PHONE_SLOTS = ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'];
export const FAX_SLOTS = ['FAX1', 'FAX2'];

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

export interface SentEmail extends EmailItem {
  /** Moves the address's status; not part of the contact. */
  readonly reason?: string;
}

/** `echoed` are properties of answers that this body may carry without meaning. */
export function readEmail(value: unknown, slot: string, echoed: readonly string[] = []): SentEmail {
  const item = checkObject(value, ['email', 'field', 'opt_in_reason', ...echoed]);
  const field = readEnum(item, 'field', EMAIL_SLOTS) ?? slot;
  const email = required(readText(item, 'email', field === 'EMAIL1' ? 75 : 100)?.trim(), 'email');
  if (!EMAIL.test(email)) throw new Refusal(400, `${email} is not a valid email address`);
  const reason = readText(item, 'opt_in_reason')?.trim();
  return { email, field, ...(reason ? { reason } : {}) };
}

export function readPhone(value: unknown, slot: string): PhoneItem {
  const item = checkObject(value, ['number', 'extension', 'type', 'field', 'number_e164']);
  const field = readEnum(item, 'field', PHONE_SLOTS) ?? slot;
  const number = required(readText(item, 'number', field > 'PHONE3' ? 20 : 40), 'number');
  const extension = readText(item, 'extension');
  const type = readText(item, 'type');
  return { number, field, ...(extension ? { extension } : {}), ...(type ? { type } : {}) };
}

export function readFax(value: unknown, slot: string): FaxItem {
  const item = checkObject(value, ['number', 'type', 'field']);
  const number = required(readText(item, 'number', 40), 'number');
  const type = readText(item, 'type');
  return { number, field: readEnum(item, 'field', FAX_SLOTS) ?? slot, ...(type ? { type } : {}) };
}

/** Reads the items of a collection; one that names no slot takes the first that is free. */
export function readSlots<T extends { field: string }>(
  list: readonly unknown[],
  slots: readonly string[],
  read: (value: unknown, slot: string) => T,
): T[] {
  const taken = new Set<string>();
  const items = list.map((value) => {
    const item = read(value, slots.find((slot) => !taken.has(slot)) ?? '');
    if (item.field === '') throw new Refusal(400, `At most ${slots.length} of ${slots.join(', ')} can be given`);
    if (taken.has(item.field)) throw new Refusal(400, `${item.field} is given more than once`);
    taken.add(item.field);
    return item;
  });
  return items.sort((a, b) => slots.indexOf(a.field) - slots.indexOf(b.field));
}

/** The status that comes back is the address's own, whoever set it. */
export function toEmail(records: TenantRecords, { email, field }: EmailItem): JsonObject {
  const row = findAddress(records, email);
  const status = row?.status ?? 'NON_MARKETABLE';
  return { email, field, opt_in_reason: row?.reason ?? null, is_opt_in: isOptedIn(status), email_opt_status: status };
}

export function toPhone({ number, extension, type, field }: PhoneItem): JsonObject {
  return { number, extension: extension ?? null, type: type ?? null, field, number_e164: toE164(number) ?? null };
}

export function toFax({ number, type, field }: FaxItem): JsonObject {
  return { number, type: type ?? null, field };
}
