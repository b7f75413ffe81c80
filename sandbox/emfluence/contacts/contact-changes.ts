import { type Contact, contactTexts, type ContactTexts, type Group } from '../accounts/records.js';
import { findGroupToLeave, findListedGroup, join, leave } from '../groups/membership.js';
import { toDateTime } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import type { Parameters } from '../protocol/parameters.js';
import { readInteger } from '../protocol/read-values.js';
import { codes, Refusal, wrongValue } from '../protocol/refusal.js';
import { readContentVariables, readCustomFields } from './custom-values.js';
import { toE164 } from './mobile-number.js';

type Values = Partial<ContactTexts & Pick<Contact, 'userID' | 'mobileNumber' | 'purl' | 'dateOfBirth' | 'ipAddress'>>;

/** What a save asks for, read and checked whole, so that a refused request changes nothing. */
export interface ContactChanges {
  readonly values: Values;
  readonly suppressed: boolean | undefined;
  readonly held: boolean | undefined;
  readonly customFields: Record<string, string>;
  readonly contentVariables: Record<string, string>;
}

export interface GroupChanges {
  readonly joined: readonly Group[];
  readonly left: readonly Group[];
}

function readOwner(call: Call, input: Parameters): number | '' | undefined {
  const owner = input.read('userID', (value, name) => (value === '' ? '' : readInteger(value, name)));
  if (owner && !call.account.user(owner)) throw wrongValue('userID', 'no such user');
  return owner;
}

function readMobileNumber(call: Call, input: Parameters): string | undefined {
  const text = input.text('mobileNumber')?.trim();
  if (!text) return text;
  const setting = call.settings.get<string>('mobileWithoutPlus') === 'refuse' ? 'refuse' : 'assume-us';
  const number = toE164(text, setting);
  if (number === undefined) throw wrongValue('mobileNumber', 'not a valid phone number');
  return number;
}

function readPurl(input: Parameters): string | undefined {
  const purl = input.text('purl');
  if (purl && !/^[A-Za-z0-9.\-_!]+$/.test(purl)) throw wrongValue('purl', 'letters, digits and . - _ ! only');
  return purl;
}

export function readContactChanges(call: Call, input: Parameters): ContactChanges {
  const values = {
    ...Object.fromEntries(contactTexts.map((name) => [name, input.text(name)])),
    userID: readOwner(call, input),
    mobileNumber: readMobileNumber(call, input),
    purl: readPurl(input),
    dateOfBirth: input.date('dateofbirth'),
    ipAddress: input.text('ipaddress'),
  };
  return {
    values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    suppressed: input.boolean('suppressed'),
    held: input.boolean('held'),
    customFields: readCustomFields(call, input.object('customFields') ?? {}),
    contentVariables: readContentVariables(input.object('contentVariables') ?? {}),
  };
}

export function readGroupChanges(call: Call): GroupChanges {
  const joined = call.input.integers('groupIDs') ?? [];
  const left = call.input.integers('removeGroupIDs') ?? [];
  return {
    joined: joined.map((groupID) => findListedGroup(call, groupID)),
    left: left.map((groupID) => findGroupToLeave(call, groupID)),
  };
}

/** PURLs lead to one contact each. */
export function checkPurl(call: Call, contact: Contact | undefined, changes: ContactChanges): void {
  const purl = changes.values.purl?.toLowerCase();
  if (!purl) return;
  for (const other of call.account.contacts.values()) {
    if (other === contact || other.purl.toLowerCase() !== purl) continue;
    throw new Refusal(codes.duplicate, 'The purl belongs to another contact', { contactID: other.contactID });
  }
}

export function applyContactChanges(contact: Contact, changes: ContactChanges, now: number): void {
  const { suppressed, held } = changes;
  const stamp = toDateTime(now);
  Object.assign(contact, changes.values);
  Object.assign(contact.customFields, changes.customFields);
  Object.assign(contact.contentVariables, changes.contentVariables);
  if (suppressed !== undefined) {
    contact.dateSuppressed = suppressed ? contact.dateSuppressed || stamp : '';
    contact.suppressed = suppressed;
  }
  if (held !== undefined) {
    contact.dateHeld = held ? contact.dateHeld || stamp : '';
    contact.held = held;
  }
}

export function applyGroupChanges(contact: Contact, changes: GroupChanges, now: number): void {
  changes.joined.forEach((group) => join(contact, group, now));
  changes.left.forEach((group) => leave(contact, group));
}
