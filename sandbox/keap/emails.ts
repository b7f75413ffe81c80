import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { sendEmails } from './email-sending.js';
import { idField, sinceField, textField, untilField } from './filter-fields.js';
import { readBody, readEnum, readList, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { EmailRecord } from './sales-records.js';
import { readReference } from './reference.js';
import { notFound, unreadable } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { parseBodyTime, toTimestamp } from './times.js';

const TEXTS = [
  'subject',
  'headers',
  'sent_to_address',
  'sent_from_address',
  'sent_from_reply_address',
  'original_provider_id',
  'provider_source_id',
];
const LISTS = ['sent_to_cc_address_list', 'sent_to_bcc_address_list'];
const TIMES = ['sent_time', 'received_time', 'opened_time', 'clicked_time'];
const CONTENT = ['plain_content', 'html_content'];
const PROVIDERS = ['UNKNOWN', 'INFUSIONSOFT', 'MICROSOFT', 'GOOGLE'];
const WRITABLE = [...TEXTS, ...LISTS, ...TIMES, ...CONTENT, 'original_provider', 'contact_id'];

/** The bodies come with a single e-mail only. */
export function toEmail(email: EmailRecord, settings: Settings, withContent: boolean): JsonObject {
  const pick = (names: readonly string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, email.texts[name]]));
  const full: JsonObject = {
    id: String(email.id),
    ...pick(TEXTS),
    contact_id: email.contact_id === undefined ? undefined : String(email.contact_id),
    ...Object.fromEntries(LISTS.map((name) => [name, email.lists[name] ?? []])),
    ...Object.fromEntries(
      TIMES.map((name) => {
        const time = email.times[name];
        return [name, time === undefined ? undefined : toTimestamp(time, settings)];
      }),
    ),
    original_provider: email.original_provider,
    ...(withContent ? pick(CONTENT) : {}),
  };
  return toRecord({ settings }, full, Object.keys(full));
}

function listEmails(call: Call): SandboxReply {
  const { settings, records } = call;
  const page = listPage<EmailRecord>(call, {
    rows: allRows(records.emails),
    idOf: ({ id }) => id,
    filter: {
      fields: {
        contact_id: idField(({ contact_id }) => contact_id),
        email: textField(settings, ({ texts }) => texts['sent_to_address'], { caseless: true }),
        start_created_time: sinceField(({ created }) => created),
        end_created_time: untilField(({ created }) => created),
      },
    },
    order: { created_time: ({ created }) => created },
  });
  const emails = page.rows.map((row) => toEmail(row, settings, false));
  return jsonReply('v2', 200, { emails, ...nextPageToken(call, page) });
}

function findEmail(call: Call): EmailRecord {
  const email = findRow(call.records.emails, param(call, 'id'));
  if (!email) throw notFound('Email');
  return email;
}

function readAddresses(body: JsonObject, name: string): string[] {
  const list = readList(body, name) ?? [];
  return list.map((item) => {
    if (typeof item !== 'string') throw unreadable();
    return item;
  });
}

/** Keeps the record of an e-mail that was sent elsewhere; nothing is sent. */
function recordEmail(call: Call): SandboxReply {
  const { records, now, settings } = call;
  const body = readBody(call.request, WRITABLE);
  required(readText(body, 'sent_to_address'), 'sent_to_address');
  const contact = readReference(body, 'contact_id', records.contacts);
  const texts = [...TEXTS, ...CONTENT].flatMap((name): [string, string][] => {
    const text = readText(body, name);
    return text === undefined ? [] : [[name, text]];
  });
  const times = TIMES.flatMap((name): [string, number][] => {
    const text = readText(body, name);
    return text === undefined ? [] : [[name, parseBodyTime(text)]];
  });
  const email = insertRow(records.emails, {
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(LISTS.map((name) => [name, readAddresses(body, name)])),
    times: Object.fromEntries(times),
    original_provider: readEnum(body, 'original_provider', PROVIDERS) ?? 'UNKNOWN',
    ...(contact === undefined ? {} : { contact_id: contact }),
    created: now,
  });
  return jsonReply('v2', 201, toEmail(email, settings, true));
}

function deleteEmail(call: Call): SandboxReply {
  removeRow(call.records.emails, findEmail(call).id);
  return emptyReply();
}

const permission = 'emails';
const one = '/v2/emails/{id}';

export const emailRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/emails', permission, handle: listEmails },
  { method: 'POST', path: '/v2/emails', permission, handle: recordEmail },
  { method: 'POST', path: '/v2/emails:send', permission, handle: sendEmails },
  {
    method: 'GET',
    path: one,
    permission,
    handle: (call) => jsonReply('v2', 200, toEmail(findEmail(call), call.settings, true)),
  },
  { method: 'DELETE', path: one, permission, handle: deleteEmail },
];
