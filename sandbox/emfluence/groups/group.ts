import type { Settings } from '../../settings.js';
import type { Account } from '../accounts/account.js';
import type { Group } from '../accounts/records.js';
import { toFlag } from '../protocol/envelope.js';
import { findMembership } from './membership.js';

/** Active members are neither held nor suppressed. */
function countMembers(group: Group, account: Account): { totalMembers: number; activeMembers: number } {
  let totalMembers = 0;
  let activeMembers = 0;
  for (const contact of account.contacts.values()) {
    const membership = findMembership(contact, group);
    if (!membership) continue;
    totalMembers += 1;
    if (!contact.held && !contact.suppressed && !membership.suppressed) activeMembers += 1;
  }
  return { totalMembers, activeMembers };
}

/** A group as a row of a search. */
export function toGroupRow(group: Group, account: Account, settings: Settings): Record<string, unknown> {
  const { groupID, groupName, status, friendlyName, description, userID, type } = group;
  return {
    groupID,
    groupName,
    status,
    friendlyName,
    description,
    private: toFlag(group.private, settings),
    userID,
    autoResponseEmailID: '',
    dateAdded: group.dateAdded,
    dateModified: group.dateModified,
    dateLastEmailSent: group.dateLastEmailSent,
    ...countMembers(group, account),
    type,
  };
}

/** A group as lookup and save show it. */
export function toGroup(group: Group, account: Account, settings: Settings): Record<string, unknown> {
  return {
    ...toGroupRow(group, account, settings),
    protected: toFlag(group.protected, settings),
    notes: group.notes,
    externalID: group.externalID,
    userIDs: group.userIDs,
    sendTests: toFlag(false, settings),
  };
}
