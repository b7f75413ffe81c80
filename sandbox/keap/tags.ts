import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import type { FilterField } from './filter.js';
import { idField, setField, sinceField, textField, untilField } from './filter-fields.js';
import { checkObject, readBody, readId, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { TagRecord, TenantRecords } from './records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { toTimestamp } from './times.js';

const WRITABLE = ['name', 'description', 'category'];
const COLUMNS = ['id', 'name', 'description', 'category', 'create_time', 'update_time'];
const NAME_LENGTH = 255;

/** v2 tells of the category its id alone. */
export function toTag(tag: TagRecord, settings: Settings): JsonObject {
  const full = {
    id: String(tag.id),
    name: tag.name,
    description: tag.description,
    category: tag.category_id === undefined ? undefined : { id: String(tag.category_id) },
    create_time: toTimestamp(tag.created, settings),
    update_time: toTimestamp(tag.updated, settings),
  };
  return toRecord({ settings }, full, COLUMNS);
}

export function findTag(call: Call, id: string): TagRecord {
  const tag = findRow(call.records.tags, id);
  if (!tag) throw notFound('Tag');
  return tag;
}

/** The filters that tags have wherever they are listed. */
export function tagFilters<T>(settings: Settings, tagOf: (row: T) => TagRecord): Record<string, FilterField<T>> {
  return {
    name: textField(settings, (row) => tagOf(row).name, { wildcard: true }),
    description: textField(settings, (row) => tagOf(row).description, { wildcard: true, none: true }),
    category_id: idField((row) => tagOf(row).category_id, 'NONE'),
    since_create_time: sinceField((row) => tagOf(row).created),
    until_create_time: untilField((row) => tagOf(row).created),
    since_update_time: sinceField((row) => tagOf(row).updated),
    until_update_time: untilField((row) => tagOf(row).updated),
  };
}

function listTags(call: Call): SandboxReply {
  const page = listPage<TagRecord>(call, {
    rows: allRows(call.records.tags),
    idOf: ({ id }) => id,
    filter: {
      fields: { ...tagFilters<TagRecord>(call.settings, (tag) => tag), tag_ids: setField(({ id }) => String(id)) },
    },
    order: { name: ({ name }) => name, create_time: ({ created }) => created, update_time: ({ updated }) => updated },
  });
  return jsonReply('v2', 200, {
    tags: page.rows.map((tag) => toTag(tag, call.settings)),
    ...nextPageToken(call, page),
  });
}

function readCategory(body: JsonObject, records: TenantRecords): number | undefined {
  const value = body['category'];
  if (value === undefined || value === null) return undefined;
  const id = required(readId(checkObject(value, ['id']), 'id'), 'category.id');
  const category = findRow(records.categories, id);
  if (!category) throw new Refusal(400, 'Unable to find this Tag Category');
  return category.id;
}

/** Anything beyond 255 characters of a name is cut off, as documented. */
function readName(body: JsonObject, call: Call, own?: TagRecord): string {
  const name = [...required(readText(body, 'name')?.trim(), 'name')].slice(0, NAME_LENGTH).join('');
  const taken = allRows(call.records.tags).some((tag) => tag !== own && tag.name.toLowerCase() === name.toLowerCase());
  if (taken && call.settings.get<string>('duplicateTagName') === 'conflict') {
    throw new Refusal(409, 'A tag with this name already exists', [{ domain: 'tags', resource: name }]);
  }
  return name;
}

function createTag(call: Call): SandboxReply {
  const body = readBody(call.request, WRITABLE);
  const description = readText(body, 'description');
  const category = readCategory(body, call.records);
  const tag = insertRow(call.records.tags, {
    name: readName(body, call),
    ...(description ? { description } : {}),
    ...(category === undefined ? {} : { category_id: category }),
    created: call.now,
    updated: call.now,
  });
  return jsonReply('v2', 201, toTag(tag, call.settings));
}

function updateTag(call: Call): SandboxReply {
  const tag = findTag(call, param(call, 'tag_id'));
  const body = applyMask(call, readBody(call.request, WRITABLE), COLUMNS);
  const name = Object.hasOwn(body, 'name') ? readName(body, call, tag) : tag.name;
  const description = Object.hasOwn(body, 'description') ? readText(body, 'description') : tag.description;
  const category = Object.hasOwn(body, 'category') ? readCategory(body, call.records) : tag.category_id;
  call.records.tags.rows[String(tag.id)] = {
    id: tag.id,
    name,
    ...(description ? { description } : {}),
    ...(category === undefined ? {} : { category_id: category }),
    created: tag.created,
    updated: call.now,
  };
  return jsonReply('v2', 200, toTag(findTag(call, String(tag.id)), call.settings));
}

function deleteTag(call: Call): SandboxReply {
  const { id } = findTag(call, param(call, 'tag_id'));
  removeRow(call.records.tags, id);
  for (const row of [...allRows(call.records.contacts), ...allRows(call.records.companies)]) {
    row.tags = row.tags.filter(({ tag_id }) => tag_id !== id);
  }
  return emptyReply();
}

const permission = 'tags';

export const tagRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/tags', permission, handle: listTags },
  { method: 'POST', path: '/v2/tags', permission, handle: createTag },
  {
    method: 'GET',
    path: '/v2/tags/{tag_id}',
    permission,
    handle: (call) => jsonReply('v2', 200, toTag(findTag(call, param(call, 'tag_id')), call.settings)),
  },
  { method: 'PATCH', path: '/v2/tags/{tag_id}', permission, handle: updateTag },
  { method: 'DELETE', path: '/v2/tags/{tag_id}', permission, handle: deleteTag },
];
