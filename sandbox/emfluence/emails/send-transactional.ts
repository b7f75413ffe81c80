import type { Contact } from '../accounts/records.js';
import { readContactChanges } from '../contacts/contact-changes.js';
import { insertContact, refuseForeignContact, updateContact } from '../contacts/save-contact.js';
import { toDateTime } from '../protocol/dates.js';
import type { Call } from '../protocol/endpoint.js';
import type { Parameters } from '../protocol/parameters.js';
import { type JsonObject, readEmailAddress, readObject } from '../protocol/read-values.js';
import { codes, missing, Refusal, wrongValue } from '../protocol/refusal.js';
import { createEmail } from './email.js';
import { readEmailChanges } from './email-changes.js';
import { readMail } from './readers.js';

interface RowResult {
  readonly success: 0 | 1;
  readonly reason?: string;
  readonly contact: JsonObject;
}

interface Row {
  readonly passed: JsonObject;
  readonly save: () => Contact;
}

function saveRow(call: Call, input: Parameters): Contact {
  const email = input.require('email', readEmailAddress);
  const existing = call.account.contactByEmail(email);
  if (existing) refuseForeignContact(call, existing);
  const changes = readContactChanges(call, input);
  if (!existing) return insertContact(call, email, changes);
  updateContact(call, existing, changes);
  return existing;
}

/** The same person twice counts once; the first mention wins. */
function readPassedContacts(call: Call): readonly Row[] {
  const passed = (call.input.array('contacts') ?? []).map((row) => readObject(row, 'contacts'));
  if (passed.length > 5) throw wrongValue('contacts', 'at most 5 allowed');
  const seen = new Set<string>();
  return passed.flatMap((row) => {
    const input = call.input.nested(row);
    const email = (input.text('email') ?? '').toLowerCase();
    if (email !== '' && seen.has(email)) return [];
    seen.add(email);
    return [{ passed: row, save: () => saveRow(call, input) }];
  });
}

function readNamedContacts(call: Call): readonly Row[] {
  return (call.input.integers('contactIDs', 1000) ?? []).map((contactID) => ({
    passed: { contactID },
    save: () => {
      const contact = call.account.contacts.get(contactID);
      if (!contact) throw new Refusal(codes.notFound, 'The contact was not found');
      refuseForeignContact(call, contact);
      return contact;
    },
  }));
}

function sendRow({ passed, save }: Row, ignoreSuppression: boolean): RowResult {
  try {
    const saved = save();
    const contact = { ...passed, contactID: saved.contactID };
    if (saved.held) return { success: 0, reason: 'The contact is held', contact };
    if (saved.suppressed && !ignoreSuppression) return { success: 0, reason: 'The contact is suppressed', contact };
    return { success: 1, contact };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { success: 0, reason: error.message, contact: passed };
  }
}

/** Sends one message now to a few people, storing the people on the way. */
export function sendTransactional(call: Call): object {
  const { account, input, now } = call;
  if (!call.settings.get<boolean>('transactional')) {
    throw new Refusal(codes.accessDenied, 'Transactional email is not enabled for this account');
  }
  const message = input.nested(input.require('email', readObject));
  for (const name of ['subject', 'fromAddress', 'content']) if (!message.has(name)) throw missing(`email.${name}`);
  const changes = readEmailChanges(call, message, undefined);
  const rows = [...readPassedContacts(call), ...readNamedContacts(call)];
  if (rows.length === 0) throw missing('contacts or contactIDs');
  const ignoreSuppression = input.boolean('ignoreContactSuppression') ?? false;
  const transactionalCategory = input.text('transactionalCategory') ?? '';
  const results = rows.map((row) => sendRow(row, ignoreSuppression));
  const sent = { status: 'Sent', dateSent: toDateTime(now), deliveryType: 'Transactional' } as const;
  const recipientCount = results.filter(({ success }) => success === 1).length;
  const more = { userID: call.user.userID, ...changes, ...sent, transactionalCategory, recipientCount };
  const email = createEmail(account.takeID(), now, more);
  account.emails.set(email.emailID, email);
  const reached = results.flatMap(({ success, contact }) => (success === 1 ? [Number(contact['contactID'])] : []));
  const people = reached.flatMap((contactID) => account.contacts.get(contactID) ?? []);
  readMail(account, email, people);
  if (transactionalCategory) account.transactionalCategories.add(transactionalCategory);
  return { emailID: email.emailID, contacts: results };
}
