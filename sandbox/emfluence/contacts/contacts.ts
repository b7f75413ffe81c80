import { permissions } from '../accounts/permissions.js';
import { type Call, changing, reading, type Resource } from '../protocol/endpoint.js';
import { readInteger } from '../protocol/read-values.js';
import { notFound, Refusal } from '../protocol/refusal.js';
import { deleteContactGroups, getContactGroups, saveContactGroups } from './contact-groups.js';
import { getEmailHistory, listActivities } from './contact-history.js';
import { lookUpContacts } from './find-contact.js';
import { importContacts } from './import-contacts.js';
import { refuseForeignContact, saveContact } from './save-contact.js';
import { searchContacts } from './search-contacts.js';

/** A suppressed contact is proof of an opt-out, so only an explicit erasure removes it. */
function deleteContact(call: Call): object {
  const contact = call.account.contacts.get(call.input.require('contactID', readInteger));
  if (!contact) throw notFound('contact');
  refuseForeignContact(call, contact);
  if (contact.suppressed && call.input.boolean('deleteSuppressed') !== true) {
    throw new Refusal(call.settings.get<number>('deleteSuppressedCode'), 'Suppressed contacts cannot be deleted');
  }
  call.account.deleteContact(contact);
  return {};
}

export const contacts: Resource = {
  activities: reading(listActivities),
  delete: changing(deleteContact, permissions.deleteContacts),
  deleteGroups: changing(deleteContactGroups, permissions.editContacts),
  getEmailHistory: reading(getEmailHistory),
  getGroups: reading(getContactGroups),
  import: changing(importContacts, permissions.importContacts),
  lookup: reading(lookUpContacts),
  save: changing(saveContact),
  saveGroups: changing(saveContactGroups, permissions.editContacts),
  search: reading(searchContacts),
};
