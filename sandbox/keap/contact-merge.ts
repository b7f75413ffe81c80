import type { ContactRecord, TenantRecords } from './records.js';
import { allRows, removeRow } from './table.js';
import { ADDRESS_SLOTS } from './address.js';
import { EMAIL_SLOTS, FAX_SLOTS, PHONE_SLOTS } from './channels.js';

/** Puts the duplicate's items into free slots, skipping those that the survivor has already. */
function fillSlots<T extends { field: string }>(
  own: readonly T[],
  other: readonly T[],
  slots: readonly string[],
  keyOf: (item: T) => string,
): T[] {
  const filled = [...own];
  for (const item of other) {
    const free = slots.find((slot) => !filled.some(({ field }) => field === slot));
    if (free && !filled.some((kept) => keyOf(kept) === keyOf(item))) filled.push({ ...item, field: free });
  }
  return filled.sort((a, b) => slots.indexOf(a.field) - slots.indexOf(b.field));
}

function addMissing<T>(own: readonly T[], other: readonly T[], keyOf: (item: T) => string | number): T[] {
  const keys = new Set(own.map(keyOf));
  return [...own, ...other.filter((item) => !keys.has(keyOf(item)))];
}

/** The first contact survives with everything it lacked taken from the second, which is deleted. */
export function mergeContacts(
  records: TenantRecords,
  survivor: ContactRecord,
  duplicate: ContactRecord,
  now: number,
): void {
  const number = ({ number: text }: { number: string }): string => text;
  survivor.texts = { ...duplicate.texts, ...survivor.texts };
  survivor.email_addresses = fillSlots(survivor.email_addresses, duplicate.email_addresses, EMAIL_SLOTS, ({ email }) =>
    email.toLowerCase(),
  );
  survivor.phone_numbers = fillSlots(survivor.phone_numbers, duplicate.phone_numbers, PHONE_SLOTS, number);
  survivor.fax_numbers = fillSlots(survivor.fax_numbers, duplicate.fax_numbers, FAX_SLOTS, number);
  survivor.addresses = fillSlots(survivor.addresses, duplicate.addresses, ADDRESS_SLOTS, ({ field, ...place }) =>
    JSON.stringify(place),
  );
  survivor.custom_fields = addMissing(survivor.custom_fields, duplicate.custom_fields, ({ id }) => id);
  survivor.social_accounts = addMissing(survivor.social_accounts, duplicate.social_accounts, ({ type }) => type);
  survivor.tags = addMissing(survivor.tags, duplicate.tags, ({ tag_id }) => tag_id);
  if (survivor.company_id === undefined && duplicate.company_id !== undefined)
    survivor.company_id = duplicate.company_id;
  for (const row of [...allRows(records.notes), ...allRows(records.opportunities)]) {
    if (row.contact_id === duplicate.id) row.contact_id = survivor.id;
  }
  survivor.updated = now;
  removeRow(records.contacts, duplicate.id);
}
