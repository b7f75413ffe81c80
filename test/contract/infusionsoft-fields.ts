import type { Body, FieldRow } from './element-table.js';

/** A provider's value, undefined where there is none. */
export const text = (value: unknown): string | undefined =>
  value === null || value === undefined || value === '' ? undefined : String(value);
const items = (record: Body, collection: string): readonly Body[] => (record[collection] ?? []) as readonly Body[];
/** The item of a collection that stands in this slot. */
export const slot = (record: Body, collection: string, field: string): Body =>
  items(record, collection).find((item) => item['field'] === field) ?? {};

const row = (path: string, read: FieldRow['read'], first: unknown, second: unknown): FieldRow => ({
  path,
  read,
  first: { write: first, kept: first },
  second: { write: second, kept: second },
});
const plain = (
  path: string,
  name: string,
  first: unknown = 'First “välue”, 1',
  second: unknown = "Second; o'value",
): FieldRow => row(path, (record) => text(record[name]), first, second);

const postal = (hub: string, field: string): readonly FieldRow[] => {
  const part = (name: string) => (record: Body) => text(slot(record, 'addresses', field)[name]);
  const beside = { [hub]: { country: 'US' } };
  return [
    row(`${hub}.street1`, part('line1'), '1 Main St, “A”', 'Ünter den Linden 5'),
    row(`${hub}.street2`, part('line2'), 'Floor 2', 'Floor 3'),
    row(`${hub}.city`, part('locality'), 'Łódź', 'Tempe'),
    {
      path: `${hub}.state`,
      read: part('region_code'),
      first: { write: 'Arizona', answer: 'AZ', kept: 'US-AZ' },
      second: { write: 'TX', kept: 'US-TX' },
      beside,
    },
    row(`${hub}.postalCode`, part('postal_code'), '85281', '12345-6789'),
    {
      path: `${hub}.country`,
      read: part('country_code'),
      first: { write: 'Germany', answer: 'DE', kept: 'DEU' },
      second: { write: 'us', answer: 'US', kept: 'USA' },
    },
  ];
};

const emailsOf = (record: Body): string =>
  items(record, 'email_addresses')
    .map(({ field, email }) => `${String(field)}:${String(email)}`)
    .join(' ');
const phonesOf = (record: Body): string =>
  items(record, 'phone_numbers')
    .map(({ field, number, type, extension }) => [field, number, type ?? '', extension ?? ''].join(':'))
    .join(' ');
const customsOf = (record: Body): string =>
  items(record, 'custom_fields')
    .map(({ id, content }) => `${String(id)}=${String(content)}`)
    .sort()
    .join(' ');

/** Every field of a Keap contact that can be written. */
export const infusionsoftFields: readonly FieldRow[] = [
  row(
    'email',
    (record) => text(slot(record, 'email_addresses', 'EMAIL1')['email']),
    'One.Field@Contract.example',
    'two+field@contract.example',
  ),
  {
    path: 'emails',
    read: emailsOf,
    first: {
      write: [
        { address: 'e1@contract.example', type: 'primary' },
        { address: 'e2@contract.example', type: 'other' },
      ],
      kept: 'EMAIL1:e1@contract.example EMAIL2:e2@contract.example',
    },
    second: {
      write: [
        { address: 'e3@contract.example', type: 'other' },
        { address: 'e2@contract.example', type: 'primary' },
        { address: 'e4@contract.example', type: 'other' },
      ],
      answer: [
        { address: 'e2@contract.example', type: 'primary' },
        { address: 'e3@contract.example', type: 'other' },
        { address: 'e4@contract.example', type: 'other' },
      ],
      kept: 'EMAIL1:e2@contract.example EMAIL2:e3@contract.example EMAIL3:e4@contract.example',
    },
    cleared: { kept: '' },
    beside: { email: undefined },
  },
  plain('firstName', 'given_name', 'Åse', '李'),
  plain('lastName', 'family_name', "O'Brien", 'Müller-Łukasz'),
  plain('middleName', 'middle_name'),
  plain('title', 'job_title'),
  row(
    'company',
    (record) => text((record['company'] as Body | null)?.['company_name']),
    'Smith; Sons, Ltd',
    'Bäcker & Söhne*',
  ),
  row('accountId', (record) => text((record['company'] as Body | null)?.['id']), '100', '101'),
  row('phone', (record) => text(slot(record, 'phone_numbers', 'PHONE1')['number']), '(480) 555-0100', '+49 30 901820'),
  row(
    'mobile',
    (record) => text(items(record, 'phone_numbers').find(({ type }) => type === 'Mobile')?.['number']),
    '+1 (480) 555-0123',
    '+49 171 1234567',
  ),
  row('fax', (record) => text(slot(record, 'fax_numbers', 'FAX1')['number']), '480-555-0199', '480-555-0198'),
  {
    path: 'phones',
    read: phonesOf,
    first: {
      write: [{ number: '1', type: 'Work', extension: '7' }, { number: '2' }],
      kept: 'PHONE1:1:Work:7 PHONE2:2::',
    },
    second: { write: [{ number: '3', type: 'Home' }], kept: 'PHONE1:3:Home:' },
    cleared: { kept: '' },
  },
  ...postal('address', 'BILLING'),
  ...postal('otherAddress', 'OTHER'),
  plain('website', 'website', 'https://first.example/ü', 'second.example'),
  plain('birthday', 'birth_date', '1980-02-29', '2001-12-31'),
  plain('source', 'leadsource_id', '12', '13'),
  plain('ownerId', 'owner_id', '45', '46'),
  { ...row('listIds', (record) => record['tag_ids'], ['91', '92'], ['92', '93']), cleared: { answer: [], kept: [] } },
  plain('timeZone', 'time_zone', 'Europe/Berlin', 'America/New_York'),
  plain('language', 'preferred_locale', 'de_DE', 'en_US'),
  {
    path: 'customFields',
    read: customsOf,
    first: {
      write: { 'Favourite colour': 'red', 7: 12, 'renewal DATE': '2026-01-31', VIP: true },
      answer: { 'Favourite colour': 'red', 'Loyalty points': 12, 'Renewal date': '2026-01-31', VIP: true },
      kept: '10=true 6=red 7=12 9=2026-01-31',
    },
    second: {
      write: { 'Favourite colour': null, Plan: 'Plus' },
      answer: { 'Loyalty points': 12, Plan: 'Plus', 'Renewal date': '2026-01-31', VIP: true },
      kept: '10=true 7=12 8=Plus 9=2026-01-31',
    },
    cleared: { kept: '' },
  },
];
