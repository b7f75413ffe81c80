import type { Contact } from '../accounts/records.js';
import { findGroup, findMembership } from '../groups/membership.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { wrongValue } from '../protocol/refusal.js';

type Criterion = (contact: Contact) => boolean;

const textCriteria = [
  'customerID',
  'lastName',
  'company',
  'title',
  'phone',
  'fax',
  'city',
  'state',
  'zipCode',
  'country',
  'purl',
] as const;

/** `*` stands for any text, and nothing else is special; the whole text must match, without case. */
export function createWildcard(pattern: string): (text: string) => boolean {
  const source = pattern
    .split(/\*+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 'isu');
  return (text) => expression.test(text);
}

function readTextCriteria(call: Call): Criterion[] {
  const contains = call.settings.get<string>('searchMatch') === 'contains';
  return textCriteria.flatMap((name) => {
    const wanted = call.input.text(name)?.toLowerCase();
    if (!wanted) return [];
    return [
      (contact) => {
        const text = contact[name].toLowerCase();
        return contains ? text.includes(wanted) : text === wanted;
      },
    ];
  });
}

function readNumber(call: Call, name: string, from: number, to: number): number | undefined {
  const number = call.input.integer(name);
  if (number !== undefined && (number < from || number > to)) throw wrongValue(name, `${from} to ${to} allowed`);
  return number;
}

function readBirthCriteria(call: Call): Criterion[] {
  const parts = [
    { wanted: readNumber(call, 'dobYear', 1900, new Date(call.now).getUTCFullYear()), start: 0, end: 4 },
    { wanted: readNumber(call, 'dobMonth', 1, 12), start: 5, end: 7 },
    { wanted: readNumber(call, 'dobDay', 1, 31), start: 8, end: 10 },
  ];
  return parts
    .filter(({ wanted }) => wanted !== undefined)
    .map(
      ({ wanted, start, end }) =>
        ({ dateOfBirth }) =>
          Number(dateOfBirth.slice(start, end)) === wanted && dateOfBirth !== '',
    );
}

type DateName = 'dateAdded' | 'dateModified' | 'lastActivityDate' | 'lastClickDate';

/** A range of dates, both ends included; "inactive" turns it round. */
function readDateCriterion(call: Call, name: DateName, typeName?: string): Criterion[] {
  const start = call.input.dateTime(`${name}Start`);
  const end = call.input.dateTime(`${name}End`);
  const inactive = typeName !== undefined && call.input.word(typeName, ['active', 'inactive']) === 'inactive';
  if (start === undefined && end === undefined) return [];
  return [
    (contact) => {
      const date = contact[name];
      const within = date !== '' && date >= (start ?? '') && date <= (end ?? '9999');
      return within !== inactive;
    },
  ];
}

function readFlagCriteria(call: Call): Criterion[] {
  return (['suppressed', 'held'] as const).flatMap((name) => {
    const wanted = call.input.boolean(name);
    return wanted === undefined ? [] : [(contact: Contact) => contact[name] === wanted];
  });
}

function readKeyCriteria(call: Call): Criterion[] {
  const { input } = call;
  const criteria: Criterion[] = [];
  const email = input.text('email')?.trim();
  if (email) {
    const matches = createWildcard(email);
    criteria.push((contact) => matches(contact.email));
  }
  const contactIDs = input.integers('contactIDs', 100);
  if (contactIDs) criteria.push(({ contactID }) => contactIDs.includes(contactID));
  const userID = input.integer('userID');
  if (userID !== undefined) criteria.push((contact) => contact.userID === userID);
  const groupID = input.integer('groupID');
  if (groupID !== undefined) {
    const group = findGroup(call, groupID);
    criteria.push((contact) => findMembership(contact, group) !== undefined);
  }
  return criteria;
}

/** The documented criteria of contacts/search, all of which must hold. There is none on first name or custom fields. */
export function readCriteria(call: Call): Criterion {
  const criteria = [
    ...readKeyCriteria(call),
    ...readFlagCriteria(call),
    ...readTextCriteria(call),
    ...readBirthCriteria(call),
    ...readDateCriterion(call, 'dateAdded'),
    ...readDateCriterion(call, 'dateModified'),
    ...readDateCriterion(call, 'lastActivityDate', 'lastActivityType'),
    ...readDateCriterion(call, 'lastClickDate', 'lastClickType'),
    (contact: Contact) => !isForbidden(call, contact.userID),
  ];
  return (contact) => criteria.every((holds) => holds(contact));
}
