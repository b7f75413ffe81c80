import type { Activity, Contact, MailAction } from './accounts/records.js';
import { findEmail } from './emails/save-email.js';
import { toFlag } from './protocol/envelope.js';
import { type Call, isForbidden, reading, type Resource } from './protocol/endpoint.js';
import { sorted, toPage } from './protocol/paging.js';
import { wrongValue } from './protocol/refusal.js';

/** Documented for recipients and clicks; elsewhere the guide's general maximum. */
const documented = { usual: 20, most: 1000 } as const;
const general = { usual: 20, most: 50 } as const;

function activitiesOf(call: Call, action: MailAction): readonly Activity[] {
  const { emailID } = findEmail(call);
  return call.account.activities.filter(
    (activity) => activity.emailID === emailID && activity.action === action && isShown(call, activity),
  );
}

function isShown(call: Call, { contactID }: Activity): boolean {
  return !isForbidden(call, call.account.contacts.get(contactID)?.userID ?? '');
}

const toRow = ({ contactID, email, emailID, date }: Activity): object => ({
  contactID,
  email,
  emailID,
  parentEmailID: '',
  date,
});

const contactColumns = [
  'contactID',
  'userID',
  'customerID',
  'email',
  'firstName',
  'lastName',
  'company',
  'title',
  'phone',
  'city',
  'state',
  'zipCode',
  'country',
] as const;

function readColumns(call: Call): readonly (keyof Contact)[] {
  const asked = (call.input.text('contactFields') ?? 'contactID,email,firstName,lastName')
    .split(',')
    .map((name) => name.trim());
  return asked.map((name) => {
    const column = contactColumns.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (!column) throw wrongValue('contactFields', `no column ${name}`);
    return column;
  });
}

function listRecipients(call: Call): object {
  const { account, input, settings } = call;
  const columns = readColumns(call);
  const bounceType = input.word('bounceType', ['HB', 'SB']);
  const wanted = (['viewed', 'clicked', 'bounced', 'suppressed', 'complained'] as const).map((name) => ({
    name,
    value: input.boolean(name),
  }));
  const emailID = findEmail(call).emailID;
  const done = account.activities.filter((activity) => activity.emailID === emailID);
  const rows = activitiesOf(call, 'SENT').flatMap(({ contactID }) => {
    const contact = account.contacts.get(contactID);
    const own = done.filter((activity) => activity.contactID === contactID);
    const did = (action: MailAction): boolean => own.some((activity) => activity.action === action);
    if (!contact) return [];
    const flags = {
      viewed: did('VIEWED'),
      clicked: did('CLICKED'),
      bounced: did('BOUNCED'),
      suppressed: contact.suppressed,
      complained: did('COMPLAINED'),
    };
    const bounce = own.find((activity) => activity.action === 'BOUNCED')?.bounceType ?? '';
    const fits =
      wanted.every(({ name, value }) => value === undefined || flags[name] === value) &&
      (!bounceType || bounce === bounceType);
    const shown = Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, toFlag(value, settings)]));
    return fits
      ? [{ ...Object.fromEntries(columns.map((name) => [name, contact[name]])), ...shown, bounceType: bounce, emailID }]
      : [];
  });
  return toPage(call, documented, rows, (row) => row);
}

function listClicks(call: Call): object {
  const link = call.input.text('link');
  const field = call.input.word('sortField', ['date', 'contactID', 'email']) ?? 'date';
  const clicks = activitiesOf(call, 'CLICKED').filter((activity) => !link || activity.link === link);
  const rows = sorted(clicks, (activity) => activity[field], call.input.word('sortDirection', ['asc', 'desc']));
  return toPage(call, documented, rows, (activity) => ({
    ...toRow(activity),
    link: activity.link,
    ipAddress: activity.ipAddress,
  }));
}

const listing =
  (action: MailAction, more: (activity: Activity) => object = () => ({})) =>
  (call: Call): object =>
    toPage(call, general, activitiesOf(call, action), (activity) => ({ ...toRow(activity), ...more(activity) }));

export const emailReports: Resource = {
  bounces: reading(listing('BOUNCED', ({ bounceType }) => ({ bounceType }))),
  clicks: reading(listClicks),
  complaints: reading(listing('COMPLAINED')),
  recipients: reading(listRecipients),
  unsubscribes: reading(listing('UNSUBSCRIBED')),
  views: reading(listing('VIEWED', ({ ipAddress }) => ({ ipAddress }))),
};
