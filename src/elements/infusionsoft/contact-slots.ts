import { invalidRequest } from '../../errors/gateway-error.js';
import type { JsonObject } from '../element-definition.js';
import { isObject, objectsAt, textAt } from '../values.js';
import { toAddress } from './contact-address.js';

/** Keap replaces these collections as a whole (BEHAVIOR.md 4); here they are merged by slot, so that nothing is lost. */
const collections: Readonly<
  Record<string, { readonly key: string; readonly value: string; readonly sent: readonly string[] }>
> = {
  email_addresses: { key: 'field', value: 'email', sent: ['field', 'email', 'opt_in_reason'] },
  phone_numbers: { key: 'field', value: 'number', sent: ['field', 'number', 'extension', 'type'] },
  fax_numbers: { key: 'field', value: 'number', sent: ['field', 'number', 'type'] },
  addresses: {
    key: 'field',
    value: 'field',
    sent: ['field', 'line1', 'line2', 'locality', 'postal_code', 'country_code', 'region', 'region_code'],
  },
  custom_fields: { key: 'id', value: 'content', sent: ['id', 'content'] },
};

/** Draft keys that are no property of the contact: the steps of the operation turn them into calls of their own. */
export const draftOnly = ['mobile', 'company_name', 'tag_ids'] as const;

/** The wire body of a create or update: slots merged into those of `current`, a slot without a value removed. */
export function toContactBody(draft: JsonObject, current: JsonObject = {}): JsonObject {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(draft)) {
    if ((draftOnly as readonly string[]).includes(name)) continue;
    body[name] =
      collections[name] && Array.isArray(value)
        ? mergeSlots(name, objectsAt(current, name), objectsAt(draft, name))
        : value;
  }
  if (Object.hasOwn(draft, 'mobile')) {
    const phones = body['phone_numbers'] ?? mergeSlots('phone_numbers', objectsAt(current, 'phone_numbers'), []);
    body['phone_numbers'] = withMobile(objectsAt({ phones }, 'phones'), draft['mobile']);
  }
  return body;
}

/** One of these collections with changes merged into it by slot; an item without a value leaves. */
export function mergeSlots(
  name: string,
  before: readonly JsonObject[],
  changes: readonly JsonObject[],
): readonly JsonObject[] {
  const collection = collections[name];
  if (!collection) return changes;
  const slots = new Map(before.map((item) => [String(item[collection.key]), withoutReason(item)]));
  for (const change of changes) {
    const slot = String(change[collection.key]);
    slots.set(slot, { ...slots.get(slot), ...change });
  }
  const changed = new Map(changes.map((item) => [String(item[collection.key]), item]));
  return [...slots.values()]
    .filter((item) => item[collection.value] !== null && item[collection.value] !== undefined)
    .map((item) =>
      name === 'addresses'
        ? toAddress(pick(item, collection.sent), changed.get(String(item['field'])) ?? {})
        : pick(item, collection.sent),
    )
    .filter((item) => Object.keys(item).length > 1)
    .sort((a, b) => String(a[collection.key]).localeCompare(String(b[collection.key]), 'en', { numeric: true }));
}

/** A reason that is sent again would opt in again somebody who has opted out since (BEHAVIOR.md 13). */
function withoutReason({ opt_in_reason: _, ...item }: JsonObject): JsonObject {
  return item;
}

/** Keap has no mobile slot: it is the first number of that type, else the next free one, the main number's slot last. */
function withMobile(phones: readonly JsonObject[], mobile: unknown): readonly JsonObject[] {
  const slot = phones.find(isMobile)?.['field'];
  const others = phones.filter((item) => item['field'] !== slot);
  if (mobile === null) return others;
  const free =
    slot ??
    ['PHONE2', 'PHONE3', 'PHONE4', 'PHONE5', 'PHONE1'].find((field) => phones.every((item) => item['field'] !== field));
  if (free === undefined)
    throw invalidRequest('mobile', 'All five numbers of this contact are taken; change one of "phones" instead.');
  return [...others, { field: free, number: mobile, type: 'Mobile' }].sort((a, b) =>
    String(a['field']).localeCompare(String(b['field'])),
  );
}

export function isMobile(phone: JsonObject): boolean {
  return textAt(phone, 'type')?.toLowerCase() === 'mobile';
}

function pick(item: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([key, value]) => keys.includes(key) && value !== null && value !== undefined && !isObject(value),
    ),
  );
}
