import { invalidRequest } from '../../errors/gateway-error.js';
import type { JsonObject, MappingContext } from '../element-definition.js';
import { isObject } from '../values.js';
import { contactFields } from './contact-fields.js';

/** A contact inside another body, in the provider's shape. Throws INVALID_REQUEST that names the field below `path`. */
export function toContact(contact: unknown, path: string, context: MappingContext): JsonObject {
  if (!isObject(contact)) throw invalidRequest(path, `"${path}" must be a contact.`);
  const values = flat(contact);
  const written = Object.entries(values).map(([name, value]): JsonObject => {
    const field = contactFields.find((candidate) => candidate.path === name && !candidate.readOnly);
    if (!field || name === 'listIds')
      throw invalidRequest(`${path}.${name}`, `"${path}.${name}" cannot be given here.`);
    if (value === null) return {};
    if (field.write) return field.write(value, context);
    return { [field.vendorPath ?? name]: value };
  });
  const given = written.reduce<JsonObject>((all, values) => ({ ...all, ...values }), {});
  if (typeof given['email'] !== 'string' || given['email'] === '')
    throw invalidRequest(`${path}.email`, `"${path}.email" is required.`);
  return given;
}

/** `address.city` stands for a branch's field; custom fields stay together. */
function flat(contact: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(contact).flatMap(([name, value]): [string, unknown][] => {
      if (name !== 'address' || !isObject(value)) return [[name, value]];
      return Object.entries(value).map(([key, item]) => [`address.${key}`, item]);
    }),
  );
}
