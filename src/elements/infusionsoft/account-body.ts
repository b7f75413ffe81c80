import type { JsonObject } from '../element-definition.js';
import { isObject, objectAt, objectsAt } from '../values.js';
import { toAddress } from './contact-address.js';
import { mergeSlots } from './contact-slots.js';

/** The parts of a company that Keap replaces as a whole, with the value that a part cannot be without. */
const parts: Readonly<Record<string, { readonly value?: string; readonly sent: readonly string[] }>> = {
  email_address: { value: 'email', sent: ['email', 'field'] },
  phone_number: { value: 'number', sent: ['number', 'extension', 'type', 'field'] },
  address: { sent: ['field', 'line1', 'line2', 'locality', 'postal_code', 'country_code', 'region', 'region_code'] },
};

/** The wire body of a create or update: parts and custom fields merged into those of `current`; null clears. */
export function toCompanyBody(draft: JsonObject, current: JsonObject = {}): JsonObject {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]): [string, unknown] => {
      if (name === 'custom_fields' && Array.isArray(value))
        return [name, mergeSlots(name, objectsAt(current, name), objectsAt(draft, name))];
      return [name, parts[name] && isObject(value) ? mergePart(name, objectAt(current, name) ?? {}, value) : value];
    }),
  );
}

/** Nothing is left of a part without its value, or without any. */
function mergePart(name: string, before: JsonObject, change: JsonObject): JsonObject | null {
  const { value, sent = [] } = parts[name] ?? {};
  const merged = { ...before, ...change };
  const kept = Object.fromEntries(
    Object.entries(merged).filter(([key, item]) => sent.includes(key) && item !== null && item !== undefined),
  );
  if (value !== undefined) return kept[value] === undefined ? null : kept;
  const address = toAddress(kept, change);
  return Object.keys(address).some((key) => key !== 'field') ? address : null;
}
