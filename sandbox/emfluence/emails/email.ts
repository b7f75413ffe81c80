import type { Settings } from '../../settings.js';
import { type Email, emailTexts } from '../accounts/records.js';
import { toDateTime, toMilliseconds } from '../protocol/dates.js';
import { toFlag } from '../protocol/envelope.js';

const countedMetrics = [
  'views',
  'uniqueViews',
  'clicks',
  'uniqueClicks',
  'bounces',
  'complaints',
  'unsubscribes',
  'forwards',
  'uniqueForwards',
  'shares',
  'uniqueShares',
  'webViews',
  'uniqueWebViews',
  'sendingIssues',
  'clickToViewRate',
] as const;

function toMetrics({ recipientCount, metrics }: Email): object {
  return {
    recipients: recipientCount,
    ...Object.fromEntries(countedMetrics.map((name) => [name, metrics[name] ?? 0])),
  };
}

/** A mail as a row of a search. */
export function toEmailRow(email: Email): Record<string, unknown> {
  return {
    emailID: email.emailID,
    deliveryType: email.deliveryType,
    status: email.status,
    templateID: email.templateID,
    userID: email.userID,
    title: email.title,
    subject: email.subject,
    fromName: email.fromName,
    fromAddress: email.fromAddress,
    replyToName: email.replyToName,
    replyToAddress: email.replyToAddress,
    dateAdded: email.dateAdded,
    dateModified: email.dateModified,
    dateSent: email.dateSent,
    schedule: { dateScheduled: email.dateScheduled, confirmed: email.status === 'Scheduled' ? 1 : 0 },
    campaignIDs: [],
    parentEmailID: '',
    abSplitID: '',
    metrics: toMetrics(email),
  };
}

/** A mail as lookup and save show it. */
export function toEmail(email: Email, settings: Settings): Record<string, unknown> {
  const row = Object.entries(toEmailRow(email)).filter(([key]) => key !== 'abSplitID');
  return {
    ...Object.fromEntries(row),
    ...Object.fromEntries(emailTexts.map((name) => [name, email[name]])),
    recipients: email.recipients,
    content: email.content,
    htmlVersionEditable: toFlag(email.htmlVersionEditable, settings),
    throttling: email.throttling,
    tracking: email.tracking,
    transactionalCategory: email.transactionalCategory,
    approval: { approvalsCurrent: 0, approvalsNeeded: 0, approved: 1, requiresApproval: 0, users: [] },
    automation: {},
    abSplit: {},
  };
}

export function createEmail(emailID: number, now: number, more: Partial<Email>): Email {
  const texts = { title: '', subject: '', preheader: '', fromName: '', fromAddress: '' };
  return {
    emailID,
    ...texts,
    replyToName: '',
    replyToAddress: '',
    bccAddress: '',
    templateID: '',
    userID: '',
    deliveryType: 'Manual',
    status: 'Draft',
    recipients: { contactIDs: [], groupIDs: [], excludeGroupIDs: [] },
    content: {},
    htmlVersionEditable: false,
    throttling: {},
    tracking: {},
    transactionalCategory: '',
    dateScheduled: '',
    recipientCount: 0,
    metrics: {},
    dateAdded: toDateTime(now),
    dateModified: '',
    dateSent: '',
    ...more,
  };
}

export function isDue(email: Email, now: number): boolean {
  return email.status === 'Scheduled' && toMilliseconds(email.dateScheduled) <= now;
}
