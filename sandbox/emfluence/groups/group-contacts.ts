import type { Contact, Group } from '../accounts/records.js';
import { toFlag } from '../protocol/envelope.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { toPage } from '../protocol/paging.js';
import { readInteger } from '../protocol/read-values.js';
import { missing } from '../protocol/refusal.js';
import { findMembership, findStaticGroup, join, leave, refuseLeavingAll } from './membership.js';

/** Changes one contact's membership, or answers why it cannot. */
type ChangeRow = (contact: Contact) => string | undefined;

function changeRows(call: Call, change: ChangeRow): object {
  const contactIDs = call.input.integers('contactIDs', 1000);
  if (!contactIDs) throw missing('contactIDs');
  const contactResults = contactIDs.map((contactID) => {
    const contact = call.account.contacts.get(contactID);
    const error = contact ? changeOwn(call, contact, change) : 'The contact was not found';
    return { contactID, success: error === undefined ? 1 : 0, errors: error === undefined ? [] : [error] };
  });
  const totalSuccess = contactResults.filter(({ success }) => success === 1).length;
  const totalErrors = contactResults.length - totalSuccess;
  if (totalErrors > 0) call.warnings.push(`${totalErrors} contacts failed, see contactResults`);
  return { totalSuccess, totalErrors, contactResults };
}

function changeOwn(call: Call, contact: Contact, change: ChangeRow): string | undefined {
  return isForbidden(call, contact.userID) ? 'The contact belongs to another user' : change(contact);
}

function readGroup(call: Call): Group {
  return findStaticGroup(call, call.input.require('groupID', readInteger));
}

export function addGroupContacts(call: Call): object {
  const group = readGroup(call);
  return changeRows(call, (contact) => {
    join(contact, group, call.now);
    return undefined;
  });
}

export function removeGroupContacts(call: Call): object {
  const group = readGroup(call);
  refuseLeavingAll(call, group);
  const strict = call.settings.get<string>('removeNonMember') === 'row-error';
  return changeRows(call, (contact) => {
    if (strict && !findMembership(contact, group)) return 'The contact is not in the group';
    leave(contact, group);
    return undefined;
  });
}

/** The members of a static group with their state in that group. */
export function getGroupContacts(call: Call): object {
  const group = readGroup(call);
  const suppressed = call.input.boolean('suppressed');
  const start = call.input.dateTime('dateAddedStart') ?? '';
  const end = call.input.dateTime('dateAddedEnd') ?? '9999';
  const members = [...call.account.contacts.values()].flatMap((contact) => {
    const membership = findMembership(contact, group);
    if (!membership || isForbidden(call, contact.userID)) return [];
    const fits = suppressed === undefined || membership.suppressed === suppressed;
    return fits && membership.dateAdded >= start && membership.dateAdded <= end ? [{ contact, membership }] : [];
  });
  return toPage(call, { usual: 100, most: 1000 }, members, ({ contact, membership }) => ({
    contactID: contact.contactID,
    email: contact.email,
    suppressed: toFlag(membership.suppressed, call.settings),
    dateAdded: membership.dateAdded,
    dateSuppressed: membership.dateSuppressed,
  }));
}
