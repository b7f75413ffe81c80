import type { Settings } from '../settings.js';
import { regionName } from './address.js';
import type { JsonObject } from './json-body.js';
import type { TenantRecords } from './records.js';
import type { OpportunityRecord } from './sales-records.js';
import { findRow } from './table.js';
import { toTimestamp } from './times.js';

/** What comes only when `fields` names it; the legacy ones have no value here. */
export const OPPORTUNITY_EXTRAS = [
  'custom_fields',
  'created_by',
  'last_updated_by',
  'status_id',
  'monthly_revenue',
  'order_revenue',
  'objection',
  'status',
  'stage_entrance_time',
];

export const OPPORTUNITY_COLUMNS = [
  'id',
  'contact',
  'stage',
  'user',
  'opportunity_title',
  'next_action_time',
  'next_action_notes',
  'opportunity_notes',
  'estimated_close_time',
  'include_in_forecast',
  'projected_revenue_low',
  'projected_revenue_high',
  'created_time',
  'last_updated_time',
  'affiliate_id',
  'lead_source',
];

function toOpportunityContact(id: number, records: TenantRecords): JsonObject {
  const contact = findRow(records.contacts, id);
  const company = contact?.company_id === undefined ? undefined : findRow(records.companies, contact.company_id);
  const address = contact?.addresses[0];
  return {
    id: String(id),
    email: contact?.email_addresses[0]?.email ?? null,
    first_name: contact?.texts['given_name'] ?? null,
    last_name: contact?.texts['family_name'] ?? null,
    company_name: company?.texts['company_name'] ?? null,
    job_title: contact?.texts['job_title'] ?? null,
    phone_number: contact?.phone_numbers[0]?.number ?? null,
    city: address?.locality ?? null,
    state: (address && regionName(address)) ?? null,
  };
}

function toOpportunityStage(id: number, records: TenantRecords): JsonObject {
  const stage = findRow(records.stages, id);
  const details = stage && {
    probability: stage.probability,
    stage_order: stage.order,
    target_num_days: stage.target_number_days,
    checklist_items: [],
  };
  return { id: String(id), name: stage?.name ?? null, details: details ?? null, reasons: [] };
}

/** Ids go in flat; contact, stage and user come out nested. */
export function toOpportunity(row: OpportunityRecord, records: TenantRecords, settings: Settings): JsonObject {
  const user = row.user_id === undefined ? undefined : findRow(records.users, row.user_id);
  const times = Object.entries(row.times).map(([name, ms]) => [name, toTimestamp(ms, settings)] as const);
  const leadSource = findRow(records.contacts, row.contact_id)?.texts['leadsource_id'];
  return {
    ...row.texts,
    ...row.amounts,
    ...Object.fromEntries(times),
    id: String(row.id),
    contact: toOpportunityContact(row.contact_id, records),
    stage: toOpportunityStage(row.stage_id, records),
    user: user && { id: String(user.id), first_name: user.given_name, last_name: user.family_name },
    include_in_forecast: row.include_in_forecast,
    lead_source: findRow(records.leadSources, leadSource ?? '')?.name,
    custom_fields: row.custom_fields,
    created_time: toTimestamp(row.created, settings),
    last_updated_time: toTimestamp(row.updated, settings),
    stage_entrance_time: toTimestamp(row.stage_entered, settings),
    created_by: String(row.created_by),
    last_updated_by: String(row.updated_by),
  };
}
