import type { Contact } from '../accounts/records.js';
import type { Call } from '../protocol/endpoint.js';
import { lookUp } from '../protocol/lookup.js';
import { missing, notFound } from '../protocol/refusal.js';
import { toContact } from './contact.js';
import { refuseForeignContact } from './save-contact.js';

/** The one contact that a request names by contactID or email. */
export function findContact(call: Call): Contact {
  const contactID = call.input.integer('contactID');
  const email = call.input.text('email')?.trim();
  if (contactID === undefined && !email) throw missing('contactID or email');
  const contact =
    contactID === undefined ? call.account.contactByEmail(email ?? '') : call.account.contacts.get(contactID);
  if (!contact) throw notFound('contact');
  refuseForeignContact(call, contact);
  return contact;
}

export function lookUpContacts(call: Call): object {
  return lookUp<Contact>(call, {
    one: 'contactID',
    many: 'contactIDs',
    most: 100,
    what: 'contact',
    find: (id) => call.account.contacts.get(id),
    show: (contact) => {
      refuseForeignContact(call, contact);
      return toContact(contact, call.account, call.settings);
    },
    otherwise: () => {
      const email = call.input.text('email')?.trim();
      return email ? (call.account.contactByEmail(email) ?? 'none') : undefined;
    },
  });
}
