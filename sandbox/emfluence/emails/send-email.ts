import type { Account } from '../accounts/account.js';
import type { Contact, Email } from '../accounts/records.js';
import { findMembership } from '../groups/membership.js';
import { toDateTime, toMilliseconds } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import { readDateTime, readEmailAddress } from '../protocol/read-values.js';
import { codes, Refusal, wrongValue } from '../protocol/refusal.js';
import { isDue } from './email.js';
import { readMail } from './readers.js';
import { findEmail, findUnsentEmail } from './save-email.js';

const invalid = (message: string): Refusal => new Refusal(codes.invalidAction, message);

function refuseUnready({ subject, fromAddress, recipients, content }: Email): void {
  const filled = Object.values(content).some((text) => text.trim() !== '');
  const addressed = recipients.contactIDs.length + recipients.groupIDs.length > 0;
  if (subject && fromAddress && filled && addressed) return;
  throw invalid('The email is not ready: subject, fromAddress, content and recipients are needed');
}

function isIn(account: Account, contact: Contact, groupIDs: readonly number[]): boolean {
  return groupIDs.some((groupID) => {
    const group = account.groups.get(groupID);
    const membership = group && findMembership(contact, group);
    return membership !== undefined && !membership.suppressed;
  });
}

/** Nobody who opted out or whose address is bad gets the mail. */
function listRecipients(account: Account, { recipients }: Email): readonly Contact[] {
  const named = new Set(recipients.contactIDs);
  return [...account.contacts.values()].filter((contact) => {
    if (contact.suppressed || contact.held || isIn(account, contact, recipients.excludeGroupIDs)) return false;
    return named.has(contact.contactID) || isIn(account, contact, recipients.groupIDs);
  });
}

function deliver(account: Account, email: Email, at: string): void {
  const recipients = listRecipients(account, email);
  email.recipientCount = recipients.length;
  email.status = 'Sent';
  email.dateSent = at;
  readMail(account, email, recipients);
  for (const groupID of email.recipients.groupIDs) {
    const group = account.groups.get(groupID);
    if (group) group.dateLastEmailSent = at;
  }
}

/** Sends what was scheduled for a time that has passed. */
export function deliverDue(call: Call): void {
  for (const email of call.account.emails.values()) {
    if (isDue(email, call.now)) deliver(call.account, email, email.dateScheduled);
  }
}

export function sendEmail(call: Call): object {
  const email = findUnsentEmail(call);
  refuseUnready(email);
  deliver(call.account, email, toDateTime(call.now));
  return {};
}

export function scheduleEmail(call: Call): object {
  const email = findUnsentEmail(call);
  const time = call.input.require('scheduleSendTime', readDateTime);
  if (toMilliseconds(time) <= call.now) throw wrongValue('scheduleSendTime', 'not in the future');
  refuseUnready(email);
  email.status = 'Scheduled';
  email.dateScheduled = time;
  return {};
}

export function cancelSchedule(call: Call): object {
  const email = findEmail(call);
  if (email.status !== 'Scheduled') throw invalid('The email is not scheduled');
  email.status = 'Draft';
  email.dateScheduled = '';
  return {};
}

export function sendTest(call: Call): object {
  findEmail(call);
  const address = call.input.require('recipientEmail', readEmailAddress);
  const contact = call.account.contactByEmail(address);
  if (contact?.held || contact?.suppressed) throw invalid('The recipient is held or suppressed');
  return {};
}
