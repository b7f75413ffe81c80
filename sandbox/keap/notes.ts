import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { findContact } from './contacts.js';
import { customFilter } from './custom-filters.js';
import { readCustomValues } from './custom-values.js';
import { parseFilter } from './filter.js';
import { comparedIdField, idField, setField, sinceField, textField, untilField } from './filter-fields.js';
import { readBody, readFlag, readId, readList, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { TenantRecords } from './records.js';
import type { NoteRecord } from './sales-records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, readNames, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { toTimestamp } from './times.js';

const CREATABLE = ['title', 'text', 'type', 'user_id', 'is_pinned', 'custom_fields'];
const UPDATABLE = [...CREATABLE, 'contact_id'];
const COLUMNS = [
  'id',
  'text',
  'title',
  'type',
  'contact_id',
  'assigned_to_user',
  'create_time',
  'update_time',
  'last_updated_by_user_id',
  'created_by_user_id',
  'pinned_at',
];

export function toNote(note: NoteRecord, records: TenantRecords, settings: Settings): JsonObject {
  const user = findRow(records.users, note.user_id);
  return {
    id: String(note.id),
    text: note.text,
    title: note.title,
    type: note.type,
    contact_id: String(note.contact_id),
    assigned_to_user: user && {
      id: String(user.id),
      given_name: user.given_name,
      family_name: user.family_name,
      email_address: user.email,
    },
    create_time: toTimestamp(note.created, settings),
    update_time: toTimestamp(note.updated, settings),
    last_updated_by_user_id: String(note.updated_by),
    created_by_user_id: String(note.created_by),
    pinned_at: note.pinned === undefined ? undefined : toTimestamp(note.pinned, settings),
    custom_fields: note.custom_fields,
  };
}

/** Custom fields come only when `fields` asks for them. */
function shownNote(call: Call, note: NoteRecord): JsonObject {
  const withCustom = readNames(call, 'fields')?.includes('custom_fields') ?? false;
  return toRecord(
    call,
    toNote(note, call.records, call.settings),
    withCustom ? [...COLUMNS, 'custom_fields'] : COLUMNS,
  );
}

function findNote(call: Call): NoteRecord {
  const contact = findContact(call, param(call, 'contact_id'));
  const note = findRow(call.records.notes, param(call, 'note_id'));
  if (!note || note.contact_id !== contact.id) throw notFound('Note');
  return note;
}

function listNotes(call: Call, rows: readonly NoteRecord[]): SandboxReply {
  const { settings, records } = call;
  const names = parseFilter(call.request.query.get('filter') ?? '').map(({ name }) => name);
  if (names.includes('id') && names.includes('ids')) throw new Refusal(400, 'id and ids cannot be used together');
  const page = listPage<NoteRecord>(call, {
    rows,
    idOf: ({ id }) => id,
    filter: {
      fields: {
        id: comparedIdField(({ id }) => id, ['==', '!=', '>', '<', '>=', '<=']),
        ids: setField(({ id }) => String(id)),
        title: textField(settings, ({ title }) => title, { wildcard: true, contains: true }),
        contact_id: idField(({ contact_id }) => contact_id),
        assigned_to_user_id: idField(({ user_id }) => user_id),
        since_time: sinceField(({ updated }) => updated),
        until_time: untilField(({ updated }) => updated),
      },
      custom: customFilter(records.noteFields, settings),
    },
    order: { id: ({ id }) => id, create_time: ({ created }) => created, update_time: ({ updated }) => updated },
  });
  return jsonReply('v2', 200, { notes: page.rows.map((note) => shownNote(call, note)), ...nextPageToken(call, page) });
}

function listContactNotes(call: Call): SandboxReply {
  const { id } = findContact(call, param(call, 'contact_id'));
  return listNotes(
    call,
    allRows(call.records.notes).filter(({ contact_id }) => contact_id === id),
  );
}

function readUser(call: Call, body: JsonObject): number {
  const user = findRow(call.records.users, required(readId(body, 'user_id'), 'user_id'));
  if (!user) throw new Refusal(400, 'Unable to find this User');
  return user.id;
}

type NoteContent = Pick<NoteRecord, 'title' | 'text' | 'type' | 'pinned' | 'custom_fields'>;

function readContent(call: Call, body: JsonObject, own?: NoteRecord): NoteContent {
  const pick = (name: 'title' | 'text' | 'type'): string | undefined =>
    (Object.hasOwn(body, name) ? readText(body, name) : own?.[name]) || undefined;
  const [title, text, type] = [pick('title'), pick('text'), pick('type')];
  if (!title && !type) throw new Refusal(400, 'A note must have a title or a type');
  const wanted = readFlag(body, 'is_pinned') ?? own?.pinned !== undefined;
  const customFields = Object.hasOwn(body, 'custom_fields')
    ? readCustomValues(readList(body, 'custom_fields') ?? [], call.records.noteFields)
    : (own?.custom_fields ?? []);
  return {
    ...(title ? { title } : {}),
    ...(text ? { text } : {}),
    ...(type ? { type } : {}),
    ...(wanted ? { pinned: own?.pinned ?? call.now } : {}),
    custom_fields: customFields,
  };
}

function createNote(call: Call): SandboxReply {
  const contact = findContact(call, param(call, 'contact_id'));
  const body = readBody(call.request, CREATABLE);
  const by = { created_by: call.caller.account.userId, updated_by: call.caller.account.userId };
  const times = { created: call.now, updated: call.now };
  const note = insertRow(call.records.notes, {
    contact_id: contact.id,
    user_id: readUser(call, body),
    ...readContent(call, body),
    ...times,
    ...by,
  });
  return jsonReply('v2', 201, shownNote(call, note));
}

function updateNote(call: Call): SandboxReply {
  const note = findNote(call);
  const sent = readBody(call.request, UPDATABLE);
  const userId = readUser(call, sent);
  const body = applyMask(call, sent, UPDATABLE);
  const moved = Object.hasOwn(body, 'contact_id')
    ? findContact(call, required(readId(body, 'contact_id'), 'contact_id'))
    : undefined;
  const changed: NoteRecord = {
    id: note.id,
    contact_id: moved?.id ?? note.contact_id,
    user_id: Object.hasOwn(body, 'user_id') ? userId : note.user_id,
    ...readContent(call, body, note),
    created: note.created,
    created_by: note.created_by,
    updated: call.now,
    updated_by: call.caller.account.userId,
  };
  call.records.notes.rows[String(note.id)] = changed;
  return jsonReply('v2', 200, shownNote(call, changed));
}

function deleteNote(call: Call): SandboxReply {
  removeRow(call.records.notes, findNote(call).id);
  return emptyReply();
}

const permission = 'notes';
const one = '/v2/contacts/{contact_id}/notes/{note_id}';

export const noteRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/notes', permission, handle: (call) => listNotes(call, allRows(call.records.notes)) },
  { method: 'GET', path: '/v2/contacts/{contact_id}/notes', permission, handle: listContactNotes },
  { method: 'POST', path: '/v2/contacts/{contact_id}/notes', permission, handle: createNote },
  { method: 'GET', path: one, permission, handle: (call) => jsonReply('v2', 200, shownNote(call, findNote(call))) },
  { method: 'PATCH', path: one, permission, handle: updateNote },
  { method: 'DELETE', path: one, permission, handle: deleteNote },
];
