import type { Person } from '../people.js';
import { findCountryByAlpha2 } from './countries.js';
import { insertContact } from './contacts.js';
import type { OptStatus } from './opt-in.js';
import { findAddress, touchAddress } from './opt-in.js';
import type { AddressItem, CompanyRecord, ContactRecord, TenantRecords } from './records.js';
import { findRegion, regionsOf } from './regions.js';
import { allRows, insertRow } from './table.js';

const MINUTE = 60_000;
const YEAR_OF_MINUTES = 525_600;

/** Opt-outs come in two kinds: those that the API can undo and those that it cannot. */
function toOptStatus({ consent, number }: Person): OptStatus {
  if (consent === 'subscribed') return number % 2 === 0 ? 'CONFIRMED' : 'DOUBLE_OPT_IN';
  if (consent === 'unconfirmed') return 'SINGLE_OPT_IN';
  if (consent === 'unsubscribed') return number % 2 === 0 ? 'MANUAL' : 'LIST_UNSUBSCRIBE';
  return consent === 'bounced' ? 'HARD_BOUNCE' : 'NON_MARKETABLE';
}

function toAddresses({ address }: Person): AddressItem[] {
  if (!address) return [];
  const { street1, street2, city, state, postalCode, country } = address;
  const known = country === undefined ? undefined : findCountryByAlpha2(country);
  const zip = known?.alpha3 === 'USA' ? /^(\d{5})(?:-(\d{4}))?$/.exec(postalCode ?? '') : null;
  return [
    {
      field: 'BILLING',
      ...(street1 ? { line1: street1 } : {}),
      ...(street2 ? { line2: street2 } : {}),
      ...(city ? { locality: city } : {}),
      ...(known ? { country_code: known.alpha3 } : country ? { country } : {}),
      ...(known && state && isKnownRegion(known.alpha2, state) ? { region_code: `${known.alpha2}-${state}` } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
      ...(zip?.[1] ? { zip_code: zip[1] } : {}),
      ...(zip?.[2] ? { zip_four: zip[2] } : {}),
    },
  ];
}

/** What could not be sent back would be no address of this provider. */
function isKnownRegion(alpha2: string, state: string): boolean {
  return regionsOf(alpha2) === undefined || findRegion(`${alpha2}-${state}`) !== undefined;
}

function toTexts(person: Person, userId: number): Record<string, string> {
  const { firstName, middleName, lastName, title, website, birthday, number } = person;
  return {
    source_type: 'IMPORT',
    owner_id: String(userId),
    ...(firstName ? { given_name: firstName } : {}),
    ...(middleName ? { middle_name: middleName } : {}),
    ...(lastName ? { family_name: lastName } : {}),
    ...(title ? { job_title: title } : {}),
    ...(website ? { website } : {}),
    ...(birthday ? { birth_date: birthday } : {}),
    ...(number % 5 === 0 ? { leadsource_id: '12' } : {}),
    ...(number % 4 === 0 ? { contact_type: 'Customer' } : {}),
  };
}

function findOrAddCompany(records: TenantRecords, name: string, at: { now: number; userId: number }): CompanyRecord {
  const known = allRows(records.companies).find(({ texts }) => texts['company_name'] === name);
  if (known) return known;
  const times = { created: at.now, updated: at.now, created_by: at.userId, updated_by: at.userId };
  return insertRow(records.companies, { texts: { company_name: name }, custom_fields: [], tags: [], ...times });
}

function addChannels(contact: ContactRecord, person: Person): void {
  const { email, moreEmails = [], phone, mobile, fax } = person;
  const emails = [...(email ? [email] : []), ...moreEmails].slice(0, 3);
  contact.email_addresses = emails.map((address, index) => ({ email: address, field: `EMAIL${index + 1}` }));
  const phones = [
    ...(phone ? [{ number: phone, type: 'Work' }] : []),
    ...(mobile ? [{ number: mobile, type: 'Mobile' }] : []),
  ];
  contact.phone_numbers = phones.map((item, index) => ({ ...item, field: `PHONE${index + 1}` }));
  if (fax) contact.fax_numbers = [{ number: fax, type: 'Work', field: 'FAX1' }];
  contact.addresses = toAddresses(person);
}

/** The status is the address's: a twin that shares an address shares what the first one's consent made of it. */
function addConsent(records: TenantRecords, contact: ContactRecord, person: Person): void {
  for (const [index, { email }] of contact.email_addresses.entries()) {
    if (findAddress(records, email)) continue;
    const row = touchAddress(records, email, contact.created);
    if (index > 0) continue;
    row.status = toOptStatus(person);
    if (person.consent === 'subscribed' || person.consent === 'unconfirmed')
      row.reason = 'Customer opted in through a web form';
    if (person.consent === 'subscribed') row.last_sent = contact.updated;
  }
}

/** Stores a person as a contact that looks as if it had come in over the last year. */
export function seedContact(records: TenantRecords, person: Person, now: number, userId: number): ContactRecord {
  const created = now - ((person.number * 7_919) % YEAR_OF_MINUTES) * MINUTE;
  const contact = insertContact({ records, now: created }, userId);
  contact.updated = Math.min(now, created + ((person.number * 104_729) % YEAR_OF_MINUTES) * MINUTE);
  contact.texts = toTexts(person, userId);
  addChannels(contact, person);
  addConsent(records, contact, person);
  if (person.company) contact.company_id = findOrAddCompany(records, person.company, { now: created, userId }).id;
  if (person.favouriteColour) contact.custom_fields = [{ id: '6', content: person.favouriteColour }];
  const tagIds = allRows(records.tags).map(({ id }) => id);
  const own = tagIds.filter((_, index) => person.number % (index + 3) === 0);
  contact.tags = own.map((tag_id) => ({ tag_id, applied: contact.updated }));
  contact.score = (person.number * 37) % 101;
  if (person.note) {
    const by = { created, updated: created, created_by: userId, updated_by: userId };
    insertRow(records.notes, {
      contact_id: contact.id,
      user_id: userId,
      text: person.note,
      type: 'Other',
      custom_fields: [],
      ...by,
    });
  }
  return contact;
}
