import { type Contact, contactTexts } from '../accounts/records.js';
import { toFlag } from '../protocol/envelope.js';
import type { Call } from '../protocol/endpoint.js';
import { wrongValue } from '../protocol/refusal.js';
import { contentVariableNames } from './contact.js';

const defaultColumns = [
  'contactID',
  'userID',
  'email',
  'firstName',
  'lastName',
  'suppressed',
  'held',
  'dateAdded',
  'dateModified',
] as const;

const plainColumns = [
  'contactID',
  'userID',
  'email',
  ...contactTexts,
  'purl',
  'dateOfBirth',
  'ipAddress',
  'dateSuppressed',
  'dateHeld',
  'dateAdded',
  'dateModified',
  'lastActivityDate',
  'lastClickDate',
] as const;

type Column = (contact: Contact) => unknown;

/** Every column a search can answer. They are flat: custom fields stand beside the rest, and groups are no column. */
function listColumns(call: Call): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>(plainColumns.map((name) => [name, (contact: Contact) => contact[name]]));
  columns.set('suppressed', ({ suppressed }) => toFlag(suppressed, call.settings));
  columns.set('held', ({ held }) => toFlag(held, call.settings));
  columns.set('contactScore1', ({ score }) => score);
  if (call.settings.get<boolean>('mobileNumberColumn')) columns.set('mobileNumber', (contact) => contact.mobileNumber);
  for (const { systemName } of call.account.identity.customFields) {
    columns.set(systemName, ({ customFields }) => customFields[systemName] ?? '');
  }
  for (const name of contentVariableNames) columns.set(name, ({ contentVariables }) => contentVariables[name] ?? '');
  return columns;
}

function readNames(call: Call, known: ReadonlyMap<string, Column>): readonly string[] {
  const asked = (call.input.text('fields') ?? '').split(',').map((name) => name.trim());
  const names: string[] = [];
  for (const name of asked.filter((text) => text !== '')) {
    const column = [...known.keys()].find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (column) names.push(column);
    else if (call.settings.get<string>('unknownColumn') === 'refuse') throw wrongValue('fields', `no column ${name}`);
  }
  return names;
}

/** Makes the rows of a search: the columns of `fields`, or the provider's few default ones. */
export function createRowWriter(call: Call): (contact: Contact) => object {
  const known = listColumns(call);
  const asked = readNames(call, known);
  const extra = call.settings.get<string>('fieldsAddTo');
  const kept = extra === 'defaults' ? defaultColumns : extra === 'contactID' ? ['contactID'] : [];
  const names = asked.length === 0 ? defaultColumns : [...new Set([...kept, ...asked])];
  return (contact) => Object.fromEntries(names.map((name) => [name, known.get(name)?.(contact)]));
}
