import type { Email } from '../accounts/records.js';
import { toDateTime } from '../protocol/dates.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { readInteger } from '../protocol/read-values.js';
import { codes, missing, notFound, Refusal } from '../protocol/refusal.js';
import { createEmail, toEmail } from './email.js';
import { readEmailChanges } from './email-changes.js';

export function refuseForeignEmail(call: Call, email: Email): void {
  if (isForbidden(call, email.userID)) throw new Refusal(codes.forbidden, 'The email belongs to another user');
}

export function findEmail(call: Call): Email {
  const email = call.account.emails.get(call.input.require('emailID', readInteger));
  if (!email) throw notFound('email');
  refuseForeignEmail(call, email);
  return email;
}

/** What was sent stays as it was. */
export function findUnsentEmail(call: Call): Email {
  const email = findEmail(call);
  if (email.status === 'Sent') throw new Refusal(codes.invalidAction, 'The email has been sent already');
  return email;
}

export function saveEmail(call: Call): object {
  const email = call.input.has('emailID') ? findUnsentEmail(call) : undefined;
  if (!email && !call.input.text('title')) throw missing('title');
  const changes = readEmailChanges(call, call.input, email);
  const first = { userID: call.user.userID, ...changes };
  const saved = email ? Object.assign(email, changes) : createEmail(call.account.takeID(), call.now, first);
  if (email) saved.dateModified = toDateTime(call.now);
  call.account.emails.set(saved.emailID, saved);
  return toEmail(saved, call.settings);
}

export function copyEmail(call: Call): object {
  const { emailID: _original, ...copied } = structuredClone(findEmail(call));
  const title = `${copied.title} (copy)`;
  const fresh = {
    dateScheduled: '',
    recipientCount: 0,
    metrics: {},
    dateAdded: toDateTime(call.now),
    dateModified: '',
    dateSent: '',
  };
  const email = createEmail(call.account.takeID(), call.now, { ...copied, ...fresh, title, status: 'Draft' });
  call.account.emails.set(email.emailID, email);
  return toEmail(email, call.settings);
}

export function deleteEmail(call: Call): object {
  call.account.emails.delete(findUnsentEmail(call).emailID);
  return {};
}
