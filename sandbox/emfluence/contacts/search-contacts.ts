import type { Contact } from '../accounts/records.js';
import type { Call } from '../protocol/endpoint.js';
import { sorted, toPage } from '../protocol/paging.js';
import { createRowWriter } from './contact-columns.js';
import { readCriteria } from './contact-criteria.js';

const sortKeys = {
  contactID: ({ contactID }: Contact) => contactID,
  email: ({ email }: Contact) => email,
  dateModified: ({ dateModified }: Contact) => dateModified,
  contactScore: ({ score }: Contact) => score,
} as const;

export function searchContacts(call: Call): object {
  const field = call.input.word('sortField', ['contactID', 'email', 'dateModified', 'contactScore']) ?? 'contactID';
  const direction = call.input.word('sortDirection', ['asc', 'desc']);
  const found = [...call.account.contacts.values()].filter(readCriteria(call));
  return toPage(call, { usual: 20, most: 50 }, sorted(found, sortKeys[field], direction), createRowWriter(call));
}
