import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { idField, textField } from './filter-fields.js';
import { readBody, readText, readWholeNumber, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { StageRecord } from './sales-records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { toTimestamp } from './times.js';

const WRITABLE = ['name', 'order', 'target_number_days', 'probability'];

function toStage(stage: StageRecord, settings: Settings): JsonObject {
  const { id, created, updated, ...rest } = stage;
  const times = { created_time: toTimestamp(created, settings), updated_time: toTimestamp(updated, settings) };
  return { id: String(id), ...rest, ...times, checklist_items: [] };
}

function findStage(call: Call): StageRecord {
  const stage = findRow(call.records.stages, param(call, 'stage_id'));
  if (!stage) throw notFound('Opportunity Stage');
  return stage;
}

function listStages(call: Call): SandboxReply {
  const { settings, records } = call;
  const page = listPage<StageRecord>(call, {
    rows: allRows(records.stages),
    idOf: ({ id }) => id,
    filter: {
      fields: {
        opportunity_stage_name: textField(settings, ({ name }) => name, { wildcard: true }),
        opportunity_stage_id: idField(({ id }) => id),
      },
    },
    order: { stage_order: ({ order }) => order },
  });
  return jsonReply('v2', 200, {
    stages: page.rows.map((stage) => toStage(stage, settings)),
    ...nextPageToken(call, page),
  });
}

function readStage(body: JsonObject): Omit<StageRecord, 'id' | 'created' | 'updated'> {
  const probability = required(readWholeNumber(body, 'probability'), 'probability');
  if (probability < 0 || probability > 100) throw new Refusal(400, 'probability must be between 0 and 100');
  return {
    name: required(readText(body, 'name')?.trim(), 'name'),
    order: required(readWholeNumber(body, 'order'), 'order'),
    target_number_days: required(readWholeNumber(body, 'target_number_days'), 'target_number_days'),
    probability,
  };
}

function createStage(call: Call): SandboxReply {
  const sent = readStage(readBody(call.request, WRITABLE));
  const stage = insertRow(call.records.stages, { ...sent, created: call.now, updated: call.now });
  return jsonReply('v2', 201, toStage(stage, call.settings));
}

function updateStage(call: Call): SandboxReply {
  const stage = findStage(call);
  const { name, order, target_number_days, probability } = stage;
  const body = applyMask(call, readBody(call.request, WRITABLE), WRITABLE);
  Object.assign(stage, readStage({ name, order, target_number_days, probability, ...body }), { updated: call.now });
  return jsonReply('v2', 200, toStage(stage, call.settings));
}

/** A stage that opportunities stand in cannot go. */
function deleteStage(call: Call): SandboxReply {
  const { id } = findStage(call);
  if (allRows(call.records.opportunities).some(({ stage_id }) => stage_id === id)) {
    throw new Refusal(409, 'The stage is in use', [{ domain: 'opportunities', resource: String(id) }]);
  }
  removeRow(call.records.stages, id);
  return emptyReply();
}

const permission = 'opportunities';
const one = '/v2/opportunities/stages/{stage_id}';

export const opportunityStageRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/opportunities/stages', permission, handle: listStages },
  { method: 'POST', path: '/v2/opportunities/stages', permission, handle: createStage },
  {
    method: 'GET',
    path: one,
    permission,
    handle: (call) => jsonReply('v2', 200, toStage(findStage(call), call.settings)),
  },
  { method: 'PATCH', path: one, permission, handle: updateStage },
  { method: 'DELETE', path: one, permission, handle: deleteStage },
];
