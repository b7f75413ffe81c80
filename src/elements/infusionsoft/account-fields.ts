import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { findCountry } from '../places.js';
import { objectAt } from '../values.js';
import { readCountry, readState } from './contact-address.js';
import { customFieldValues } from './custom-fields.js';

const addressOf = (record: JsonObject): JsonObject => objectAt(record, 'address') ?? {};

function writeCountry(value: unknown): Record<string, unknown> {
  const country = typeof value === 'string' ? findCountry(value) : undefined;
  if (typeof value === 'string' && !country)
    throw invalidRequest(
      'address.country',
      '"address.country" must be an ISO country code or an English country name for this provider.',
    );
  return { 'address.country_code': country?.alpha3 ?? value };
}

/** BEHAVIOR.md 16: a company has one of each channel, where a contact has slots, and the columns of a person besides. */
export const accountFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'company_name' },
  {
    path: 'firstName',
    type: 'string',
    vendorPath: 'first_name',
    description: 'Of the person that the company is known by.',
  },
  { path: 'lastName', type: 'string', vendorPath: 'last_name' },
  { path: 'email', type: 'email', vendorPath: 'email_address.email', maxLength: 75 },
  { path: 'phone', type: 'string', vendorPath: 'phone_number.number', maxLength: 40 },
  { path: 'website', type: 'string', vendorPath: 'website' },
  { path: 'address.street1', type: 'string', vendorPath: 'address.line1', maxLength: 75 },
  { path: 'address.street2', type: 'string', vendorPath: 'address.line2', maxLength: 75 },
  { path: 'address.city', type: 'string', vendorPath: 'address.locality', maxLength: 50 },
  {
    path: 'address.state',
    type: 'string',
    vendorPath: 'address.region',
    read: (record) => readState(addressOf(record)),
  },
  { path: 'address.postalCode', type: 'string', vendorPath: 'address.postal_code', maxLength: 15 },
  {
    path: 'address.country',
    type: 'string',
    vendorPath: 'address.country_code',
    read: (record) => readCountry(addressOf(record)),
    write: writeCountry,
  },
  { path: 'description', type: 'string', vendorPath: 'notes' },
  customFieldValues,
  { path: 'createdAt', type: 'datetime', vendorPath: 'create_time', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'update_time', readOnly: true },
];
