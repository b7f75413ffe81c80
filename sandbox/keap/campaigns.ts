import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { textField } from './filter-fields.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import type { CampaignRecord } from './sales-records.js';
import { notFound } from './refusal.js';
import { jsonReply } from './replies.js';
import { toRecord } from './selection.js';
import { allRows, findRow } from './table.js';
import { toTimestamp } from './times.js';

export function toCampaign(campaign: CampaignRecord, settings: Settings): JsonObject {
  const { published } = campaign;
  const full = {
    id: String(campaign.id),
    name: campaign.name,
    locked: false,
    date_created: toTimestamp(campaign.created, settings),
    published_date: published === undefined ? undefined : toTimestamp(published, settings),
    published_status: published !== undefined,
    error_message: undefined,
    time_zone: 'America/New_York',
    published_time_zone: published === undefined ? undefined : 'America/New_York',
    created_by_global_id: campaign.created_by,
    active_contact_count: campaign.active,
    completed_contact_count: campaign.completed,
  };
  return toRecord({ settings }, full, Object.keys(full));
}

function listCampaigns(call: Call): SandboxReply {
  const page = listPage<CampaignRecord>(call, {
    rows: allRows(call.records.campaigns),
    idOf: ({ id }) => id,
    filter: { fields: { name: textField(call.settings, ({ name }) => name, { contains: true }) } },
    order: {
      id: ({ id }) => id,
      name: ({ name }) => name,
      publisheddate: ({ published }) => published,
      completedContactCount: ({ completed }) => completed,
      activeContacts: ({ active }) => active,
      datecreated: ({ created }) => created,
      lastupdated: ({ updated }) => updated,
    },
  });
  const campaigns = page.rows.map((row) => toCampaign(row, call.settings));
  return jsonReply('v2', 200, { campaigns, ...nextPageToken(call, page) });
}

function getCampaign(call: Call): SandboxReply {
  const campaign = findRow(call.records.campaigns, param(call, 'campaign_id'));
  if (!campaign) throw notFound('Campaign');
  return jsonReply('v2', 200, toCampaign(campaign, call.settings));
}

const permission = 'campaigns';

export const campaignRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/campaigns', permission, handle: listCampaigns },
  { method: 'GET', path: '/v2/campaigns/{campaign_id}', permission, handle: getCampaign },
];
