import { findCountry, findCountryByName } from './countries.js';
import { checkObject, readEnum, readText } from './json-body.js';
import type { JsonObject } from './json-body.js';
import type { AddressItem } from './records.js';
import { Refusal, unreadable } from './refusal.js';
import { findRegion, findRegionByName, regionsOf } from './regions.js';

const PROPERTIES = [
  'field',
  'line1',
  'line2',
  'locality',
  'region',
  'region_code',
  'country',
  'country_code',
  'postal_code',
  'zip_code',
  'zip_four',
];
export const ADDRESS_SLOTS = ['BILLING', 'SHIPPING', 'OTHER'];

interface Place {
  country?: string;
  country_code?: string;
  region?: string;
  region_code?: string;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function isGiven([, value]: [string, string | undefined]): boolean {
  return value !== undefined;
}

/** Only the properties that have a value. */
function compact<T extends Record<string, string | undefined>>(object: T): Given<T> {
  const given: Given<T> = {};
  return Object.assign(given, Object.fromEntries(Object.entries(object).filter(isGiven)));
}

/** A region needs its country's code, and must be one of that country. */
function readPlace(item: JsonObject): Place {
  const code = readText(item, 'country_code') || undefined;
  const region = readText(item, 'region') || undefined;
  const regionCode = readText(item, 'region_code') || undefined;
  if ((region || regionCode) && !code) throw new Refusal(400, 'country_code is required when a region is specified');
  if (!code) return toCountryByName(readText(item, 'country'));
  const country = findCountry(code);
  if (!country) throw unreadable();
  if (regionCode) return { country_code: code, region_code: checkRegion(country.alpha2, regionCode) };
  if (!region) return { country_code: code };
  const known = findRegionByName(country.alpha2, region);
  return known ? { country_code: code, region_code: known.code } : { country_code: code, region };
}

function toCountryByName(name: string | undefined): Place {
  if (!name) return {};
  const country = findCountryByName(name);
  return country ? { country_code: country.alpha3 } : { country: name };
}

function checkRegion(alpha2: string, code: string): string {
  const wellFormed = new RegExp(`^${alpha2}-[A-Z0-9]{1,3}$`).test(code);
  if (!wellFormed || (regionsOf(alpha2) && !findRegion(code))) throw unreadable();
  return code;
}

function readPostal(
  item: JsonObject,
  place: Place,
  maxLength: number,
): Pick<AddressItem, 'postal_code' | 'zip_code' | 'zip_four'> {
  const zip = readText(item, 'zip_code', 5);
  const four = readText(item, 'zip_four', 4);
  const postal = readText(item, 'postal_code', maxLength) ?? zip;
  const parts = place.country_code === 'USA' ? /^(\d{5})(?:-(\d{4}))?$/.exec(postal ?? '') : null;
  return compact({ postal_code: postal, zip_code: zip ?? parts?.[1], zip_four: four ?? parts?.[2] });
}

/** An address as sent, checked; `slot` is what it goes to when it names none itself. */
export function readAddress(value: unknown, slot: string): AddressItem {
  const item = checkObject(value, PROPERTIES);
  const field = readEnum(item, 'field', ADDRESS_SLOTS) ?? slot;
  const billing = field === 'BILLING';
  const place = readPlace(item);
  const lineLength = billing ? 75 : 100;
  return {
    field,
    ...compact({
      line1: readText(item, 'line1', lineLength),
      line2: readText(item, 'line2', lineLength),
      locality: readText(item, 'locality', billing ? 50 : 100),
    }),
    ...place,
    ...readPostal(item, place, billing ? 15 : 20),
  };
}

/** An address as answered: names beside the codes. */
export function toAddress(item: AddressItem): JsonObject {
  return {
    line1: item.line1 ?? null,
    line2: item.line2 ?? null,
    locality: item.locality ?? null,
    region: regionName(item) ?? null,
    region_code: item.region_code ?? null,
    country: (item.country_code ? findCountry(item.country_code)?.name : item.country) ?? null,
    country_code: item.country_code ?? null,
    postal_code: item.postal_code ?? null,
    zip_code: item.zip_code ?? null,
    zip_four: item.zip_four ?? null,
    field: item.field,
  };
}

export function regionName(item: AddressItem): string | undefined {
  return item.region_code ? findRegion(item.region_code)?.name : item.region;
}
