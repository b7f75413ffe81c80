import type { Settings } from '../settings.js';
import { toCompany } from './companies.js';
import { toCampaign } from './campaigns.js';
import { toContact } from './contact-view.js';
import { toStatus } from './email-addresses.js';
import { toEmail } from './emails.js';
import type { JsonObject } from './json-body.js';
import type { Grant, KeapAccount, KeapState } from './keap-state.js';
import { toNote } from './notes.js';
import { toOpportunity } from './opportunity-view.js';
import type { TenantRecords } from './records.js';
import { allRows } from './table.js';
import { toCategory } from './tag-categories.js';
import { toTag } from './tags.js';
import { toTask } from './tasks.js';
import { toUser } from './users.js';

type ShowRecords = (records: TenantRecords, settings: Settings) => readonly JsonObject[];

const SHOWN: Readonly<Record<string, ShowRecords>> = {
  contacts: (records, settings) => allRows(records.contacts).map((row) => toContact(row, records, settings)),
  companies: (records, settings) => allRows(records.companies).map((row) => toCompany(row, records, settings)),
  tags: (records, settings) => allRows(records.tags).map((row) => toTag(row, settings)),
  emailAddresses: (records, settings) => Object.values(records.addresses).map((row) => toStatus(row, settings)),
  users: (records, settings) => allRows(records.users).map((row) => toUser(row, settings)),
  opportunities: (records, settings) =>
    allRows(records.opportunities).map((row) => toOpportunity(row, records, settings)),
  tasks: (records, settings) => allRows(records.tasks).map((row) => toTask(row, settings)),
  campaigns: (records, settings) => allRows(records.campaigns).map((row) => toCampaign(row, settings)),
  emails: (records, settings) => allRows(records.emails).map((row) => toEmail(row, settings, true)),
  categories: (records, settings) => allRows(records.categories).map((row) => toCategory(row, settings)),
  notes: (records, settings) => allRows(records.notes).map((row) => toNote(row, records, settings)),
};

function showGrant({ family, clientId, accessExpires, refreshExpires, revoked, spent }: Grant): JsonObject {
  return { family, clientId, accessExpires, refreshExpires, revoked, spent: spent !== undefined };
}

/** One resource of an account as v2 would answer its records in full; tokens are told without their secrets. */
export function showState(
  state: KeapState,
  account: KeapAccount,
  resource: string,
  settings: Settings,
): readonly JsonObject[] {
  if (resource === 'tokens') return state.grants.filter(({ accountId }) => accountId === account.id).map(showGrant);
  const show = Object.hasOwn(SHOWN, resource) ? SHOWN[resource] : undefined;
  if (!show) throw new Error(`Keap has no resource "${resource}" to show.`);
  return show(account.records, settings);
}
