import type { Group } from '../accounts/records.js';
import { toDateTime } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import { codes, missing, Refusal, wrongValue } from '../protocol/refusal.js';
import { toGroup } from './group.js';
import { findGroup } from './membership.js';

type GroupChanges = Partial<
  Pick<
    Group,
    | 'groupName'
    | 'status'
    | 'protected'
    | 'description'
    | 'friendlyName'
    | 'private'
    | 'userIDs'
    | 'notes'
    | 'externalID'
  >
>;

function readChanges(call: Call): GroupChanges {
  const { input } = call;
  const userIDs = input.integers('userIDs');
  const stranger = userIDs?.find((userID) => !call.account.user(userID));
  if (stranger !== undefined) throw wrongValue('userIDs', `no user ${stranger}`);
  const changes = {
    groupName: input.text('groupName')?.trim(),
    status: input.word('status', ['Active', 'Archived']),
    protected: input.boolean('protected'),
    description: input.text('description'),
    friendlyName: input.text('friendlyName'),
    private: input.boolean('private'),
    userIDs,
    notes: input.text('notes'),
    externalID: input.text('externalID'),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function checkName(call: Call, group: Group | undefined, name: string | undefined): void {
  if (name === '') throw wrongValue('groupName', 'blank');
  for (const other of call.account.groups.values()) {
    if (other === group || other.groupName.toLowerCase() !== name?.toLowerCase()) continue;
    throw new Refusal(codes.duplicate, 'Another group has this name', { groupID: other.groupID });
  }
}

export function refuseProtected(call: Call, what: string): never {
  throw new Refusal(call.settings.get<number>('protectedGroupCode'), `Protected groups cannot be ${what}`);
}

function createGroup(call: Call, groupName: string): Group {
  return {
    groupID: call.account.takeID(),
    groupName,
    friendlyName: groupName,
    description: '',
    status: 'Active',
    private: true,
    protected: false,
    notes: '',
    externalID: '',
    userIDs: [],
    userID: call.user.userID,
    type: 'Static',
    everybody: false,
    emailEnding: '',
    dateAdded: toDateTime(call.now),
    dateModified: '',
    dateLastEmailSent: '',
  };
}

/** Creates a static group or changes one; dynamic groups are made in the provider's own pages only. */
export function saveGroup(call: Call): object {
  const groupID = call.input.integer('groupID');
  const group = groupID === undefined ? undefined : findGroup(call, groupID);
  const changes = readChanges(call);
  if (!group && changes.groupName === undefined) throw missing('groupName');
  checkName(call, group, changes.groupName);
  if (group?.everybody && changes.protected === false) refuseProtected(call, 'opened while the system owns them');
  if (group?.protected && changes.status === 'Archived' && changes.protected !== false)
    refuseProtected(call, 'archived');
  const saved = Object.assign(group ?? createGroup(call, changes.groupName ?? ''), changes);
  if (saved.friendlyName === '') saved.friendlyName = saved.groupName;
  if (group) saved.dateModified = toDateTime(call.now);
  call.account.groups.set(saved.groupID, saved);
  return toGroup(saved, call.account, call.settings);
}

/** Contacts stay when their group goes. */
export function deleteGroup(call: Call, group: Group): object {
  if (group.protected) refuseProtected(call, 'deleted');
  call.account.groups.delete(group.groupID);
  for (const contact of call.account.contacts.values()) delete contact.groups[group.groupID];
  return {};
}
