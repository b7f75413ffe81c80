import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { isObject, objectsAt, textAt } from '../values.js';
import { addressFields } from './contact-address.js';
import { isMobile } from './contact-slots.js';
import { isMarketable, readContactStatus } from './contact-status.js';
import { customFieldValues } from './custom-fields.js';

const emailSlots = ['EMAIL1', 'EMAIL2', 'EMAIL3'];
const phoneSlots = ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'];

const bySlot = (record: JsonObject, collection: string): readonly JsonObject[] =>
  [...objectsAt(record, collection)].sort((a, b) => String(a['field']).localeCompare(String(b['field'])));

/** The items of a list that fills slots in order; one more than there are slots is refused, never dropped. */
function toItems(value: unknown, path: string, slots: readonly string[]): readonly JsonObject[] {
  const items = value === null ? [] : value;
  if (!Array.isArray(items) || !items.every(isObject))
    throw invalidRequest(path, `"${path}" must be an array of objects.`);
  if (items.length > slots.length)
    throw invalidRequest(`${path}[${slots.length}]`, `This provider keeps at most ${slots.length} "${path}".`);
  return items;
}

function readEmails(record: JsonObject): unknown {
  const emails = bySlot(record, 'email_addresses').flatMap((item) => {
    const address = textAt(item, 'email');
    return address === undefined ? [] : [{ address, type: item['field'] === 'EMAIL1' ? 'primary' : 'other' }];
  });
  return emails.length > 0 ? emails : undefined;
}

function writeEmails(value: unknown): Record<string, unknown> {
  const items = toItems(value, 'emails', emailSlots);
  const ordered = [...items].sort((a, b) => Number(b['type'] === 'primary') - Number(a['type'] === 'primary'));
  return Object.fromEntries(
    emailSlots.map((slot, index) => {
      const item = ordered[index];
      const address = item && textAt(item, 'address');
      if (item && (address === undefined || !address.includes('@')))
        throw invalidRequest(`emails[${items.indexOf(item)}].address`, 'Every e-mail needs an "address".');
      return [`email_addresses[field=${slot}].email`, address ?? null];
    }),
  );
}

function readPhones(record: JsonObject): unknown {
  const phones = bySlot(record, 'phone_numbers').flatMap((item) => {
    const number = textAt(item, 'number');
    const [type, extension] = [textAt(item, 'type'), textAt(item, 'extension')];
    return number === undefined
      ? []
      : [{ number, ...(type !== undefined && { type }), ...(extension !== undefined && { extension }) }];
  });
  return phones.length > 0 ? phones : undefined;
}

function writePhones(value: unknown): Record<string, unknown> {
  const items = toItems(value, 'phones', phoneSlots);
  return Object.fromEntries(
    phoneSlots.flatMap((slot, index): [string, unknown][] => {
      const item = items[index];
      if (!item) return [[`phone_numbers[field=${slot}].number`, null]];
      const number = textAt(item, 'number');
      if (number === undefined) throw invalidRequest(`phones[${index}].number`, 'Every phone needs a "number".');
      return ['number', 'type', 'extension'].map((key) => [
        `phone_numbers[field=${slot}].${key}`,
        key === 'number' ? number : (textAt(item, key) ?? null),
      ]);
    }),
  );
}

function writeBirthday(value: unknown): Record<string, unknown> {
  if (typeof value === 'string' && value.startsWith('--'))
    throw invalidRequest('birthday', 'This provider cannot keep a birthday without its year.');
  return { birth_date: value };
}

export const contactFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'email', type: 'email', vendorPath: 'email_addresses[field=EMAIL1].email', maxLength: 75 },
  { path: 'emails', type: 'array', read: readEmails, write: writeEmails },
  { path: 'firstName', type: 'string', vendorPath: 'given_name', maxLength: 40 },
  { path: 'lastName', type: 'string', vendorPath: 'family_name', maxLength: 40 },
  { path: 'middleName', type: 'string', vendorPath: 'middle_name', maxLength: 100 },
  {
    path: 'name',
    type: 'string',
    readOnly: true,
    read: (record) =>
      ['given_name', 'middle_name', 'family_name'].flatMap((key) => textAt(record, key) ?? []).join(' ') || undefined,
  },
  { path: 'title', type: 'string', vendorPath: 'job_title', maxLength: 255 },
  { path: 'company', type: 'string', vendorPath: 'company.company_name', vendorWritePath: 'company_name' },
  {
    path: 'accountId',
    type: 'id',
    vendorPath: 'company.id',
    write: (value) => (value === null ? { company: null } : { 'company.id': value }),
  },
  { path: 'phone', type: 'string', vendorPath: 'phone_numbers[field=PHONE1].number', maxLength: 40 },
  {
    path: 'mobile',
    type: 'string',
    vendorPath: 'mobile',
    read: (record) => textAt(bySlot(record, 'phone_numbers').find(isMobile), 'number'),
    maxLength: 20,
  },
  { path: 'fax', type: 'string', vendorPath: 'fax_numbers[field=FAX1].number', maxLength: 40 },
  { path: 'phones', type: 'array', read: readPhones, write: writePhones },
  ...addressFields('BILLING'),
  ...addressFields('OTHER'),
  { path: 'website', type: 'string', vendorPath: 'website', maxLength: 100 },
  { path: 'birthday', type: 'date', vendorPath: 'birth_date', write: writeBirthday },
  { path: 'source', type: 'id', vendorPath: 'leadsource_id', description: 'The id of a lead source.' },
  { path: 'ownerId', type: 'id', vendorPath: 'owner_id' },
  { path: 'listIds', type: 'ids', vendorPath: 'tag_ids' },
  { path: 'status', type: 'string', readOnly: true, read: readContactStatus },
  { path: 'marketable', type: 'boolean', readOnly: true, read: (record) => isMarketable(readContactStatus(record)) },
  { path: 'optInReason', type: 'string', vendorPath: 'email_addresses[field=EMAIL1].opt_in_reason', writeOnly: true },
  { path: 'score', type: 'number', vendorPath: 'score_value', readOnly: true },
  { path: 'timeZone', type: 'string', vendorPath: 'time_zone' },
  { path: 'language', type: 'string', vendorPath: 'preferred_locale' },
  customFieldValues,
  { path: 'createdAt', type: 'datetime', vendorPath: 'create_time', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'update_time', readOnly: true },
];
