import { invalidRequest } from '../../errors/gateway-error.js';
import type { CustomField, FieldMapping, JsonObject, MappingContext } from '../element-definition.js';
import { toCountryCode, toSubdivisionCode } from '../places.js';
import { flagAt, isObject, objectAt, textAt } from '../values.js';
import { findCustomField, toCustomFieldName } from '../custom-field-names.js';

const status = (record: JsonObject): string =>
  flagAt(record, 'suppressed') ? 'unsubscribed' : flagAt(record, 'held') ? 'bounced' : 'subscribed';

/** Birthdays of which only month and day are known carry the year 1900. */
const readBirthday = (record: JsonObject): string | undefined =>
  textAt(record, 'dateOfBirth')
    ?.slice(0, 10)
    .replace(/^1900-/, '--');

function writeEmails(value: unknown): Record<string, unknown> {
  if (value === null)
    throw invalidRequest('emails', 'emfluence needs an e-mail for every contact; "emails" cannot be cleared.');
  const addresses = Array.isArray(value) ? value : [];
  if (addresses.length !== 1) throw invalidRequest('emails', 'emfluence keeps exactly one e-mail for a contact.');
  const address = textAt(addresses[0], 'address');
  if (address === undefined)
    throw invalidRequest('emails[0].address', '"emails[0].address" must be an e-mail address.');
  return { email: address };
}

function readCustomFields(
  record: JsonObject,
  { customFields, customFieldNames }: MappingContext,
): JsonObject | undefined {
  const entries = Object.entries(objectAt(record, 'customFields') ?? {}).flatMap(([id, field]): [string, string][] => {
    const value = textAt(field, 'value');
    if (value === undefined) return [];
    const known: CustomField = customFields.find((candidate) => candidate.id === id) ?? {
      id,
      label: textAt(field, 'label') ?? id,
      systemName: id,
      type: 'string',
    };
    return [[toCustomFieldName(known, customFieldNames, customFields), value]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function writeCustomFields(value: unknown, { customFields }: MappingContext): Record<string, unknown> {
  if (value === null) return { customFields: Object.fromEntries(customFields.map(({ id }) => [id, { value: '' }])) };
  if (!isObject(value)) throw invalidRequest('customFields', '"customFields" must be an object.');
  const entries = Object.entries(value).map(([name, item]) => {
    if (typeof item === 'object' && item !== null)
      throw invalidRequest(
        `customFields.${name}`,
        'emfluence keeps custom fields as text: give a text, a number or true or false.',
      );
    return [findCustomField(name, customFields, /^custom\d{1,3}$/).id, { value: item === null ? '' : String(item) }];
  });
  return { customFields: Object.fromEntries(entries) };
}

export const contactFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'contactID', readOnly: true },
  { path: 'email', type: 'email', vendorPath: 'email', required: true, maxLength: 255 },
  {
    path: 'emails',
    type: 'array',
    standsFor: 'email',
    read: (record) => {
      const address = textAt(record, 'email');
      return address === undefined ? undefined : [{ address, type: 'primary' }];
    },
    write: writeEmails,
  },
  { path: 'firstName', type: 'string', vendorPath: 'firstName' },
  { path: 'lastName', type: 'string', vendorPath: 'lastName' },
  {
    path: 'name',
    type: 'string',
    readOnly: true,
    read: (record) => [textAt(record, 'firstName'), textAt(record, 'lastName')].filter(Boolean).join(' ') || undefined,
  },
  { path: 'title', type: 'string', vendorPath: 'title' },
  { path: 'company', type: 'string', vendorPath: 'company' },
  { path: 'phone', type: 'string', vendorPath: 'phone' },
  { path: 'mobile', type: 'string', vendorPath: 'mobileNumber', description: 'Answered in E.164.' },
  { path: 'fax', type: 'string', vendorPath: 'fax' },
  { path: 'address.street1', type: 'string', vendorPath: 'address1' },
  { path: 'address.street2', type: 'string', vendorPath: 'address2' },
  { path: 'address.city', type: 'string', vendorPath: 'city' },
  {
    path: 'address.state',
    type: 'string',
    vendorPath: 'state',
    read: (record) => {
      const state = textAt(record, 'state');
      return state === undefined ? undefined : toSubdivisionCode(textAt(record, 'country'), state);
    },
  },
  { path: 'address.postalCode', type: 'string', vendorPath: 'zipCode' },
  {
    path: 'address.country',
    type: 'string',
    vendorPath: 'country',
    read: (record) => {
      const country = textAt(record, 'country');
      return country === undefined ? undefined : toCountryCode(country);
    },
    write: (value) => ({ country: typeof value === 'string' ? toCountryCode(value) : value }),
  },
  {
    path: 'birthday',
    type: 'date',
    vendorPath: 'dateofbirth',
    read: readBirthday,
    write: (value) => ({ dateofbirth: typeof value === 'string' ? value.replace(/^--/, '1900-') : value }),
  },
  { path: 'description', type: 'string', vendorPath: 'memo' },
  {
    path: 'source',
    type: 'string',
    vendorPath: 'originalSource',
    // "Unknown" is what emfluence fills in when nobody said anything.
    read: (record) => (textAt(record, 'originalSource') === 'Unknown' ? undefined : textAt(record, 'originalSource')),
  },
  { path: 'externalId', type: 'string', vendorPath: 'customerID' },
  {
    path: 'ownerId',
    type: 'id',
    vendorPath: 'userID',
    write: (value) => ({ userID: typeof value === 'string' ? Number(value) : value }),
  },
  { path: 'listIds', type: 'ids', vendorPath: 'groupIDs' },
  { path: 'status', type: 'string', readOnly: true, read: status },
  { path: 'marketable', type: 'boolean', readOnly: true, read: (record) => status(record) === 'subscribed' },
  {
    path: 'statusChangedAt',
    type: 'datetime',
    readOnly: true,
    read: (record) => textAt(record, flagAt(record, 'suppressed') ? 'dateSuppressed' : 'dateHeld'),
  },
  { path: 'score', type: 'number', vendorPath: 'contactScore.value', readOnly: true },
  { path: 'customFields', type: 'customFields', read: readCustomFields, write: writeCustomFields },
  { path: 'lastActivityAt', type: 'datetime', vendorPath: 'lastActivityDate', readOnly: true },
  { path: 'createdAt', type: 'datetime', vendorPath: 'dateAdded', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'dateModified', readOnly: true },
];
