import { permissions } from '../accounts/permissions.js';
import type { Group } from '../accounts/records.js';
import { changing, reading, type Resource } from '../protocol/endpoint.js';
import { lookUp } from '../protocol/lookup.js';
import { readInteger } from '../protocol/read-values.js';
import { toGroup } from './group.js';
import { addGroupContacts, getGroupContacts, removeGroupContacts } from './group-contacts.js';
import { findGroup } from './membership.js';
import { deleteGroup, saveGroup } from './save-group.js';
import { searchGroups } from './search-groups.js';

export const groups: Resource = {
  addContacts: { ...changing(addGroupContacts), supposedPermission: permissions.editContacts },
  delete: changing(
    (call) => deleteGroup(call, findGroup(call, call.input.require('groupID', readInteger))),
    permissions.createGroups,
  ),
  getContacts: reading(getGroupContacts, permissions.editContacts),
  lookup: reading(
    (call) =>
      lookUp<Group>(call, {
        one: 'groupID',
        many: 'groupIDs',
        most: 25,
        what: 'group',
        find: (id) => call.account.groups.get(id),
        show: (group) => toGroup(group, call.account, call.settings),
      }),
    permissions.createGroups,
  ),
  removeContacts: changing(removeGroupContacts, permissions.editContacts),
  save: { ...changing(saveGroup), supposedPermission: permissions.createGroups },
  search: reading(searchGroups),
};
