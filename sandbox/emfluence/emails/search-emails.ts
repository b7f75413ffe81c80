import type { Email } from '../accounts/records.js';
import { createWildcard } from '../contacts/contact-criteria.js';
import { toDateTime, toMilliseconds } from '../protocol/dates.js';
import { type Call, isForbidden } from '../protocol/endpoint.js';
import { compare, sorted, toPage } from '../protocol/paging.js';
import { wrongValue } from '../protocol/refusal.js';
import { toEmailRow } from './email.js';

type Criterion = (email: Email) => boolean;

const statuses = ['draft', 'scheduled', 'sent'] as const;

function monthsFrom(ms: number, months: number): number {
  const date = new Date(ms);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime();
}

/** Sent is what a search means unless told; other delivery types ignore the status. */
function readStatuses(call: Call): readonly string[] {
  const raw = call.input.read('status', (value) => (Array.isArray(value) ? value.join(',') : value));
  const asked = String(raw ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const unknown = asked.find((word) => !statuses.some((status) => status === word));
  if (unknown !== undefined) throw wrongValue('status', `${statuses.join(', ')} expected`);
  return asked.length > 0 ? asked : ['sent'];
}

/** Without a start only the last six months are searched; a window is 18 months long at most. */
function readSentWindow(call: Call): Criterion {
  const start = call.input.dateTime('dateSentStart') ?? toDateTime(monthsFrom(call.now, -6));
  const end = call.input.dateTime('dateSentEnd') ?? toDateTime(call.now);
  const latest = toDateTime(monthsFrom(toMilliseconds(start), 18));
  if (call.input.has('dateSentEnd') && end > latest) {
    throw wrongValue('dateSentEnd', 'at most 18 months after dateSentStart');
  }
  return ({ status, dateSent }) => status !== 'Sent' || (dateSent >= start && dateSent <= end);
}

function readOthers(call: Call): Criterion[] {
  const { input } = call;
  const criteria: Criterion[] = [];
  for (const name of ['title', 'subject'] as const) {
    const pattern = input.text(name);
    const matches = pattern ? createWildcard(pattern) : undefined;
    if (matches) criteria.push((email) => matches(email[name]));
  }
  const emailIDs = input.integers('emailIDs');
  if (emailIDs) criteria.push(({ emailID }) => emailIDs.includes(emailID));
  const userID = input.integer('userID');
  if (userID !== undefined) criteria.push((email) => email.userID === userID);
  const category = input.text('transactionalCategory')?.toLowerCase();
  if (category) criteria.push((email) => email.transactionalCategory.toLowerCase() === category);
  const unheld = ['parentEmailID', 'campaignID'].filter((name) => input.integer(name) !== undefined);
  if (unheld.length > 0) criteria.push(() => false);
  return criteria;
}

export function searchEmails(call: Call): object {
  const { account, input } = call;
  const type = input.word('deliveryType', ['manual', 'automated', 'transactional']) ?? 'manual';
  const wanted = readStatuses(call);
  input.word('automatedResults', ['summary', 'detail']);
  const criteria: Criterion[] = [
    ({ deliveryType }) => deliveryType.toLowerCase() === type,
    ({ status }) => type !== 'manual' || wanted.includes(status.toLowerCase()),
    readSentWindow(call),
    ({ userID }) => !isForbidden(call, userID),
    ...readOthers(call),
  ];
  const found = [...account.emails.values()].filter((email) => criteria.every((holds) => holds(email)));
  return toPage(call, { usual: 20, most: 250 }, sortEmails(call, found, wanted), toEmailRow);
}

const sortFields = ['emailID', 'userID', 'title', 'subject', 'dateAdded', 'dateModified', 'dateSent'] as const;

function sortEmails(call: Call, found: readonly Email[], wanted: readonly string[]): Email[] {
  const field = call.input.word('sortField', sortFields) ?? (wanted.includes('sent') ? 'dateSent' : 'dateAdded');
  const direction = call.input.word('sortDirection', ['asc', 'desc']);
  const byID = [...found].sort((a, b) => compare(a.emailID, b.emailID));
  const usual = call.input.has('sortField') ? 'asc' : 'desc';
  return sorted(byID, (email) => email[field], direction ?? usual);
}
