import { ADDRESS_SLOTS, readAddress } from './address.js';
import type { Call } from './call.js';
import { EMAIL_SLOTS, FAX_SLOTS, PHONE_SLOTS, readEmail, readFax, readPhone, readSlots } from './channels.js';
import type { SentEmail } from './channels.js';
import { CONTACT_TEXTS } from './contact-view.js';
import { readCustomValues } from './custom-values.js';
import { checkObject, readEnum, readId, readList, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { optIn, touchAddress } from './opt-in.js';
import type { ContactRecord, SocialItem, Table, TenantRecords, UtmItem } from './records.js';
import { Refusal, unreadable } from './refusal.js';
import { findRow } from './table.js';
import { parseDate } from './times.js';

const SOURCE_TYPES = [
  'API',
  'APPOINTMENT',
  'FORM_API_HOSTED',
  'FORM_API_INTERNAL',
  'IMPORT',
  'INTERNAL_FORM',
  'LANDING_PAGE',
  'MANUAL',
  'OTHER',
  'UNKNOWN',
  'WEBFORM',
];
const SOCIAL_TYPES = ['FACEBOOK', 'LINKED_IN', 'TWITTER', 'INSTAGRAM', 'SNAPCHAT', 'YOUTUBE', 'PINTEREST'];

/** What a body may have; everything else that a contact shows is read-only and refused by name. */
export const WRITABLE = [
  ...Object.keys(CONTACT_TEXTS),
  'birth_date',
  'anniversary_date',
  'owner_id',
  'leadsource_id',
  'source_type',
  'preferred_locale',
  'time_zone',
  'company',
  'email_addresses',
  'phone_numbers',
  'fax_numbers',
  'addresses',
  'custom_fields',
  'social_accounts',
  'origin',
  'utm_parameters',
];

/** A checked change of a contact, ready to be made; checking first means that a refused call changes nothing. */
export interface ContactChange {
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly collections: Partial<
    Pick<ContactRecord, 'phone_numbers' | 'fax_numbers' | 'addresses' | 'custom_fields' | 'social_accounts'>
  >;
  readonly emails?: readonly SentEmail[];
  /** Null takes the company away. */
  readonly companyId?: number | null;
  readonly ipAddress?: string;
  readonly utm?: Omit<UtmItem, 'id' | 'created'>;
}

function checkTimeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw unreadable();
  }
}

function checkLocale(locale: string): string {
  if (!/^[a-z]{2,3}_[A-Z]{2}$/.test(locale)) throw unreadable();
  return locale;
}

function checkReference<T>(table: Table<T>, id: string | undefined, what: string): string | undefined {
  if (id !== undefined && id !== '' && !findRow(table, id)) throw new Refusal(400, `Unable to find this ${what}`);
  return id;
}

/** The reader of each single-valued property. */
function readSingle(body: JsonObject, name: string, records: TenantRecords): string | undefined {
  if (name in CONTACT_TEXTS) return readText(body, name, CONTACT_TEXTS[name]);
  if (name === 'owner_id') return checkReference(records.users, readId(body, name), 'User');
  if (name === 'leadsource_id') return checkReference(records.leadSources, readId(body, name), 'Lead Source');
  if (name === 'source_type') return readEnum(body, name, SOURCE_TYPES);
  const text = readText(body, name);
  if (text === undefined || text === '') return undefined;
  if (name === 'time_zone') return checkTimeZone(text);
  return name === 'preferred_locale' ? checkLocale(text) : parseDate(text);
}

const SINGLES = [
  ...Object.keys(CONTACT_TEXTS),
  'birth_date',
  'anniversary_date',
  'owner_id',
  'leadsource_id',
  'source_type',
  'preferred_locale',
  'time_zone',
];

function readSocial(value: unknown): SocialItem {
  const item = checkObject(value, ['type', 'name']);
  const name = readText(item, 'name', 255);
  return { type: required(readEnum(item, 'type', SOCIAL_TYPES), 'type'), ...(name ? { name } : {}) };
}

