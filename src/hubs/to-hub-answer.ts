import type { JsonObject, ResourceDefinition } from '../elements/element-definition.js';
import { isObject } from '../elements/values.js';
import type { HubAnswer } from './hub-request.js';

/** Every field of the model that the record lacks as null, for callers who asked to see them. */
export function withNulls(record: JsonObject, resource: ResourceDefinition): JsonObject {
  const absent = [
    ...new Set(resource.fields.filter((field) => !field.writeOnly).map(({ path }) => path.split('.')[0] ?? path)),
  ].filter((name) => !Object.hasOwn(record, name));
  return { ...record, ...Object.fromEntries(absent.map((name) => [name, null])) };
}

/** The record trimmed to these fields; all of it when there are none. */
export function pickFields(record: JsonObject, fields: readonly string[]): JsonObject {
  if (fields.length === 0) return record;
  const picked: Record<string, unknown> = {};
  for (const field of fields) copyField(record, field, picked);
  return picked;
}

function copyField(record: JsonObject, field: string, into: Record<string, unknown>): void {
  if (Object.hasOwn(record, field)) {
    into[field] = record[field];
    return;
  }
  const dot = field.indexOf('.');
  const branch = record[field.slice(0, dot)];
  if (dot < 0 || !isObject(branch)) return;
  const opened = into[field.slice(0, dot)];
  const below: Record<string, unknown> = isObject(opened) ? opened : {};
  copyField(branch, field.slice(dot + 1), below);
  if (Object.keys(below).length > 0) into[field.slice(0, dot)] = below;
}

/** Reads a field by its hub name, branches and custom fields included. */
export function readField(record: JsonObject, field: string): unknown {
  if (Object.hasOwn(record, field)) return record[field];
  const dot = field.indexOf('.');
  const branch = dot < 0 ? undefined : record[field.slice(0, dot)];
  return isObject(branch) ? readField(branch, field.slice(dot + 1)) : undefined;
}

/** Header values are printable ASCII; anything else is percent-encoded. */
export function toHeaderText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\x20-\x7e]/gu, (character) => encodeURIComponent(character))
    .slice(0, 2_000);
}

/** The answer with the provider's own warnings behind what the gateway has to say itself. */
export function withWarnings(answer: HubAnswer, provider: string, warnings: ReadonlySet<string>): HubAnswer {
  const told = [...warnings].filter((words) => words !== '').join('; ');
  if (told === '') return answer;
  const own = answer.headers['elements-error'];
  const text = `${own === undefined ? '' : `${own} `}${provider}: ${told}`;
  return { ...answer, headers: { ...answer.headers, 'elements-error': toHeaderText(text) } };
}
