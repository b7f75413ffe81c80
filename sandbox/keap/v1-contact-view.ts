import type { JsonObject } from './json-body.js';
import { findAddress, isOptedIn } from './opt-in.js';
import { toAddress } from './address.js';
import type { ContactRecord, TenantRecords } from './records.js';
import { findRow } from './table.js';
import { toOffsetTimestamp } from './times.js';

/** What v1 leaves out unless `optional_properties` names it. */
export const OPTIONAL_PROPERTIES = [
  'birthday',
  'opt_in_reason',
  'preferred_locale',
  'website',
  'notes',
  'custom_fields',
  'prefix',
  'origin',
  'source_type',
  'time_zone',
  'suffix',
  'lead_source_id',
  'social_accounts',
  'fax_numbers',
  'relationships',
  'spouse_name',
  'contact_type',
  'company_name',
  'job_title',
  'anniversary',
  'preferred_name',
];

/** CamelCase, but for one that v1 spells in its own way. */
function toStatusV1(status: string): string {
  if (status === 'DOUBLE_OPT_IN') return 'DoubleOptin';
  return status.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function toSourceTypeV1(type: string | undefined): string | null {
  if (type === undefined) return null;
  return ['FORM_API_HOSTED', 'FORM_API_INTERNAL', 'INTERNAL_FORM', 'LANDING_PAGE'].includes(type)
    ? type.replaceAll('_', '')
    : type;
}

function toNumber(id: string | undefined): number | null {
  return id === undefined ? null : Number(id);
}

function toMidnight(date: string | undefined): string | null {
  return date === undefined ? null : `${date}T00:00:00.000+0000`;
}

function companyOf(contact: ContactRecord, records: TenantRecords): { id: number; company_name: string | null } | null {
  const company = contact.company_id === undefined ? undefined : findRow(records.companies, contact.company_id);
  return company ? { id: company.id, company_name: company.texts['company_name'] ?? null } : null;
}

function toAddressV1(item: ContactRecord['addresses'][number]): JsonObject {
  const { country, region_code, ...address } = toAddress(item);
  return address;
}

function toUsual(contact: ContactRecord, records: TenantRecords): JsonObject {
  const first = contact.email_addresses[0];
  const status = (first && findAddress(records, first.email)?.status) ?? 'NON_MARKETABLE';
  return {
    id: contact.id,
    given_name: contact.texts['given_name'] ?? null,
    middle_name: contact.texts['middle_name'] ?? null,
    family_name: contact.texts['family_name'] ?? null,
    owner_id: toNumber(contact.texts['owner_id']),
    company: companyOf(contact, records),
    email_opted_in: isOptedIn(status),
    email_status: toStatusV1(status),
    email_addresses: contact.email_addresses.map(({ email, field }) => ({ email, field })),
    phone_numbers: contact.phone_numbers.map(({ number, extension, type, field }) => ({
      number,
      extension: extension ?? null,
      type: type ?? null,
      field,
    })),
    addresses: contact.addresses.map(toAddressV1),
    tag_ids: contact.tags.map(({ tag_id }) => tag_id),
    ScoreValue: String(contact.score),
    date_created: toOffsetTimestamp(contact.created),
    last_updated: toOffsetTimestamp(contact.updated),
    last_updated_utc_millis: contact.updated,
  };
}

function toOptional(contact: ContactRecord, records: TenantRecords): JsonObject {
  const { texts, origin } = contact;
  const first = contact.email_addresses[0];
  const same = [
    'preferred_locale',
    'website',
    'prefix',
    'suffix',
    'time_zone',
    'spouse_name',
    'contact_type',
    'job_title',
    'preferred_name',
  ];
  return {
    ...Object.fromEntries(same.map((name) => [name, texts[name] ?? null])),
    birthday: toMidnight(texts['birth_date']),
    anniversary: toMidnight(texts['anniversary_date']),
    opt_in_reason: (first && findAddress(records, first.email)?.reason) ?? null,
    notes: null,
    custom_fields: contact.custom_fields.map(({ id, content }) => ({ id: Number(id), content })),
    origin: origin ? { date: toOffsetTimestamp(origin.date), ip_address: origin.ip_address } : null,
    source_type: toSourceTypeV1(texts['source_type']),
    lead_source_id: toNumber(texts['leadsource_id']),
    social_accounts: contact.social_accounts,
    fax_numbers: contact.fax_numbers,
    relationships: [],
    company_name: companyOf(contact, records)?.company_name ?? null,
  };
}

/** A contact in v1's shape: number ids, one status for the whole contact, times with an offset. */
export function toContactV1(contact: ContactRecord, records: TenantRecords, optional: readonly string[]): JsonObject {
  const more = toOptional(contact, records);
  return { ...toUsual(contact, records), ...Object.fromEntries(optional.map((name) => [name, more[name] ?? null])) };
}
