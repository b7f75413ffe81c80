import { findGroupToLeave, findListedGroup, findMembership, leave, setGroupSuppression } from '../groups/membership.js';
import { toFlag } from '../protocol/envelope.js';
import type { Call } from '../protocol/endpoint.js';
import { toPage } from '../protocol/paging.js';
import { readArray, readInteger, readObject } from '../protocol/read-values.js';
import { missing } from '../protocol/refusal.js';
import { findContact } from './find-contact.js';

/** Group-level opt-outs. A group whose `suppressed` is left out is opted in again: the provider's trap. */
export function saveContactGroups(call: Call): object {
  const contact = findContact(call);
  const wanted = call.input.require('groups', readArray).map((raw) => {
    const row = call.input.nested(readObject(raw, 'groups'));
    const group = findListedGroup(call, row.require('groupID', readInteger));
    return { group, suppressed: row.boolean('suppressed') ?? false };
  });
  wanted.forEach(({ group, suppressed }) => setGroupSuppression(contact, group, suppressed, call.now));
  return {};
}

export function deleteContactGroups(call: Call): object {
  const contact = findContact(call);
  const groupIDs = call.input.integers('groupIDs');
  if (!groupIDs) throw missing('groupIDs');
  const groups = groupIDs.map((groupID) => findGroupToLeave(call, groupID));
  groups.forEach((group) => leave(contact, group));
  return {};
}

export function getContactGroups(call: Call): object {
  const contact = findContact(call);
  const places = [...call.account.groups.values()].flatMap((group) => {
    const membership = findMembership(contact, group);
    return membership ? [{ group, membership }] : [];
  });
  return toPage(call, { usual: 20, most: 50 }, places, ({ group, membership }) => ({
    groupID: group.groupID,
    groupName: group.groupName,
    suppressed: toFlag(membership.suppressed, call.settings),
    dateAdded: membership.dateAdded,
    dateSuppressed: membership.dateSuppressed,
  }));
}
