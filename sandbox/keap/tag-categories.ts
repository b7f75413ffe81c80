import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { sinceField, textField, untilField } from './filter-fields.js';
import { readBody, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { CategoryRecord } from './records.js';
import { notFound } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { toTimestamp } from './times.js';

const WRITABLE = ['name', 'description'];
const COLUMNS = ['id', 'name', 'description', 'create_time', 'update_time'];

export function toCategory(category: CategoryRecord, settings: Settings): JsonObject {
  const { id, name, description, created, updated } = category;
  const times = { create_time: toTimestamp(created, settings), update_time: toTimestamp(updated, settings) };
  return toRecord({ settings }, { id: String(id), name, description, ...times }, COLUMNS);
}

function findCategory(call: Call): CategoryRecord {
  const category = findRow(call.records.categories, param(call, 'tag_category_id'));
  if (!category) throw notFound('Tag Category');
  return category;
}

function listCategories(call: Call): SandboxReply {
  const { settings } = call;
  const page = listPage<CategoryRecord>(call, {
    rows: allRows(call.records.categories),
    idOf: ({ id }) => id,
    filter: {
      fields: {
        name: textField(settings, ({ name }) => name, { wildcard: true }),
        description: textField(settings, ({ description }) => description, { wildcard: true, none: true }),
        since_create_time: sinceField(({ created }) => created),
        until_create_time: untilField(({ created }) => created),
        since_update_time: sinceField(({ updated }) => updated),
        until_update_time: untilField(({ updated }) => updated),
      },
    },
    order: { name: ({ name }) => name, create_time: ({ created }) => created, update_time: ({ updated }) => updated },
  });
  const rows = page.rows.map((category) => toCategory(category, settings));
  return jsonReply('v2', 200, { tag_categories: rows, ...nextPageToken(call, page) });
}

function createCategory(call: Call): SandboxReply {
  const body = readBody(call.request, WRITABLE);
  const description = readText(body, 'description');
  const category = insertRow(call.records.categories, {
    name: required(readText(body, 'name')?.trim(), 'name'),
    ...(description ? { description } : {}),
    created: call.now,
    updated: call.now,
  });
  return jsonReply('v2', 201, toCategory(category, call.settings));
}

function updateCategory(call: Call): SandboxReply {
  const category = findCategory(call);
  const body = applyMask(call, readBody(call.request, WRITABLE), COLUMNS);
  const name = Object.hasOwn(body, 'name') ? required(readText(body, 'name')?.trim(), 'name') : category.name;
  const description = Object.hasOwn(body, 'description') ? readText(body, 'description') : category.description;
  category.name = name;
  category.updated = call.now;
  if (description) category.description = description;
  else delete category.description;
  return jsonReply('v2', 200, toCategory(category, call.settings));
}

/** Its tags stay and belong to no category then. */
function deleteCategory(call: Call): SandboxReply {
  const { id } = findCategory(call);
  removeRow(call.records.categories, id);
  for (const tag of allRows(call.records.tags)) if (tag.category_id === id) delete tag.category_id;
  return emptyReply();
}

const permission = 'tags';
const one = '/v2/tags/categories/{tag_category_id}';

export const tagCategoryRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/tags/categories', permission, handle: listCategories },
  { method: 'POST', path: '/v2/tags/categories', permission, handle: createCategory },
  {
    method: 'GET',
    path: one,
    permission,
    handle: (call) => jsonReply('v2', 200, toCategory(findCategory(call), call.settings)),
  },
  { method: 'PATCH', path: one, permission, handle: updateCategory },
  { method: 'DELETE', path: one, permission, handle: deleteCategory },
];
