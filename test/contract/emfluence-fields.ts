import type { Body, FieldRow } from './element-table.js';

const text = (value: unknown): string | undefined => (value === '' || value === undefined ? undefined : String(value));
const nestedValue = (record: Body, name: string): unknown =>
  (record['customFields'] as Record<string, Body> | undefined)?.[name]?.['value'];

/** A text that is kept as it was typed. */
const plain = (path: string, name: string, first = 'First “välue”, 1', second = "Second; o'value"): FieldRow => ({
  path,
  read: (record) => text(record[name]),
  first: { write: first, kept: first },
  second: { write: second, kept: second },
});

/** Every field of an emfluence contact that can be written. */
export const emfluenceFields: readonly FieldRow[] = [
  {
    path: 'email',
    read: (record) => text(record['email']),
    first: { write: 'One.Field@Contract.example', kept: 'One.Field@Contract.example' },
    second: { write: 'two+field@contract.example', kept: 'two+field@contract.example' },
    cleared: 'refused',
  },
  {
    path: 'emails',
    read: (record) => text(record['email']),
    first: {
      write: [{ address: 'emails.one@contract.example', type: 'primary' }],
      kept: 'emails.one@contract.example',
      beside: { email: 'emails.one@contract.example' },
    },
    second: {
      write: [{ address: 'emails.two@contract.example', type: 'primary' }],
      kept: 'emails.two@contract.example',
    },
    cleared: 'refused',
  },
  plain('firstName', 'firstName', 'Åse', '李'),
  plain('lastName', 'lastName', "O'Brien", 'Müller-Łukasz'),
  plain('title', 'title'),
  plain('company', 'company'),
  plain('phone', 'phone', '(480) 555-0100', '+49 30 901820'),
  {
    path: 'mobile',
    read: (record) => text(record['mobileNumber']),
    first: { write: '+1 (480) 555-0123', answer: '+14805550123', kept: '+14805550123' },
    second: { write: '+49 171 1234567', answer: '+491711234567', kept: '+491711234567' },
  },
  plain('fax', 'fax', '480-555-0199', '480-555-0198'),
  plain('address.street1', 'address1'),
  plain('address.street2', 'address2'),
  plain('address.city', 'city', 'Łódź', 'Tempe'),
  {
    path: 'address.state',
    read: (record) => text(record['state']),
    first: { write: 'Arizona', answer: 'AZ', kept: 'Arizona' },
    second: { write: 'TX', kept: 'TX' },
    beside: { address: { country: 'US' } },
  },
  plain('address.postalCode', 'zipCode', '85281', '12345-6789'),
  {
    path: 'address.country',
    read: (record) => text(record['country']),
    first: { write: 'Germany', answer: 'DE', kept: 'DE' },
    second: { write: 'usa', answer: 'US', kept: 'US' },
  },
  {
    path: 'birthday',
    read: (record) => text(record['dateOfBirth']),
    first: { write: '1980-02-29', kept: '1980-02-29' },
    second: { write: '--12-31', kept: '1900-12-31' },
  },
  plain('description', 'memo'),
  plain('source', 'originalSource'),
  plain('externalId', 'customerID', 'crm-1', 'crm-2'),
  {
    path: 'ownerId',
    read: (record) => text(record['userID']),
    first: { write: '11', kept: '11' },
    second: { write: '12', kept: '12' },
  },
  {
    path: 'listIds',
    read: (record) => record['groupIDs'],
    first: { write: ['102', '103'], answer: ['101', '102', '103'], kept: ['101', '102', '103'] },
    second: { write: ['103', '104'], answer: ['101', '103', '104'], kept: ['101', '103', '104'] },
    cleared: { answer: ['101'], kept: ['101'] },
  },
  {
    path: 'customFields',
    read: (record) => [nestedValue(record, 'custom1'), nestedValue(record, 'custom2')].map(text).join('/'),
    first: {
      write: { 'Favourite colour': 'red', custom2: 7 },
      answer: { 'Favourite colour': 'red', 'Loyalty points': '7' },
      kept: 'red/7',
    },
    second: {
      write: { custom1: 'blue', 'Loyalty points': null },
      answer: { 'Favourite colour': 'blue' },
      kept: 'blue/',
    },
    cleared: { kept: '/' },
  },
];
