import type { Call } from '../protocol/endpoint.js';
import type { Parameters } from '../protocol/parameters.js';
import { readArray, readEmailAddress, readObject } from '../protocol/read-values.js';
import { Refusal, wrongValue } from '../protocol/refusal.js';
import {
  applyGroupChanges,
  checkPurl,
  type GroupChanges,
  readContactChanges,
  readGroupChanges,
} from './contact-changes.js';
import { insertContact, refuseForeignContact, updateContact } from './save-contact.js';

interface RowResult {
  readonly email: string;
  readonly contactID?: number;
  readonly success: 0 | 1;
  readonly inserted: 0 | 1;
  readonly updated: 0 | 1;
  readonly errors: readonly string[];
}

interface ImportOrder {
  readonly updateExisting: boolean;
  readonly groups: GroupChanges;
  /** The keys of the first row, which every other row must have. */
  readonly structure: string;
}

function toStructure(row: Parameters): string {
  return [...row.names()].sort().join(',');
}

function readRows(call: Call): readonly Parameters[] {
  const rows = call.input.require('contacts', readArray);
  if (rows.length === 0 || rows.length > 1000) throw wrongValue('contacts', '1 to 1000 rows allowed');
  return rows.map((row) => call.input.nested(readObject(row, 'contacts')));
}

/** An import never lifts a suppression. */
function importRow(call: Call, row: Parameters, order: ImportOrder): RowResult {
  if (toStructure(row) !== order.structure) throw wrongValue('contacts', 'every row must be built like the first one');
  const email = row.require('email', readEmailAddress);
  const read = readContactChanges(call, row);
  const existing = call.account.contactByEmail(email);
  if (existing) refuseForeignContact(call, existing);
  const updates = existing !== undefined && order.updateExisting;
  const changes = existing?.suppressed ? { ...read, suppressed: undefined } : read;
  if (!existing || updates) checkPurl(call, existing, changes);
  const contact = existing ?? insertContact(call, email, changes);
  if (updates) updateContact(call, contact, changes);
  applyGroupChanges(contact, order.groups, call.now);
  const { contactID } = contact;
  return { email, contactID, success: 1, inserted: existing ? 0 : 1, updated: updates ? 1 : 0, errors: [] };
}

function tryRow(call: Call, row: Parameters, order: ImportOrder): RowResult {
  try {
    return importRow(call, row, order);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const raw = row.read('email', (value) => value);
    const email = typeof raw === 'string' ? raw : '';
    return { email, success: 0, inserted: 0, updated: 0, errors: [error.message] };
  }
}

function refuseOddRows(call: Call, rows: readonly Parameters[], structure: string): void {
  if (call.settings.get<string>('importOddRow') !== 'refuse') return;
  const odd = rows.findIndex((row) => toStructure(row) !== structure);
  if (odd >= 0) throw wrongValue('contacts', `row ${odd + 1} is not built like the first one`);
}

/** Inserts and updates up to 1000 contacts, matched by e-mail; a row can fail while the call succeeds. */
export function importContacts(call: Call): object {
  const rows = readRows(call);
  const structure = rows[0] ? toStructure(rows[0]) : '';
  refuseOddRows(call, rows, structure);
  const updateExisting = call.input.boolean('updateExisting') ?? true;
  const order = { updateExisting, structure, groups: readGroupChanges(call) };
  const contactResults = rows.map((row) => tryRow(call, row, order));
  const failed = contactResults.filter(({ success }) => success === 0).length;
  if (failed > 0) call.warnings.push(`${failed} of ${rows.length} contacts were not imported, see contactResults`);
  return {
    recordsUpdated: contactResults.filter(({ updated }) => updated === 1).length,
    recordsInserted: contactResults.filter(({ inserted }) => inserted === 1).length,
    recordsInData: rows.length,
    contactResults,
  };
}
