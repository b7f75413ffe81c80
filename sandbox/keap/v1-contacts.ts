import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { findDuplicate } from './contact-duplicates.js';
import { applyContactChange } from './contact-write.js';
import { deleteContact, findContact, insertContact } from './contacts.js';
import { readBody, readText, required } from './json-body.js';
import { optIn, touchAddress } from './opt-in.js';
import type { SortKey } from './paging.js';
import type { ContactRecord } from './records.js';
import { Refusal, unreadable } from './refusal.js';
import { jsonReply } from './replies.js';
import { applyMask } from './selection.js';
import { allRows } from './table.js';
import { OPTIONAL_PROPERTIES, toContactV1 } from './v1-contact-view.js';
import { readContactChangeV1, readOptionalProperties, readTimeParameter, WRITABLE_V1 } from './v1-contact-write.js';
import { cutPage, sortRows } from './v1-paging.js';

const NO_CHANNEL = 'Contact must contain an e-mail address or phone number';

const ORDERS: Readonly<Record<string, (contact: ContactRecord) => SortKey>> = {
  id: ({ id }) => id,
  date_created: ({ created }) => created,
  last_updated: ({ updated }) => updated,
  name: ({ texts }) => texts['family_name'],
  firstName: ({ texts }) => texts['given_name'],
  email: ({ email_addresses }) => email_addresses[0]?.email,
};

function contactReply(call: Call, status: number, contact: ContactRecord, more: readonly string[] = []): SandboxReply {
  const optional = [...readOptionalProperties(call, OPTIONAL_PROPERTIES), ...more];
  return jsonReply('v1', status, toContactV1(contact, call.records, optional));
}

function keepsContact(call: Call): (contact: ContactRecord) => boolean {
  const { query } = call.request;
  const email = query.get('email')?.toLowerCase();
  const since = readTimeParameter(call, 'since');
  const until = readTimeParameter(call, 'until');
  const same = (contact: ContactRecord, name: string): boolean => {
    const wanted = query.get(name);
    return wanted === null || contact.texts[name]?.toLowerCase() === wanted.toLowerCase();
  };
  return (contact) =>
    (email === undefined || contact.email_addresses.some((item) => item.email.toLowerCase() === email)) &&
    same(contact, 'given_name') &&
    same(contact, 'family_name') &&
    (since === undefined || contact.updated >= since) &&
    (until === undefined || contact.updated <= until);
}

function listContacts(call: Call): SandboxReply {
  const { query } = call.request;
  const optional = readOptionalProperties(call, OPTIONAL_PROPERTIES);
  const name = query.get('order') ?? 'id';
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
  const direction = query.get('order_direction') ?? 'ASCENDING';
  if (!order || !/^(ASCENDING|DESCENDING)$/i.test(direction)) throw unreadable();
  const rows = allRows(call.records.contacts).filter(keepsContact(call));
  const sorted = sortRows(rows, order, direction.toUpperCase() === 'DESCENDING');
  const { rows: page, envelope } = cutPage(call, sorted, [
    'email',
    'given_name',
    'family_name',
    'since',
    'until',
    'order',
    'order_direction',
  ]);
  const contacts = page.map((contact) => toContactV1(contact, call.records, optional));
  return jsonReply('v1', 200, { contacts, ...envelope });
}

/** Creates, or with an option updates the contact that it finds. */
function saveContact(call: Call, option?: string): SandboxReply {
  const body = readBody(call.request, option === undefined ? WRITABLE_V1 : [...WRITABLE_V1, 'duplicate_option']);
  const change = readContactChangeV1(call, body);
  const { userId } = call.caller.account;
  const twin = option === undefined ? undefined : findDuplicate(call, option, change);
  if (twin) {
    applyContactChange(call, twin, change, userId);
    return contactReply(call, 200, twin);
  }
  if (!change.emails?.length && !change.collections.phone_numbers?.length) throw new Refusal(400, NO_CHANNEL);
  const contact = insertContact(call, userId);
  applyContactChange(call, contact, change, userId);
  return contactReply(call, 201, contact);
}

function upsertContact(call: Call): SandboxReply {
  const option = readText(readBody(call.request, [...WRITABLE_V1, 'duplicate_option']), 'duplicate_option');
  if (!['Email', 'EmailAndName'].includes(required(option, 'duplicate_option'))) throw unreadable();
  return saveContact(call, option);
}

function updateContact(call: Call): SandboxReply {
  const contact = findContact(call, param(call, 'contact_id'));
  const body = applyMask(call, readBody(call.request, WRITABLE_V1), WRITABLE_V1);
  applyContactChange(call, contact, readContactChangeV1(call, body), call.caller.account.userId);
  const reason = readText(body, 'opt_in_reason');
  for (const { email } of reason ? contact.email_addresses : [])
    optIn(touchAddress(call.records, email, call.now), reason ?? '');
  return contactReply(call, 200, contact);
}

const permission = 'contacts';
const one = '/v1/contacts/{contact_id}';

export const contactV1Routes: readonly Route[] = [
  { method: 'GET', path: '/v1/contacts', permission, handle: listContacts },
  { method: 'POST', path: '/v1/contacts', permission, handle: (call) => saveContact(call) },
  { method: 'PUT', path: '/v1/contacts', permission, handle: upsertContact },
  {
    method: 'GET',
    path: one,
    permission,
    handle: (call) => contactReply(call, 200, findContact(call, param(call, 'contact_id'))),
  },
  { method: 'PATCH', path: one, permission, handle: updateContact },
  { method: 'DELETE', path: one, permission, handle: deleteContact },
];