function readCollections(body: JsonObject, records: TenantRecords): ContactChange['collections'] {
  const read = <T>(name: string, toItems: (list: readonly unknown[]) => T[]): Record<string, T[]> =>
    Object.hasOwn(body, name) ? { [name]: toItems(readList(body, name) ?? []) } : {};
  return {
    ...read('phone_numbers', (list) => readSlots(list, PHONE_SLOTS, readPhone)),
    ...read('fax_numbers', (list) => readSlots(list, FAX_SLOTS, readFax)),
    ...read('addresses', (list) => readSlots(list, ADDRESS_SLOTS, readAddress)),
    ...read('custom_fields', (list) => readCustomValues(list, records.contactFields)),
    ...read('social_accounts', (list) => list.map(readSocial)),
  };
}

function readCompany(body: JsonObject, records: TenantRecords): { companyId?: number | null } {
  if (!Object.hasOwn(body, 'company')) return {};
  if (body['company'] === null) return { companyId: null };
  const id = readId(checkObject(body['company'], ['id', 'company_name']), 'id');
  const company = findRow(records.companies, required(id, 'company.id'));
  if (!company) throw new Refusal(400, 'Unable to find this Company');
  return { companyId: company.id };
}

function readUtm(body: JsonObject): { utm?: Omit<UtmItem, 'id' | 'created'> } {
  const names = ['utm_source', 'utm_medium', 'utm_term', 'utm_campaign', 'utm_content'];
  if (body['utm_parameters'] === undefined || body['utm_parameters'] === null) return {};
  const sent = checkObject(body['utm_parameters'], ['keap_source_id', ...names]);
  const given = names.flatMap((name): [string, string][] => {
    const text = readText(sent, name);
    return text === undefined ? [] : [[name.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase()), text]];
  });
  return {
    utm: { keapSourceId: required(readText(sent, 'keap_source_id'), 'keap_source_id'), ...Object.fromEntries(given) },
  };
}

function readOrigin(body: JsonObject): { ipAddress?: string } {
  if (body['origin'] === undefined || body['origin'] === null) return {};
  const address = readText(checkObject(body['origin'], ['ip_address']), 'ip_address');
  return address ? { ipAddress: address } : {};
}

export function readContactChange(body: JsonObject, records: TenantRecords): ContactChange {
  const singles = SINGLES.filter((name) => Object.hasOwn(body, name));
  const emails = Object.hasOwn(body, 'email_addresses')
    ? { emails: readSlots(readList(body, 'email_addresses') ?? [], EMAIL_SLOTS, readEmail) }
    : {};
  return {
    texts: Object.fromEntries(singles.map((name) => [name, readSingle(body, name, records) || undefined])),
    collections: readCollections(body, records),
    ...emails,
    ...readCompany(body, records),
    ...readUtm(body),
    ...readOrigin(body),
  };
}

/** Makes the change; collections are replaced as a whole, and a reason moves the status of its address. */
export function applyContactChange(
  call: Pick<Call, 'records' | 'now'>,
  contact: ContactRecord,
  change: ContactChange,
  userId: number,
): void {
  const { records, now } = call;
  for (const [name, text] of Object.entries(change.texts)) {
    if (text === undefined) delete contact.texts[name];
    else contact.texts[name] = text;
  }
  Object.assign(contact, change.collections);
  if (change.emails) contact.email_addresses = change.emails.map(({ email, field }) => ({ email, field }));
  for (const { email, reason } of change.emails ?? []) {
    const row = touchAddress(records, email, now);
    if (reason) optIn(row, reason);
  }
  if (change.companyId === null) delete contact.company_id;
  else if (change.companyId !== undefined) contact.company_id = change.companyId;
  if (change.ipAddress) contact.origin = { date: now, ip_address: change.ipAddress };
  if (change.utm) contact.utm_parameters.push({ id: contact.utm_parameters.length + 1, ...change.utm, created: now });
  contact.updated = now;
  contact.updated_by = userId;
}
