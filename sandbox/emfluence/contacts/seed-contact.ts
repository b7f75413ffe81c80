import type { Person } from '../../people.js';
import type { Account } from '../accounts/account.js';
import { seededGroups } from '../accounts/first-records.js';
import type { Contact } from '../accounts/records.js';
import { toDateTime } from '../protocol/dates.js';
import { createContact } from './contact.js';
import { toE164 } from './mobile-number.js';

const minute = 60_000;

/** Every contact needs an e-mail of its own here: people without one, and e-mail twins, get one made up. */
function chooseEmail(person: Person, account: Account): string {
  if (person.email && !account.contactByEmail(person.email)) return person.email;
  const made = [`no-email-${person.number}@example.net`];
  while (account.contactByEmail(made[0] ?? '')) made.unshift(`no-email-${person.number}-${made.length}@example.net`);
  return made[0] ?? '';
}

function describe(person: Person): Partial<Contact> {
  const { address } = person;
  const texts = {
    firstName: person.firstName,
    lastName: person.lastName,
    title: person.title,
    company: person.company,
    phone: person.phone,
    fax: person.fax,
    address1: address?.street1,
    address2: address?.street2,
    city: address?.city,
    state: address?.state,
    zipCode: address?.postalCode,
    country: address?.country,
    memo: person.note,
    dateOfBirth: person.birthday,
    mobileNumber: person.mobile && toE164(person.mobile, 'assume-us'),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
}

/** Some contacts belong to the account's first user, some to the restricted one, most to nobody. */
function chooseOwner(account: Account, number: number): number | '' {
  const [main, restricted] = account.identity.users;
  if (number % 7 === 0) return restricted?.userID ?? '';
  return number % 4 === 0 ? (main?.userID ?? '') : '';
}

function joinSeeded(contact: Contact, number: number, dateAdded: string): void {
  const wanted = [
    { every: 3, groupID: seededGroups.newsletter },
    { every: 5, groupID: seededGroups.customers },
    { every: 11, groupID: seededGroups.events },
  ];
  for (const { every, groupID } of wanted) {
    if (number % every === 0) contact.groups[groupID] = { suppressed: false, dateAdded, dateSuppressed: '' };
  }
}

/** Stores the person as an old contact of the account: the higher the number, the more recently added. */
export function seedContact(account: Account, person: Person, now: number): number {
  const added = now - (200_000 - Math.min(person.number, 199_000)) * minute;
  const changed = toDateTime(added + 30 * minute);
  const contact = createContact(account.takeID(), chooseEmail(person, account), added);
  Object.assign(contact, describe(person), { dateModified: changed });
  contact.originalSource = 'Address book';
  contact.customerID = `person-${person.number}`;
  contact.score = (person.number * 37) % 101;
  contact.dateScored = changed;
  contact.userID = chooseOwner(account, person.number);
  if (person.favouriteColour) contact.customFields['custom1'] = person.favouriteColour;
  if (person.consent === 'unsubscribed') Object.assign(contact, { suppressed: true, dateSuppressed: changed });
  if (person.consent === 'bounced') Object.assign(contact, { held: true, dateHeld: changed });
  if (person.consent === 'subscribed') contact.lastActivityDate = changed;
  joinSeeded(contact, person.number, contact.dateAdded);
  account.addContact(contact);
  return contact.contactID;
}
