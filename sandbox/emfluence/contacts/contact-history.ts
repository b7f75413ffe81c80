import type { Activity } from '../accounts/records.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { toPage } from '../protocol/paging.js';
import { readArray, readDateTime, readText } from '../protocol/read-values.js';
import { wrongValue } from '../protocol/refusal.js';
import { findContact } from './find-contact.js';

const kinds: Readonly<Record<string, readonly string[]>> = {
  EMAIL: [
    'SENT',
    'VIEWED',
    'CLICKED',
    'VIEWEDASWEBPAGE',
    'FORWARDED',
    'SHARED',
    'BOUNCED',
    'COMPLAINED',
    'UNSUBSCRIBED',
  ],
  WEBTRACKING: ['PAGEVIEW'],
  LANDINGPAGE: ['CLICK', 'CONVERSION', 'VIEW'],
  SURVEY: ['STARTED', 'COMPLETED'],
  SMS: ['SENT', 'FAILED', 'UNSUBSCRIBED', 'INCOMINGMESSAGE'],
};

/** The activities of one of the provider's words, e.g. `EMAIL:*`; of all kinds only mail happens here. */
function toTest(text: string): (activity: Activity) => boolean {
  const [type = '', action = ''] = text.trim().toUpperCase().split(':');
  const actions = kinds[type];
  if (!actions || !(action === '*' || actions.includes(action))) throw wrongValue('activities', `no activity ${text}`);
  return (activity) => type === 'EMAIL' && (action === '*' || action === activity.action);
}

/** What happened in a window of time, both ends included. */
export function listActivities(call: Call): object {
  const { account, input } = call;
  const start = input.require('startDate', readDateTime);
  const end = input.require('endDate', readDateTime);
  if (end < start) throw wrongValue('endDate', 'before startDate');
  const asked = input.require('activities', (value, name) =>
    typeof value === 'string' ? value.split(',') : readArray(value, name).map((item) => readText(item, name)),
  );
  const tests = asked.map(toTest);
  const contactID = input.integer('contactID');
  const emailID = input.integer('emailID');
  const found = account.activities.filter(
    (activity) =>
      activity.date >= start &&
      activity.date <= end &&
      (contactID === undefined || activity.contactID === contactID) &&
      (emailID === undefined || activity.emailID === emailID) &&
      tests.some((test) => test(activity)) &&
      !isForbidden(call, account.contacts.get(activity.contactID)?.userID ?? ''),
  );
  return toPage(call, unknownSizes, found, (activity) => toActivity(call, activity));
}

/** Records per page are not documented here; the guide's general numbers count. */
const unknownSizes = { usual: 20, most: 50 } as const;

function toActivity({ account, settings }: Call, { contactID, email, emailID, action, date, link }: Activity): object {
  const named =
    settings.get<string>('activityNamed') === 'split' ? { type: 'EMAIL', action } : { activity: `EMAIL:${action}` };
  return { ...named, date, contactID, email, emailID, subject: account.emails.get(emailID)?.subject ?? '', link };
}

/** The mail that a contact got, newest first. */
export function getEmailHistory(call: Call): object {
  const { contactID } = findContact(call);
  const sent = call.account.activities.filter(
    (activity) => activity.contactID === contactID && activity.action === 'SENT',
  );
  return toPage(call, unknownSizes, [...sent].reverse(), ({ emailID, date }) => {
    const email = call.account.emails.get(emailID);
    return { emailID, title: email?.title ?? '', subject: email?.subject ?? '', dateSent: date };
  });
}
