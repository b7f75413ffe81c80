import type { CustomField } from '../accounts/records.js';
import { isCalendarDate } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import { isObject, type JsonObject, readText } from '../protocol/read-values.js';
import { wrongType, wrongValue } from '../protocol/refusal.js';
import { contentVariableNames } from './contact.js';

const fits: Readonly<Record<CustomField['datatype'], (text: string) => boolean>> = {
  text: () => true,
  number: (text) => /^-?\d+(?:\.\d+)?$/.test(text),
  date: isCalendarDate,
};

/** `{ "custom1": { "value": "…" } }`; a null value counts as not passed, like any null. */
function readNested(values: JsonObject, parameter: string): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, nested] of Object.entries(values)) {
    if (nested === null) continue;
    if (!isObject(nested)) throw wrongType(`${parameter}.${name}`, 'struct');
    const value = nested['value'] ?? undefined;
    if (value !== undefined) read[name.toLowerCase()] = readText(value, `${parameter}.${name}.value`);
  }
  return read;
}

function checkValue(field: CustomField, value: string): void {
  if (value === '') return;
  const place = `customFields.${field.systemName}`;
  if (!fits[field.datatype](value)) throw wrongValue(place, `a ${field.datatype} expected`);
  if (value.length > field.maxLength) throw wrongValue(place, `at most ${field.maxLength} characters allowed`);
}

export function readCustomFields(call: Call, values: JsonObject): Record<string, string> {
  const read = readNested(values, 'customFields');
  const enforced = call.settings.get<string>('customFieldTypes') === 'enforced';
  for (const [name, value] of Object.entries(read)) {
    const field = call.account.identity.customFields.find(({ systemName }) => systemName === name);
    if (field && enforced) checkValue(field, value);
    if (field) continue;
    if (call.settings.get<string>('unknownCustomField') === 'refuse') throw wrongValue('customFields', `no ${name}`);
    delete read[name];
  }
  return read;
}

export function readContentVariables(values: JsonObject): Record<string, string> {
  const read = readNested(values, 'contentVariables');
  const unknown = Object.keys(read).find((name) => !contentVariableNames.includes(name));
  if (unknown !== undefined) throw wrongValue('contentVariables', `no ${unknown}`);
  return read;
}
