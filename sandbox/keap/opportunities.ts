import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { customFilter } from './custom-filters.js';
import { readCustomValues } from './custom-values.js';
import type { FilterField } from './filter.js';
import { parseFilter } from './filter.js';
import { comparedIdField, idField, numberField, setField, textField } from './filter-fields.js';
import { readBody, readFlag, readId, readList, readNumber, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { OPPORTUNITY_COLUMNS, OPPORTUNITY_EXTRAS, toOpportunity } from './opportunity-view.js';
import { regionName } from './address.js';
import { listPage, nextPageToken } from './paging.js';
import { readReference } from './reference.js';
import type { ContactRecord } from './records.js';
import type { OpportunityRecord } from './sales-records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, readNames, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { parseBodyTime } from './times.js';

const TEXTS = ['opportunity_title', 'next_action_notes', 'opportunity_notes', 'affiliate_id'];
const TIMES = ['next_action_time', 'estimated_close_time'];
const AMOUNTS = ['projected_revenue_low', 'projected_revenue_high'];
const REFERENCES = ['contact_id', 'stage_id', 'user_id'];
const WRITABLE = [...TEXTS, ...TIMES, ...AMOUNTS, ...REFERENCES, 'include_in_forecast', 'custom_fields'];

function shownOpportunity(call: Call, row: OpportunityRecord): JsonObject {
  const asked = readNames(call, 'fields') ?? [];
  const unknown = asked.find((name) => !OPPORTUNITY_EXTRAS.includes(name));
  if (unknown !== undefined) throw new Refusal(400, `The following fields are unrecognized: ${unknown}`);
  return toRecord(call, toOpportunity(row, call.records, call.settings), [...OPPORTUNITY_COLUMNS, ...asked]);
}

function findOpportunity(call: Call): OpportunityRecord {
  const row = findRow(call.records.opportunities, param(call, 'opportunity_id'));
  if (!row) throw notFound('Opportunity');
  return row;
}

type Fields = Record<string, FilterField<OpportunityRecord>>;

function filterFields({ settings, records }: Call): Fields {
  const contact = (row: OpportunityRecord): ContactRecord | undefined => findRow(records.contacts, row.contact_id);
  const text = (read: (row: OpportunityRecord) => string | undefined): FilterField<OpportunityRecord> =>
    textField(settings, read, { wildcard: true });
  return {
    stage_id: idField(({ stage_id }) => stage_id),
    user_id: idField(({ user_id }) => user_id),
    contact_id: idField(({ contact_id }) => contact_id),
    affiliate_id: idField(({ texts }) => texts['affiliate_id']),
    opportunity_id: comparedIdField(({ id }) => id),
    ids: setField(({ id }) => String(id), 100),
    opportunity_title: text(({ texts }) => texts['opportunity_title']),
    lead_source_name: text((row) => findRow(records.leadSources, contact(row)?.texts['leadsource_id'] ?? '')?.name),
    contact_phone: text((row) => contact(row)?.phone_numbers[0]?.number),
    contact_city: text((row) => contact(row)?.addresses[0]?.locality),
    contact_state: text((row) => {
      const address = contact(row)?.addresses[0];
      return address && regionName(address);
    }),
    projected_revenue_high: numberField(({ amounts }) => amounts['projected_revenue_high']),
    projected_revenue_low: numberField(({ amounts }) => amounts['projected_revenue_low']),
  };
}

function listOpportunities(call: Call): SandboxReply {
  const { settings, records } = call;
  const names = parseFilter(call.request.query.get('filter') ?? '').map(({ name }) => name);
  if (names.includes('opportunity_id') && names.includes('ids')) {
    throw new Refusal(400, 'opportunity_id and ids cannot be used together');
  }
  const page = listPage<OpportunityRecord>(call, {
    rows: allRows(records.opportunities),
    idOf: ({ id }) => id,
    filter: { fields: filterFields(call), custom: customFilter(records.opportunityFields, settings) },
    order: {
      next_action_time: ({ times }) => times['next_action_time'],
      contact_name: ({ contact_id }) => findRow(records.contacts, contact_id)?.texts['family_name'],
      opportunity_title: ({ texts }) => texts['opportunity_title'],
      created_time: ({ created }) => created,
      update_time: ({ updated }) => updated,
    },
  });
  const opportunities = page.rows.map((row) => shownOpportunity(call, row));
  return jsonReply('v2', 200, { opportunities, ...nextPageToken(call, page) });
}

/** Puts what the body has into a copy of the row, so that a refused call changes nothing. */
function changed(call: Call, row: OpportunityRecord, body: JsonObject): OpportunityRecord {
  const { records } = call;
  const next = structuredClone(row);
  const put = <V>(group: Record<string, V>, names: readonly string[], read: (name: string) => V | undefined): void => {
    for (const name of names.filter((known) => Object.hasOwn(body, known))) {
      const value = read(name);
      if (value === undefined || value === '') delete group[name];
      else group[name] = value;
    }
  };
  put(next.texts, TEXTS, (name) => (name === 'affiliate_id' ? readId(body, name) : readText(body, name)));
  put(next.amounts, AMOUNTS, (name) => readNumber(body, name));
  put(next.times, TIMES, (name) => {
    const text = readText(body, name);
    return text === undefined ? undefined : parseBodyTime(text);
  });
  required(next.texts['opportunity_title'], 'opportunity_title');
  const has = (name: string): boolean => Object.hasOwn(body, name);
  if (has('contact_id')) next.contact_id = required(readReference(body, 'contact_id', records.contacts), 'contact_id');
  if (has('stage_id')) next.stage_id = required(readReference(body, 'stage_id', records.stages), 'stage_id');
  if (has('include_in_forecast')) next.include_in_forecast = readFlag(body, 'include_in_forecast') ?? false;
  if (has('custom_fields')) {
    next.custom_fields = readCustomValues(readList(body, 'custom_fields') ?? [], records.opportunityFields);
  }
  if (has('user_id')) delete next.user_id;
  const user = readReference(body, 'user_id', records.users);
  if (user !== undefined) next.user_id = user;
  if (next.stage_id !== row.stage_id) next.stage_entered = call.now;
  return { ...next, updated: call.now, updated_by: call.caller.account.userId };
}

function createOpportunity(call: Call): SandboxReply {
  const { now, records, caller } = call;
  const body = readBody(call.request, WRITABLE);
  for (const name of ['contact_id', 'opportunity_title', 'stage_id']) {
    if (body[name] === undefined || body[name] === null) throw new Refusal(400, `${name} is required`);
  }
  const by = { created: now, updated: now, created_by: caller.account.userId, updated_by: caller.account.userId };
  const empty = { texts: {}, times: {}, amounts: {}, include_in_forecast: true, custom_fields: [], stage_entered: now };
  const checked = changed(call, { id: 0, contact_id: 0, stage_id: 0, ...empty, ...by }, body);
  return jsonReply('v2', 201, shownOpportunity(call, insertRow(records.opportunities, checked)));
}

function updateOpportunity(call: Call): SandboxReply {
  const row = findOpportunity(call);
  const next = changed(call, row, applyMask(call, readBody(call.request, WRITABLE), WRITABLE));
  call.records.opportunities.rows[String(row.id)] = next;
  return jsonReply('v2', 200, shownOpportunity(call, next));
}

function deleteOpportunity(call: Call): SandboxReply {
  removeRow(call.records.opportunities, findOpportunity(call).id);
  return emptyReply();
}

const permission = 'opportunities';
const one = '/v2/opportunities/{opportunity_id}';

export const opportunityRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/opportunities', permission, handle: listOpportunities },
  { method: 'POST', path: '/v2/opportunities', permission, handle: createOpportunity },
  {
    method: 'GET',
    path: one,
    permission,
    handle: (call) => jsonReply('v2', 200, shownOpportunity(call, findOpportunity(call))),
  },
  { method: 'PATCH', path: one, permission, handle: updateOpportunity },
  { method: 'DELETE', path: one, permission, handle: deleteOpportunity },
];
