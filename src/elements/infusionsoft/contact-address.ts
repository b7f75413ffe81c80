import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { findCountry, findSubdivision } from '../places.js';
import { objectsAt, textAt } from '../values.js';

/** The hub field of each slot that the model has. */
export const addressSlots = { BILLING: 'address', OTHER: 'otherAddress' } as const;

/** The field mappings of one postal address. The state waits in `region` until its country is known, see `toAddress`. */
export function addressFields(slot: keyof typeof addressSlots): readonly FieldMapping[] {
  const hub = addressSlots[slot];
  const vendor = `addresses[field=${slot}]`;
  const slotOf = (record: JsonObject): JsonObject =>
    objectsAt(record, 'addresses').find((item) => item['field'] === slot) ?? {};
  return [
    { path: `${hub}.street1`, type: 'string', vendorPath: `${vendor}.line1`, maxLength: slot === 'BILLING' ? 75 : 100 },
    { path: `${hub}.street2`, type: 'string', vendorPath: `${vendor}.line2`, maxLength: slot === 'BILLING' ? 75 : 100 },
    { path: `${hub}.city`, type: 'string', vendorPath: `${vendor}.locality`, maxLength: slot === 'BILLING' ? 50 : 100 },
    {
      path: `${hub}.state`,
      type: 'string',
      vendorPath: `${vendor}.region`,
      read: (record) => readState(slotOf(record)),
    },
    {
      path: `${hub}.postalCode`,
      type: 'string',
      vendorPath: `${vendor}.postal_code`,
      maxLength: slot === 'BILLING' ? 15 : 20,
    },
    {
      path: `${hub}.country`,
      type: 'string',
      vendorPath: `${vendor}.country_code`,
      read: (record) => readCountry(slotOf(record)),
      write: (value) => ({ [`${vendor}.country_code`]: toCountry(value, `${hub}.country`) }),
    },
  ];
}

/** The country of one postal address: its two-letter code where it is recognised. */
export function readCountry(address: JsonObject): string | undefined {
  const text = textAt(address, 'country_code') ?? textAt(address, 'country');
  return text === undefined ? undefined : (findCountry(text)?.alpha2 ?? text);
}

/** The state of one postal address: its code where it is recognised. */
export function readState(address: JsonObject): string | undefined {
  const text = textAt(address, 'region_code') ?? textAt(address, 'region');
  if (text === undefined) return undefined;
  const country = readCountry(address);
  return (country && findSubdivision(country, text)) ?? text;
}

function toCountry(value: unknown, path: string): unknown {
  if (typeof value !== 'string') return value;
  const country = findCountry(value);
  if (!country)
    throw invalidRequest(path, `"${path}" must be an ISO country code or an English country name for this provider.`);
  return country.alpha3;
}

/**
 * One merged address as Keap takes it: `region_code` with its country instead of the deprecated names, and nothing
 * that Keap computes. Throws for a state without a country, which Keap refuses (BEHAVIOR.md 6).
 */
export function toAddress(merged: JsonObject, changed: JsonObject): JsonObject {
  const hub = merged['field'] === 'OTHER' ? 'otherAddress' : 'address';
  const { region: _region, country: _country, region_code: before, ...kept } = merged;
  const country = textAt(merged, 'country_code');
  const state = Object.hasOwn(changed, 'region')
    ? textAt(changed, 'region')
    : keptRegion(textAt({ before }, 'before'), country);
  if (state === undefined) return kept;
  const alpha2 = country === undefined ? undefined : findCountry(country)?.alpha2;
  if (alpha2 === undefined)
    throw invalidRequest(`${hub}.state`, `This provider takes "${hub}.state" only together with "${hub}.country".`);
  const code = findSubdivision(alpha2, state);
  if (code === undefined)
    throw invalidRequest(`${hub}.state`, `"${hub}.state" is not a subdivision of ${alpha2} that this provider knows.`);
  return { ...kept, region_code: `${alpha2}-${code}` };
}

/** A region of another country than the new one would be refused, and would be wrong. */
function keptRegion(region: string | undefined, country: string | undefined): string | undefined {
  const alpha2 = country === undefined ? undefined : findCountry(country)?.alpha2;
  return region !== undefined && alpha2 !== undefined && region.startsWith(`${alpha2}-`) ? region : undefined;
}
