import type { SandboxReply } from '../provider.js';
import type { Call } from './call.js';
import { checkObject, readBody, readIdList, readList, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { findAddress, isOptedIn } from './opt-in.js';
import type { ContactRecord, TenantRecords } from './records.js';
import { readReference } from './reference.js';
import { Refusal } from './refusal.js';
import { allRows, findRow, insertRow } from './table.js';

const KNOWN = [
  'contacts',
  'subject',
  'attachments',
  'user_id',
  'from_address',
  'html_content',
  'plain_content',
  'address_field',
];
const CONTENT = ['html_content', 'plain_content'];
const ATTACHMENTS = 10;
const ATTACHMENT_BYTES = 1_048_576;

const SLOTS: Readonly<Record<string, string>> = { Email: 'EMAIL1', EmailAddress2: 'EMAIL2', EmailAddress3: 'EMAIL3' };

/** Bytes of a Base64 text; anything that is none is refused. */
function decode(text: string, name: string): Buffer {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw new Refusal(400, `${name} must be encoded in Base64`);
  return Buffer.from(text, 'base64');
}

function readContent(body: JsonObject): Record<string, string> {
  const entries = CONTENT.flatMap((name): [string, string][] => {
    const text = readText(body, name);
    if (text === undefined) return [];
    decode(text, name);
    return [[name, text]];
  });
  return Object.fromEntries(entries);
}

function checkAttachments(body: JsonObject): void {
  const list = readList(body, 'attachments') ?? [];
  if (list.length > ATTACHMENTS) throw new Refusal(400, `attachments must not be more than ${ATTACHMENTS}`);
  for (const item of list) {
    const attachment = checkObject(item, ['file_name', 'file_data']);
    required(readText(attachment, 'file_name'), 'file_name');
    const bytes = decode(required(readText(attachment, 'file_data'), 'file_data'), 'file_data');
    if (bytes.length > ATTACHMENT_BYTES) throw new Refusal(400, 'attachments must not be larger than 1 MB each');
  }
}

/** Exactly one of the two senders; an address must be one that a user of the app has. */
function readSender(body: JsonObject, records: TenantRecords): string {
  const user = readReference(body, 'user_id', records.users);
  const address = readText(body, 'from_address');
  if ((user === undefined) === (address === undefined))
    throw new Refusal(400, 'Exactly one of user_id or from_address is required');
  if (address === undefined) return findRow(records.users, user ?? '')?.email ?? '';
  const known = allRows(records.users).some(({ email }) => email.toLowerCase() === address.toLowerCase());
  if (!known) throw new Refusal(400, 'from_address is not an authenticated sender');
  return address;
}

function readContacts(call: Call, body: JsonObject): readonly ContactRecord[] {
  const ids = readIdList(body, 'contacts');
  if (ids.length === 0) throw new Refusal(400, 'contacts is required');
  return [...new Set(ids)].flatMap((id) => {
    const contact = findRow(call.records.contacts, id);
    if (contact) return [contact];
    if (call.settings.get<string>('sendToUnknownContact') === 'refuse')
      throw new Refusal(400, `contacts: ${id} does not exist`);
    return [];
  });
}

/** Takes the e-mail and says nothing of what becomes of it; each contact that gets it has a record afterwards. */
export function sendEmails(call: Call): SandboxReply {
  const { records, now, settings } = call;
  const body = readBody(call.request, KNOWN);
  const subject = required(readText(body, 'subject'), 'subject');
  const field = readText(body, 'address_field') ?? 'Email';
  const slot = Object.hasOwn(SLOTS, field) ? SLOTS[field] : undefined;
  if (slot === undefined) throw new Refusal(400, `address_field is not known: ${field}`);
  const contacts = readContacts(call, body);
  const from = readSender(body, records);
  const content = readContent(body);
  checkAttachments(body);
  for (const contact of contacts) {
    const to = contact.email_addresses.find((item) => item.field === slot)?.email;
    const address = to === undefined ? undefined : findAddress(records, to);
    if (to === undefined || !address) continue;
    if (!isOptedIn(address.status) && settings.get<string>('sendToOptedOut') === 'withhold') continue;
    address.last_sent = now;
    insertRow(records.emails, {
      contact_id: contact.id,
      texts: { subject, sent_to_address: to, sent_from_address: from, sent_from_reply_address: from, ...content },
      lists: {},
      times: { sent_time: now },
      original_provider: 'INFUSIONSOFT',
      created: now,
    });
  }
  return { status: 202 };
}
