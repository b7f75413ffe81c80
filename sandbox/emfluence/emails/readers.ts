import type { Account } from '../accounts/account.js';
import type { Activity, Contact, Email, MailAction } from '../accounts/records.js';

const link = 'https://news.example/offer';

type Deed = Pick<Activity, 'action' | 'bounceType' | 'link'>;

const deed = (action: MailAction, more: Partial<Deed> = {}): Deed => ({ action, bounceType: '', link: '', ...more });

/**
 * What a recipient does is told by the beginning of the address, as mailbox simulators do it; everybody else reads every
 * second mail by his id, and follows the link in every second one of those.
 */
function deedsOf({ contactID, email }: Contact): readonly Deed[] {
  const address = email.toLowerCase();
  if (address.startsWith('bounce')) return [deed('BOUNCED', { bounceType: 'HB' })];
  if (address.startsWith('softbounce')) return [deed('BOUNCED', { bounceType: 'SB' })];
  const read = [deed('VIEWED')];
  if (address.startsWith('complain')) return [...read, deed('COMPLAINED')];
  if (address.startsWith('unsubscribe')) return [...read, deed('UNSUBSCRIBED')];
  if (contactID % 4 === 0) return [...read, deed('CLICKED', { link })];
  return contactID % 2 === 0 ? read : [];
}

/** The platform suppresses by itself after an unsubscribe or a complaint, and holds addresses that do not exist. */
function applyDeed(contact: Contact, { action, bounceType }: Deed, at: string): void {
  if (action === 'COMPLAINED' || action === 'UNSUBSCRIBED')
    Object.assign(contact, { suppressed: true, dateSuppressed: at });
  if (bounceType === 'HB') Object.assign(contact, { held: true, dateHeld: at });
  if (action === 'CLICKED') contact.lastClickDate = at;
  if (action === 'VIEWED' || action === 'CLICKED') contact.lastActivityDate = at;
}

const metricsOf: Readonly<Partial<Record<MailAction, readonly string[]>>> = {
  VIEWED: ['views', 'uniqueViews'],
  CLICKED: ['clicks', 'uniqueClicks'],
  BOUNCED: ['bounces'],
  COMPLAINED: ['complaints'],
  UNSUBSCRIBED: ['unsubscribes'],
};

/** Delivers a mail and lets its recipients react at once. */
export function readMail(account: Account, email: Email, recipients: readonly Contact[]): void {
  const counted: Record<string, number> = {};
  for (const contact of recipients) {
    for (const done of [deed('SENT'), ...deedsOf(contact)]) {
      const ipAddress = done.action === 'VIEWED' || done.action === 'CLICKED' ? '192.0.2.1' : '';
      account.activities.push({
        ...done,
        contactID: contact.contactID,
        email: contact.email,
        emailID: email.emailID,
        date: email.dateSent,
        ipAddress,
      });
      for (const metric of metricsOf[done.action] ?? []) counted[metric] = (counted[metric] ?? 0) + 1;
      applyDeed(contact, done, email.dateSent);
    }
  }
  email.metrics = counted;
}
