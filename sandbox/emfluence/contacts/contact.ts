import type { Settings } from '../../settings.js';
import type { Account } from '../accounts/account.js';
import { type Contact, contactTexts, type ContactTexts } from '../accounts/records.js';
import { listGroupIDs } from '../groups/membership.js';
import { toDateTime } from '../protocol/dates.js';
import { toFlag } from '../protocol/envelope.js';

export const contentVariableNames: readonly string[] = Array.from({ length: 10 }, (_, index) => `content${index + 1}`);

const blankTexts: ContactTexts = {
  customerID: '',
  originalSource: 'Unknown',
  firstName: '',
  lastName: '',
  company: '',
  title: '',
  phone: '',
  fax: '',
  address1: '',
  address2: '',
  city: '',
  state: '',
  zipCode: '',
  country: '',
  notes: '',
  memo: '',
};

export function createContact(contactID: number, email: string, now: number): Contact {
  return {
    contactID,
    email,
    ...blankTexts,
    userID: '',
    mobileNumber: '',
    purl: '',
    dateOfBirth: '',
    ipAddress: '',
    suppressed: false,
    dateSuppressed: '',
    held: false,
    dateHeld: '',
    dateAdded: toDateTime(now),
    dateModified: '',
    lastActivityDate: '',
    lastClickDate: '',
    score: 0,
    dateScored: '',
    customFields: {},
    contentVariables: {},
    groups: {},
  };
}

type Labelled = Record<string, { readonly label: string; readonly value: string }>;

function toCustomFields(contact: Contact, account: Account): Labelled {
  const fields = account.identity.customFields.map(({ systemName, label }) => {
    return [systemName, { label, value: contact.customFields[systemName] ?? '' }] as const;
  });
  return Object.fromEntries(fields);
}

function toContentVariables(contact: Contact): Labelled {
  const variables = contentVariableNames.map((name) => {
    const label = name.replace('content', 'Content ');
    return [name, { label, value: contact.contentVariables[name] ?? '' }] as const;
  });
  return Object.fromEntries(variables);
}

/** A contact as lookup and save show it: custom fields nested, with their labels. */
export function toContact(contact: Contact, account: Account, settings: Settings): Record<string, unknown> {
  const { contactID, email, userID, mobileNumber, purl, dateOfBirth, ipAddress, score, dateScored } = contact;
  const { dateSuppressed, dateHeld, dateAdded, dateModified, lastActivityDate, lastClickDate } = contact;
  return {
    contactID,
    email,
    userID,
    ...Object.fromEntries(contactTexts.map((name) => [name, contact[name]])),
    mobileNumber,
    purl,
    dateOfBirth,
    ipAddress,
    suppressed: toFlag(contact.suppressed, settings),
    dateSuppressed,
    held: toFlag(contact.held, settings),
    dateHeld,
    dateAdded,
    dateModified,
    lastActivityDate,
    lastClickDate,
    contactScore: { dateModified: dateScored, value: score, percentile: score },
    groupIDs: listGroupIDs(contact, account, settings),
    customFields: toCustomFields(contact, account),
    contentVariables: toContentVariables(contact),
  };
}
