import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import type { JsonObject } from './json-body.js';
import type { TagRecord, TenantRecords } from './records.js';
import { jsonReply } from './replies.js';
import { allRows, findRow } from './table.js';
import { findTag } from './tags.js';
import { cutPage } from './v1-paging.js';

/** v1 tells of the category its name too. */
function toTagV1(tag: TagRecord, records: TenantRecords): JsonObject {
  const category = tag.category_id === undefined ? undefined : findRow(records.categories, tag.category_id);
  return {
    id: tag.id,
    name: tag.name,
    description: tag.description ?? null,
    category: category ? { id: category.id, name: category.name, description: category.description ?? null } : null,
  };
}

function listTags(call: Call): SandboxReply {
  const { query } = call.request;
  const category = query.get('category');
  const name = query.get('name');
  const rows = allRows(call.records.tags).filter(
    (tag) => (category === null || String(tag.category_id) === category) && (name === null || tag.name === name),
  );
  const { rows: page, envelope } = cutPage(call, rows, ['category', 'name']);
  return jsonReply('v1', 200, { tags: page.map((tag) => toTagV1(tag, call.records)), ...envelope });
}

export const tagV1Routes: readonly Route[] = [
  { method: 'GET', path: '/v1/tags', permission: 'tags', handle: listTags },
  {
    method: 'GET',
    path: '/v1/tags/{tag_id}',
    permission: 'tags',
    handle: (call) => jsonReply('v1', 200, toTagV1(findTag(call, param(call, 'tag_id')), call.records)),
  },
];
