import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { findContact } from './contacts.js';
import { sinceField, textField, textsField, untilField } from './filter-fields.js';
import { readBody, readIdList } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { AppliedTag, ContactRecord, TagRecord } from './records.js';
import { emptyReply, jsonReply } from './replies.js';
import { toRecord } from './selection.js';
import { allRows, findRow } from './table.js';
import { findTag, tagFilters, toTag } from './tags.js';
import { toTimestamp } from './times.js';

interface TaggedContact {
  readonly contact: ContactRecord;
  readonly applied: number;
}

function toTagged(call: Call, { contact, applied }: TaggedContact): JsonObject {
  const full = {
    id: String(contact.id),
    email: contact.email_addresses[0]?.email,
    given_name: contact.texts['given_name'],
    family_name: contact.texts['family_name'],
    applied_time: toTimestamp(applied, call.settings),
  };
  return toRecord(call, full, Object.keys(full));
}

function listTaggedContacts(call: Call): SandboxReply {
  const { settings } = call;
  const tag = findTag(call, param(call, 'tag_id'));
  const rows = allRows(call.records.contacts).flatMap((contact): TaggedContact[] =>
    contact.tags.filter(({ tag_id }) => tag_id === tag.id).map(({ applied }) => ({ contact, applied })),
  );
  const page = listPage<TaggedContact>(call, {
    rows,
    idOf: ({ contact }) => contact.id,
    filter: {
      fields: {
        given_name: textField(settings, ({ contact }) => contact.texts['given_name'], { none: true }),
        family_name: textField(settings, ({ contact }) => contact.texts['family_name'], { none: true }),
        email: textsField(settings, ({ contact }) => contact.email_addresses.map(({ email }) => email), {
          none: true,
          caseless: true,
        }),
        since_applied_time: sinceField(({ applied }) => applied),
        until_applied_time: untilField(({ applied }) => applied),
      },
    },
    order: {
      given_name: ({ contact }) => contact.texts['given_name'],
      family_name: ({ contact }) => contact.texts['family_name'],
      email: ({ contact }) => contact.email_addresses[0]?.email,
      applied_time: ({ applied }) => applied,
    },
  });
  return jsonReply('v2', 200, { contacts: page.rows.map((row) => toTagged(call, row)), ...nextPageToken(call, page) });
}

type Row = AppliedTag & { tag: TagRecord };

function listContactTags(call: Call): SandboxReply {
  const { settings, records } = call;
  const contact = findContact(call, param(call, 'contact_id'));
  const rows = contact.tags.flatMap((applied): Row[] => {
    const tag = findRow(records.tags, applied.tag_id);
    return tag ? [{ ...applied, tag }] : [];
  });
  const page = listPage<Row>(call, {
    rows,
    idOf: ({ tag_id }) => tag_id,
    filter: {
      fields: {
        ...tagFilters<Row>(settings, ({ tag }) => tag),
        since_applied_time: sinceField(({ applied }) => applied),
        until_applied_time: untilField(({ applied }) => applied),
      },
    },
    order: {
      name: ({ tag }) => tag.name,
      create_time: ({ tag }) => tag.created,
      update_time: ({ tag }) => tag.updated,
      applied_time: ({ applied }) => applied,
      category_id: ({ tag }) => tag.category_id,
    },
  });
  const tags = page.rows.map(({ tag, applied }) => ({
    tag: toTag(tag, settings),
    applied_time: toTimestamp(applied, settings),
  }));
  return jsonReply('v2', 200, { tags, ...nextPageToken(call, page) });
}

/** What happened to each id; the same words as in v1. */
function applyTag(call: Call, tagId: number, contactIds: readonly string[]): Record<string, string> {
  const results = contactIds.map((id): [string, string] => {
    const contact = findRow(call.records.contacts, id);
    if (!contact) return [id, 'CONTACT_NOT_FOUND'];
    if (contact.tags.some(({ tag_id }) => tag_id === tagId)) return [id, 'DUPLICATE'];
    contact.tags.push({ tag_id: tagId, applied: call.now });
    return [id, 'SUCCESS'];
  });
  return Object.fromEntries(results);
}

function applyTags(call: Call): SandboxReply {
  const tag = findTag(call, param(call, 'tag_id'));
  const ids = readIdList(readBody(call.request, ['contact_ids']), 'contact_ids');
  return jsonReply('v2', 200, { results: applyTag(call, tag.id, ids) });
}

/** Contacts that do not exist or do not have the tag are passed over in silence. */
function removeTags(call: Call): SandboxReply {
  const tag = findTag(call, param(call, 'tag_id'));
  for (const id of readIdList(readBody(call.request, ['contact_ids']), 'contact_ids')) {
    const contact = findRow(call.records.contacts, id);
    if (contact) contact.tags = contact.tags.filter(({ tag_id }) => tag_id !== tag.id);
  }
  return emptyReply();
}

const permission = 'tags';

export const taggingRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/contacts/{contact_id}/tags', permission, handle: listContactTags },
  { method: 'GET', path: '/v2/tags/{tag_id}/contacts', permission, handle: listTaggedContacts },
  { method: 'POST', path: '/v2/tags/{tag_id}/contacts:applyTags', permission, handle: applyTags },
  { method: 'POST', path: '/v2/tags/{tag_id}/contacts:removeTags', permission, handle: removeTags },
];
