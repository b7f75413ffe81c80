import type { Contact } from '../accounts/records.js';
import { holds, isRestricted, type Permission, permissions } from '../accounts/permissions.js';
import { toDateTime } from '../protocol/dates.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { codes, missing, missingPermission, notFound, Refusal } from '../protocol/refusal.js';
import { toContact, createContact } from './contact.js';
import {
  applyContactChanges,
  applyGroupChanges,
  checkPurl,
  type ContactChanges,
  readContactChanges,
  readGroupChanges,
} from './contact-changes.js';

export function refuseForeignContact(call: Call, contact: Contact): void {
  if (isForbidden(call, contact.userID)) {
    throw new Refusal(codes.forbidden, 'The contact belongs to another user');
  }
}

export function checkSupposedPermission(call: Call, wanted: Permission): void {
  const required = call.settings.get<string>('savePermission') === 'required';
  if (required && !holds(call.user.permissions, wanted)) throw missingPermission(wanted);
}

/** Finds the record to update: by id, else by e-mail; undefined means that a contact is created. */
function findTarget(call: Call, contactID: number | undefined, email: string | undefined): Contact | undefined {
  const owner = email === undefined ? undefined : call.account.contactByEmail(email);
  if (contactID === undefined) return owner;
  const contact = call.account.contacts.get(contactID);
  if (!contact) throw notFound('contact');
  if (owner && owner !== contact) {
    throw new Refusal(codes.duplicate, 'The email address belongs to another contact', { contactID: owner.contactID });
  }
  return contact;
}

/** Stores a contact that does not exist yet. */
export function insertContact(call: Call, email: string, changes: ContactChanges): Contact {
  const contact = createContact(call.account.takeID(), email, call.now);
  if (isRestricted(call.user.permissions)) contact.userID = call.user.userID;
  applyContactChanges(contact, changes, call.now);
  if (call.settings.get<string>('newContactDateModified') === 'now') contact.dateModified = contact.dateAdded;
  call.account.addContact(contact);
  return contact;
}

export function updateContact(call: Call, contact: Contact, changes: ContactChanges): void {
  applyContactChanges(contact, changes, call.now);
  contact.dateModified = toDateTime(call.now);
}

/** Creates or updates one contact; only what is passed is stored. */
export function saveContact(call: Call): object {
  const contactID = call.input.integer('contactID');
  const email = call.input.emailAddress('email');
  if (contactID === undefined && email === undefined) throw missing('contactID or email');
  const target = findTarget(call, contactID, email);
  checkSupposedPermission(call, target ? permissions.editContacts : permissions.addContacts);
  if (target) refuseForeignContact(call, target);
  const read = readContactChanges(call, call.input);
  const locked = target?.suppressed === true && call.settings.get<string>('liftSuppression') === 'keeps';
  const changes = locked ? { ...read, suppressed: undefined } : read;
  const groups = readGroupChanges(call);
  checkPurl(call, target, changes);
  const contact = target ?? insertContact(call, email ?? '', changes);
  if (target) updateContact(call, target, changes);
  if (contactID !== undefined && email !== undefined) call.account.changeEmail(contact, email);
  applyGroupChanges(contact, groups, call.now);
  return toContact(contact, call.account, call.settings);
}
