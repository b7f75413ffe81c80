import type { Settings } from '../settings.js';
import { toAddress } from './address.js';
import { toEmail, toFax, toPhone } from './channels.js';
import type { JsonObject } from './json-body.js';
import type { ContactRecord, TenantRecords, UtmItem } from './records.js';
import type { Columns } from './selection.js';
import { findRow } from './table.js';
import { toTimestamp } from './times.js';

/** The single-valued text properties of a contact, with their lengths where they have one. */
export const CONTACT_TEXTS: Readonly<Record<string, number | undefined>> = {
  given_name: 40,
  family_name: 40,
  middle_name: 100,
  preferred_name: 100,
  spouse_name: 100,
  website: 100,
  billing_information: 100,
  job_title: 255,
  assistant_name: 20,
  assistant_phone: 15,
  prefix: undefined,
  suffix: undefined,
  contact_type: undefined,
  referral_code: undefined,
};

export const CONTACT_COLUMNS: Columns = {
  all: [
    'id',
    'given_name',
    'family_name',
    'middle_name',
    'preferred_name',
    'prefix',
    'suffix',
    'job_title',
    'website',
    'contact_type',
    'owner_id',
    'leadsource_id',
    'company',
    'email_addresses',
    'phone_numbers',
    'fax_numbers',
    'addresses',
    'custom_fields',
    'tag_ids',
    'social_accounts',
    'birth_date',
    'anniversary_date',
    'spouse_name',
    'preferred_locale',
    'time_zone',
    'source_type',
    'origin',
    'score_value',
    'referral_code',
    'utm_parameters',
    'links',
    'notes',
    'assistant_name',
    'assistant_phone',
    'billing_information',
    'account_id',
    'created_by',
    'last_updated_by',
    'groups',
    'create_time',
    'update_time',
  ],
  minimal: ['id', 'given_name', 'family_name', 'email_addresses'],
};

function toUtm(item: UtmItem, index: number, all: readonly UtmItem[], settings: Settings): JsonObject {
  const { created, ...names } = item;
  const touches = { firstTouch: index === 0, lastTouch: index === all.length - 1 };
  return { ...names, ...touches, dateCreated: toTimestamp(created, settings) };
}

function toReferences(contact: ContactRecord, records: TenantRecords): JsonObject {
  const company = contact.company_id === undefined ? undefined : findRow(records.companies, contact.company_id);
  const tagIds = contact.tags.map(({ tag_id }) => String(tag_id));
  return {
    company: company ? { id: String(company.id), company_name: company.texts['company_name'] ?? null } : null,
    account_id: company ? String(company.id) : null,
    tag_ids: tagIds,
    groups: tagIds.join(','),
    created_by: String(contact.created_by),
    last_updated_by: String(contact.updated_by),
  };
}

/** A contact with every property that v2 has for it. */
export function toContact(contact: ContactRecord, records: TenantRecords, settings: Settings): JsonObject {
  const { origin } = contact;
  return {
    ...contact.texts,
    ...toReferences(contact, records),
    id: String(contact.id),
    email_addresses: contact.email_addresses.map((item) => toEmail(records, item)),
    phone_numbers: contact.phone_numbers.map(toPhone),
    fax_numbers: contact.fax_numbers.map(toFax),
    addresses: contact.addresses.map(toAddress),
    custom_fields: contact.custom_fields,
    social_accounts: contact.social_accounts.map(({ type, name }) => ({ type, name: name ?? null })),
    origin: origin ? { date: toTimestamp(origin.date, settings), ip_address: origin.ip_address } : null,
    score_value: String(contact.score),
    utm_parameters: contact.utm_parameters.map((item, index, all) => toUtm(item, index, all, settings)),
    links: [],
    create_time: toTimestamp(contact.created, settings),
    update_time: toTimestamp(contact.updated, settings),
  };
}
