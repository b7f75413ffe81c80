import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { findDuplicate, keepUnsent, readDuplicateOption } from './contact-duplicates.js';
import { contactListRules } from './contact-filters.js';
import { mergeContacts } from './contact-merge.js';
import { CONTACT_COLUMNS, toContact } from './contact-view.js';
import { applyContactChange, readContactChange, WRITABLE } from './contact-write.js';
import type { ContactChange } from './contact-write.js';
import { readBody, readId, required } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { ContactRecord } from './records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, selectColumns, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';

const NO_CHANNEL = 'Contact must contain at least one item in email_addresses, phone_numbers, or addresses';

export function findContact(call: Call, id: string): ContactRecord {
  const contact = findRow(call.records.contacts, id);
  if (!contact) throw notFound('Contact');
  return contact;
}

function contactReply(call: Call, status: number, contact: ContactRecord): SandboxReply {
  const full = toContact(contact, call.records, call.settings);
  return jsonReply('v2', status, toRecord(call, full, selectColumns(call, CONTACT_COLUMNS)));
}

function listContacts(call: Call): SandboxReply {
  const columns = selectColumns(call, CONTACT_COLUMNS);
  const page = listPage(call, contactListRules(call, allRows(call.records.contacts)));
  const contacts = page.rows.map((row) => toRecord(call, toContact(row, call.records, call.settings), columns));
  return jsonReply('v2', 200, { contacts, ...nextPageToken(call, page) });
}

function hasChannel({ emails, collections }: ContactChange): boolean {
  return [emails, collections.phone_numbers, collections.addresses].some((items) => items && items.length > 0);
}

/** An empty contact with the next id, to which a checked change is then applied. */
export function insertContact(call: Pick<Call, 'records' | 'now'>, userId: number): ContactRecord {
  return insertRow(call.records.contacts, {
    texts: { source_type: 'API' },
    email_addresses: [],
    phone_numbers: [],
    fax_numbers: [],
    addresses: [],
    custom_fields: [],
    social_accounts: [],
    utm_parameters: [],
    tags: [],
    score: 0,
    created: call.now,
    updated: call.now,
    created_by: userId,
    updated_by: userId,
  });
}

function createContact(call: Call): SandboxReply {
  selectColumns(call, CONTACT_COLUMNS);
  const option = readDuplicateOption(call.request.query.get('duplicate_option'));
  const change = readContactChange(readBody(call.request, WRITABLE), call.records);
  if (!hasChannel(change)) throw new Refusal(400, NO_CHANNEL);
  const { userId } = call.caller.account;
  const twin = option && findDuplicate(call, option, change);
  if (twin) {
    const merged = call.settings.get<string>('upsertCollections') === 'merge' ? keepUnsent(twin, change) : change;
    applyContactChange(call, twin, merged, userId);
    return contactReply(call, 200, twin);
  }
  const contact = insertContact(call, userId);
  applyContactChange(call, contact, change, userId);
  return contactReply(call, 201, contact);
}

function updateContact(call: Call): SandboxReply {
  const contact = findContact(call, param(call, 'contact_id'));
  selectColumns(call, CONTACT_COLUMNS);
  const body = applyMask(call, readBody(call.request, WRITABLE), CONTACT_COLUMNS.all);
  applyContactChange(call, contact, readContactChange(body, call.records), call.caller.account.userId);
  return contactReply(call, 200, contact);
}

export function deleteContact(call: Call): SandboxReply {
  const { id } = findContact(call, param(call, 'contact_id'));
  removeRow(call.records.contacts, id);
  for (const note of allRows(call.records.notes)) if (note.contact_id === id) removeRow(call.records.notes, note.id);
  for (const row of allRows(call.records.opportunities)) {
    if (row.contact_id === id) removeRow(call.records.opportunities, row.id);
  }
  return emptyReply();
}

function merge(call: Call): SandboxReply {
  selectColumns(call, CONTACT_COLUMNS);
  const body = readBody(call.request, ['contact_id', 'duplicate_contact_id']);
  const survivor = findContact(call, required(readId(body, 'contact_id'), 'contact_id'));
  const duplicate = findContact(call, required(readId(body, 'duplicate_contact_id'), 'duplicate_contact_id'));
  if (survivor === duplicate) throw new Refusal(400, 'A contact cannot be merged with itself');
  mergeContacts(call.records, survivor, duplicate, call.now);
  return contactReply(call, 200, survivor);
}

function leadScore(call: Call): SandboxReply {
  const contact = findContact(call, param(call, 'contact_id'));
  return jsonReply('v2', 200, { score: String(contact.score), last_updated: new Date(contact.updated).toISOString() });
}

const permission = 'contacts';

export const contactRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/contacts', permission, handle: listContacts },
  { method: 'POST', path: '/v2/contacts', permission, handle: createContact },
  { method: 'POST', path: '/v2/contacts:merge', permission, handle: merge },
  {
    method: 'GET',
    path: '/v2/contacts/{contact_id}',
    permission,
    handle: (call) => contactReply(call, 200, findContact(call, param(call, 'contact_id'))),
  },
  { method: 'PATCH', path: '/v2/contacts/{contact_id}', permission, handle: updateContact },
  { method: 'DELETE', path: '/v2/contacts/{contact_id}', permission, handle: deleteContact },
  { method: 'GET', path: '/v2/contacts/{contact_id}/leadScore', permission, handle: leadScore },
];
