import { invalidRequest } from '../errors/gateway-error.js';
import type { CustomField } from './element-definition.js';

/** The name under which a custom field is answered. A label that two fields share gives way to the system name. */
export function toCustomFieldName(field: CustomField, naming: 'label' | 'system', all: readonly CustomField[]): string {
  const systemName = field.systemName ?? field.id;
  if (naming === 'system' || field.label === '') return systemName;
  return all.some((other) => other.id !== field.id && other.label === field.label) ? systemName : field.label;
}

/**
 * Finds a custom field by label, system name or id. `systemNames` also takes names that the account does not list,
 * for tokens that may not read the list. Throws INVALID_REQUEST for an unknown or ambiguous name.
 */
export function findCustomField(name: string, all: readonly CustomField[], systemNames?: RegExp): CustomField {
  const path = `customFields.${name}`;
  const exact = all.find((field) => field.systemName === name) ?? all.find((field) => field.id === name);
  if (exact) return exact;
  const labelled = all.filter((field) => field.label.toLowerCase() === name.toLowerCase());
  const [only] = labelled;
  if (only && labelled.length === 1) return only;
  if (labelled.length > 1) {
    const names = labelled.map((field) => field.systemName ?? field.id).join(', ');
    throw invalidRequest(path, `Several custom fields are labelled "${name}"; use one of the system names ${names}.`);
  }
  if (systemNames?.test(name)) return { id: name, label: name, systemName: name, type: 'string' };
  throw invalidRequest(path, `The account has no custom field "${name}".`);
}
