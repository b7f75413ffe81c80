import type { FieldMapping } from '../elements/element-definition.js';

/** What people would write into the fields that most resources have, by the last part of their name. */
const known: Readonly<Record<string, unknown>> = {
  email: 'ada@example.com',
  emails: [{ address: 'ada@example.com', type: 'primary' }],
  firstName: 'Ada',
  lastName: 'Lovelace',
  name: 'Spring newsletter',
  title: 'Analyst',
  company: 'Analytical Engines',
  phone: '+1 602 555 0100',
  mobile: '+16025550101',
  fax: '+1 602 555 0102',
  phones: [{ number: '+1 602 555 0100', type: 'Work' }],
  street1: '1 Main Street',
  street2: 'Suite 2',
  city: 'Phoenix',
  state: 'AZ',
  postalCode: '85001',
  country: 'US',
  website: 'https://example.com',
  birthday: '1990-12-10',
  status: 'subscribed',
  optInReason: 'Asked for it at the fair',
  reason: 'Asked for it at the fair',
  subject: 'What is new',
  fromName: 'Analytical Engines',
  fromEmail: 'news@example.com',
  replyTo: 'news@example.com',
  html: '<p>Hello</p>',
  text: 'Hello',
  timeZone: 'America/Phoenix',
  language: 'en_US',
};

const byType: Readonly<Record<FieldMapping['type'], unknown>> = {
  string: 'text',
  email: 'ada@example.com',
  number: 12.5,
  boolean: true,
  date: '2026-01-31',
  datetime: '2026-01-31T12:00:00.000Z',
  object: undefined,
  array: undefined,
  id: '12',
  ids: ['12', '34'],
  strings: ['text'],
  customFields: undefined,
};

/** A value that the field would take; undefined where nothing sensible is known. */
export function exampleOf({ path, type, maxLength }: FieldMapping): unknown {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const value = fits(type, known[name]) ? known[name] : byType[type];
  return typeof value === 'string' && maxLength !== undefined ? value.slice(0, maxLength) : value;
}

function fits(type: FieldMapping['type'], value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  return typeof value === 'string' && ['string', 'email', 'date'].includes(type);
}

/** A body that could be sent as it is: what is required, and the first few fields that people would fill in. */
export function exampleBody(fields: readonly FieldMapping[], wanted: number): Readonly<Record<string, unknown>> {
  const filled = fields.filter(
    ({ path, type, required, writeOnly }) => required ?? (!writeOnly && type !== 'array' && Object.hasOwn(known, path)),
  );
  const needed = filled.filter(({ required }) => required);
  const chosen =
    wanted > 1
      ? new Set([...needed, ...filled.slice(0, wanted)])
      : new Set(filled.filter(({ type }) => type === 'string').slice(0, wanted));
  return Object.fromEntries(filled.filter((field) => chosen.has(field)).map((field) => [field.path, exampleOf(field)]));
}
