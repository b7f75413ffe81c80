import type { Call } from './call.js';
import { readContactChange } from './contact-write.js';
import type { ContactChange } from './contact-write.js';
import { checkObject, isObject, readText } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { unreadable } from './refusal.js';
import { readNames } from './selection.js';
import { Refusal } from './refusal.js';
import { parseBodyTime } from './times.js';

const SAME = [
  'given_name',
  'family_name',
  'middle_name',
  'preferred_name',
  'prefix',
  'suffix',
  'job_title',
  'website',
  'contact_type',
  'spouse_name',
  'owner_id',
  'preferred_locale',
  'time_zone',
  'email_addresses',
  'phone_numbers',
  'fax_numbers',
  'addresses',
  'social_accounts',
  'origin',
  'company',
];
export const WRITABLE_V1 = [
  ...SAME,
  'birthday',
  'anniversary',
  'lead_source_id',
  'source_type',
  'custom_fields',
  'opt_in_reason',
];

/** v1 writes a birthday as a date-time; its date in UTC is what counts. */
function toDate(body: JsonObject, name: string): string | null {
  const text = readText(body, name);
  if (!text) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : new Date(parseBodyTime(text)).toISOString().slice(0, 10);
}

function toSourceType(body: JsonObject): string | null {
  const text = readText(body, 'source_type');
  const spelled: Record<string, string> = {
    FORMAPIHOSTED: 'FORM_API_HOSTED',
    FORMAPIINTERNAL: 'FORM_API_INTERNAL',
    INTERNALFORM: 'INTERNAL_FORM',
    LANDINGPAGE: 'LANDING_PAGE',
  };
  return text === undefined ? null : (spelled[text] ?? text);
}

/** The reason stands beside the addresses in v1 and counts for all of them. */
function addReason(list: unknown, reason: string): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) =>
    isObject(item) ? { ...checkObject(item, ['email', 'field']), opt_in_reason: reason } : item,
  );
}

function toV2Body(body: JsonObject): JsonObject {
  const has = (name: string): boolean => Object.hasOwn(body, name);
  const reason = readText(body, 'opt_in_reason');
  return {
    ...Object.fromEntries(SAME.filter(has).map((name) => [name, body[name]])),
    ...(has('birthday') ? { birth_date: toDate(body, 'birthday') } : {}),
    ...(has('anniversary') ? { anniversary_date: toDate(body, 'anniversary') } : {}),
    ...(has('lead_source_id') ? { leadsource_id: body['lead_source_id'] } : {}),
    ...(has('source_type') ? { source_type: toSourceType(body) } : {}),
    ...(has('custom_fields') ? { custom_fields: body['custom_fields'] } : {}),
    ...(has('email_addresses') && reason ? { email_addresses: addReason(body['email_addresses'], reason) } : {}),
  };
}

export function readContactChangeV1(call: Call, body: JsonObject): ContactChange {
  return readContactChange(toV2Body(body), call.records);
}

/** `optional_properties`, of which unknown ones are refused by name. */
export function readOptionalProperties(call: Call, known: readonly string[]): readonly string[] {
  const asked = readNames(call, 'optional_properties') ?? [];
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(400, `The following optional-properties are unrecognized: ${unknown.join(', ')}`);
  return asked;
}

export function readTimeParameter(call: Call, name: string): number | undefined {
  const text = call.request.query.get(name);
  if (!text) return undefined;
  try {
    return parseBodyTime(text);
  } catch {
    throw unreadable();
  }
}
