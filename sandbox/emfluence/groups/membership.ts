import type { Settings } from '../../settings.js';
import type { Account } from '../accounts/account.js';
import type { Contact, Group, Membership } from '../accounts/records.js';
import { toDateTime } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import { codes, Refusal } from '../protocol/refusal.js';

/** The contact's place in the group, or undefined; everybody is in "All" since he exists. */
export function findMembership(contact: Contact, group: Group): Membership | undefined {
  const everywhere = { suppressed: false, dateAdded: contact.dateAdded, dateSuppressed: '' };
  if (group.type === 'Dynamic') {
    return contact.email.toLowerCase().endsWith(group.emailEnding) ? everywhere : undefined;
  }
  return contact.groups[group.groupID] ?? (group.everybody ? everywhere : undefined);
}

/** The ids that a contact record shows. */
export function listGroupIDs(contact: Contact, account: Account, settings: Settings): readonly number[] {
  const listing = settings.get<string>('contactGroupIDs');
  return [...account.groups.values()]
    .filter((group) => findMembership(contact, group))
    .filter((group) => listing !== 'static-only' || !group.everybody)
    .filter((group) => listing === 'with-dynamic' || group.type === 'Static')
    .map(({ groupID }) => groupID);
}

export function join(contact: Contact, group: Group, now: number): void {
  if (group.everybody || contact.groups[group.groupID]) return;
  contact.groups[group.groupID] = { suppressed: false, dateAdded: toDateTime(now), dateSuppressed: '' };
}

export function leave(contact: Contact, group: Group): void {
  if (!group.everybody) delete contact.groups[group.groupID];
}

/** Opts the contact out of one group, or in again; makes him a member first where he is none. */
export function setGroupSuppression(contact: Contact, group: Group, suppressed: boolean, now: number): void {
  const stamp = toDateTime(now);
  const before = findMembership(contact, group) ?? { suppressed: false, dateAdded: stamp, dateSuppressed: '' };
  const since = before.suppressed ? before.dateSuppressed : stamp;
  contact.groups[group.groupID] = { ...before, suppressed, dateSuppressed: suppressed ? since : '' };
}

function refuseDynamic(call: Call, group: Group): void {
  if (group.type !== 'Dynamic') return;
  const code = call.settings.get<number>('dynamicGroupCode');
  throw new Refusal(code, `Contacts of the dynamic group ${group.groupID} cannot be changed`);
}

export function refuseLeavingAll(call: Call, group: Group): void {
  if (!group.everybody || call.settings.get<string>('leaveAllGroup') === 'ignore') return;
  throw new Refusal(codes.invalidAction, 'Contacts cannot be removed from the All group');
}

/** A group named inside a list of ids; only static ones take members. */
export function findListedGroup(call: Call, groupID: number): Group {
  const group = call.account.groups.get(groupID);
  if (!group) throw new Refusal(call.settings.get<number>('unknownGroupCode'), `There is no group ${groupID}`);
  refuseDynamic(call, group);
  return group;
}

/** A group that the request is about. */
export function findGroup(call: Call, groupID: number): Group {
  const group = call.account.groups.get(groupID);
  if (!group) throw new Refusal(codes.notFound, 'The group was not found');
  return group;
}

export function findStaticGroup(call: Call, groupID: number): Group {
  const group = findGroup(call, groupID);
  refuseDynamic(call, group);
  return group;
}

export function findGroupToLeave(call: Call, groupID: number): Group {
  const group = findListedGroup(call, groupID);
  refuseLeavingAll(call, group);
  return group;
}
