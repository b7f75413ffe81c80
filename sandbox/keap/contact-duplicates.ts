import type { Call } from './call.js';
import type { ContactChange } from './contact-write.js';
import type { ContactRecord } from './records.js';
import { Refusal } from './refusal.js';
import { allRows } from './table.js';

const OPTIONS = ['Email', 'EmailAndName', 'EmailAndNameAndCompany'];

function same(a: string | undefined, b: string | undefined): boolean {
  return (a ?? '').toLowerCase() === (b ?? '').toLowerCase();
}

/** `duplicate_option`; undefined when the caller wants a new contact in any case. */
export function readDuplicateOption(value: string | null): string | undefined {
  if (value === null || value === '') return undefined;
  if (!OPTIONS.includes(value)) throw new Refusal(400, `duplicate_option must be one of ${OPTIONS.join(', ')}`);
  return value;
}

/** The contact that the option takes for the same person; among several the one with the lowest id. */
export function findDuplicate(
  call: Pick<Call, 'records'>,
  option: string,
  change: ContactChange,
): ContactRecord | undefined {
  const sent = new Set((change.emails ?? []).map(({ email }) => email.toLowerCase()));
  const byEmail = ({ email_addresses }: ContactRecord): boolean =>
    email_addresses.some(({ email }) => sent.has(email.toLowerCase()));
  const byName = ({ texts }: ContactRecord): boolean =>
    same(texts['given_name'], change.texts['given_name']) && same(texts['family_name'], change.texts['family_name']);
  const byCompany = ({ company_id }: ContactRecord): boolean => company_id === (change.companyId ?? undefined);
  return allRows(call.records.contacts).find(
    (contact) =>
      byEmail(contact) &&
      (option === 'Email' || byName(contact)) &&
      (option !== 'EmailAndNameAndCompany' || byCompany(contact)),
  );
}

function mergeBy<T>(own: readonly T[], sent: readonly T[], keyOf: (item: T) => string): T[] {
  const keys = new Set(sent.map(keyOf));
  return [...own.filter((item) => !keys.has(keyOf(item))), ...sent];
}

/** What an upsert does to collections under the switch `upsertCollections`: keep the slots that were not sent. */
export function keepUnsent(contact: ContactRecord, change: ContactChange): ContactChange {
  const slot = ({ field }: { field: string }): string => field;
  const { phone_numbers, fax_numbers, addresses, custom_fields, social_accounts } = change.collections;
  return {
    ...change,
    ...(change.emails ? { emails: mergeBy(contact.email_addresses, change.emails, slot) } : {}),
    collections: {
      ...(phone_numbers ? { phone_numbers: mergeBy(contact.phone_numbers, phone_numbers, slot) } : {}),
      ...(fax_numbers ? { fax_numbers: mergeBy(contact.fax_numbers, fax_numbers, slot) } : {}),
      ...(addresses ? { addresses: mergeBy(contact.addresses, addresses, slot) } : {}),
      ...(custom_fields ? { custom_fields: mergeBy(contact.custom_fields, custom_fields, ({ id }) => id) } : {}),
      ...(social_accounts
        ? { social_accounts: mergeBy(contact.social_accounts, social_accounts, ({ type }) => type) }
        : {}),
    },
  };
}
