import type { Group } from '../accounts/records.js';
import type { Call } from '../protocol/endpoint.js';
import { sorted, toPage } from '../protocol/paging.js';
import { toGroupRow } from './group.js';

const sortFields = [
  'groupName',
  'groupID',
  'dateAdded',
  'dateModified',
  'dateLastEmailSent',
  'totalMembers',
  'activeMembers',
] as const;

/** Archived groups stay hidden unless a status is asked for. */
function readFilter(call: Call): (group: Group) => boolean {
  const { input } = call;
  const status = input.word('status', ['Active', 'Archived', 'All']) ?? 'Active';
  const type = input.word('type', ['Dynamic', 'Static', 'All']) ?? 'All';
  const name = (input.text('groupName') ?? '').toLowerCase();
  const groupIDs = input.integers('groupIDs');
  const userID = input.integer('userID');
  const hidden = input.boolean('private');
  return (group) =>
    (status === 'All' || group.status === status) &&
    (type === 'All' || group.type === type) &&
    group.groupName.toLowerCase().includes(name) &&
    (!groupIDs || groupIDs.includes(group.groupID)) &&
    (userID === undefined || group.userIDs.length === 0 || group.userIDs.includes(userID)) &&
    (hidden === undefined || group.private === hidden);
}

export function searchGroups(call: Call): object {
  const { account, input, settings } = call;
  const field = input.word('sortField', sortFields) ?? 'groupName';
  const direction = input.word('sortDirection', ['asc', 'desc']);
  const rows = [...account.groups.values()]
    .filter(readFilter(call))
    .map((group) => toGroupRow(group, account, settings));
  const byField = sorted(rows, (row) => toKey(row[field]), direction);
  return toPage(call, { usual: 20, most: 250 }, byField, (row) => row);
}

function toKey(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}
