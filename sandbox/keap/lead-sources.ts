import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import type { FilterField } from './filter.js';
import { comparedIdField, idField, textField, timeField } from './filter-fields.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { ListRules } from './paging.js';
import type { LeadSourceRecord } from './records.js';
import { notFound } from './refusal.js';
import { jsonReply } from './replies.js';
import { toRecord } from './selection.js';
import { allRows, findRow } from './table.js';
import { toTimestamp } from './times.js';

function toLeadSource(source: LeadSourceRecord, settings: Settings): JsonObject {
  const { id, start, end, created, updated, ...texts } = source;
  const time = (ms: number | undefined): string | undefined =>
    ms === undefined ? undefined : toTimestamp(ms, settings);
  const full = {
    id: String(id),
    ...texts,
    start_time: time(start),
    end_time: time(end),
    create_time: time(created),
    update_time: time(updated),
  };
  return toRecord({ settings }, full, [
    'id',
    'name',
    'description',
    'vendor',
    'medium',
    'message',
    'status',
    'lead_source_category_id',
    'start_time',
    'end_time',
    'create_time',
    'update_time',
  ]);
}

function filterFields(settings: Settings): Record<string, FilterField<LeadSourceRecord>> {
  const text = (read: (row: LeadSourceRecord) => string | undefined): FilterField<LeadSourceRecord> =>
    textField(settings, read, { wildcard: true });
  return {
    id: comparedIdField(({ id }) => id, ['==', '!=', '>', '<', '>=', '<='], true),
    name: text(({ name }) => name),
    vendor: text(({ vendor }) => vendor),
    medium: text(({ medium }) => medium),
    message: text(({ message }) => message),
    description: text(({ description }) => description),
    status: idField(({ status }) => status),
    lead_source_category_id: idField(({ lead_source_category_id }) => lead_source_category_id),
    start_time: timeField(({ start }) => start),
    end_time: timeField(({ end }) => end),
  };
}

const ORDER: ListRules<LeadSourceRecord>['order'] = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  vendor: ({ vendor }) => vendor,
  medium: ({ medium }) => medium,
  start_time: ({ start }) => start,
  end_time: ({ end }) => end,
  create_time: ({ created }) => created,
  update_time: ({ updated }) => updated,
};

function listLeadSources(call: Call): SandboxReply {
  const { settings, records } = call;
  const filter = { fields: filterFields(settings) };
  const page = listPage(call, { rows: allRows(records.leadSources), idOf: ({ id }) => id, filter, order: ORDER });
  const sources = page.rows.map((source) => toLeadSource(source, settings));
  return jsonReply('v2', 200, { lead_sources: sources, ...nextPageToken(call, page) });
}

function getLeadSource(call: Call): SandboxReply {
  const source = findRow(call.records.leadSources, param(call, 'lead_source_id'));
  if (!source) throw notFound('Lead Source');
  return jsonReply('v2', 200, toLeadSource(source, call.settings));
}

const permission = 'leadSources';

export const leadSourceRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/leadSources', permission, handle: listLeadSources },
  { method: 'GET', path: '/v2/leadSources/{lead_source_id}', permission, handle: getLeadSource },
];
