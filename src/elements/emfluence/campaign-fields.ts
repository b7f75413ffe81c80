import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { flagAt, objectAt, textAt } from '../values.js';

const types: Readonly<Record<string, string>> = {
  manual: 'regular',
  automated: 'automated',
  transactional: 'transactional',
};

function status(email: JsonObject): string | undefined {
  if (flagAt(email, 'automation', 'active')) return 'active';
  return textAt(email, 'status')?.toLowerCase();
}

const counted: Readonly<Record<string, string>> = {
  sent: 'recipients',
  opens: 'views',
  uniqueOpens: 'uniqueViews',
  clicks: 'clicks',
  uniqueClicks: 'uniqueClicks',
  bounces: 'bounces',
  unsubscribes: 'unsubscribes',
  complaints: 'complaints',
};

/** Metrics are told of sent mail only. */
const hasStats = (email: JsonObject): boolean =>
  textAt(email, 'dateSent') !== undefined && objectAt(email, 'metrics') !== undefined;

const stats = Object.entries(counted).map(([name, metric]): FieldMapping => {
  return {
    path: `stats.${name}`,
    type: 'number',
    readOnly: true,
    read: (email) => (hasStats(email) ? textAt(email, 'metrics', metric) : undefined),
  };
});

const numbers = (value: unknown): readonly number[] => (Array.isArray(value) ? value.map(Number) : []);

/** An e-mail of emfluence, which is what the hub calls a campaign (BEHAVIOR.md 19). */
export const campaignFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'emailID', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'title', required: true },
  { path: 'subject', type: 'string', vendorPath: 'subject' },
  { path: 'previewText', type: 'string', vendorPath: 'preheader' },
  { path: 'status', type: 'string', readOnly: true, description: 'draft, scheduled, sent or active.', read: status },
  {
    path: 'type',
    type: 'string',
    readOnly: true,
    description: 'regular, automated or transactional.',
    read: (email) => types[textAt(email, 'deliveryType')?.toLowerCase() ?? ''],
  },
  { path: 'fromName', type: 'string', vendorPath: 'fromName' },
  { path: 'fromEmail', type: 'email', vendorPath: 'fromAddress' },
  { path: 'replyTo', type: 'email', vendorPath: 'replyToAddress' },
  {
    path: 'listIds',
    type: 'ids',
    vendorPath: 'recipients.groupIDs',
    write: (value) => ({ 'recipients.groupIDs': numbers(value) }),
  },
  {
    path: 'excludedListIds',
    type: 'ids',
    vendorPath: 'recipients.excludeGroupIDs',
    write: (value) => ({ 'recipients.excludeGroupIDs': numbers(value) }),
  },
  {
    path: 'html',
    type: 'string',
    vendorPath: 'content.htmlVersion',
    description: 'A whole page of one’s own; it must hold $$url[unsubscribe].',
  },
  { path: 'text', type: 'string', vendorPath: 'content.textVersion' },
  {
    path: 'templateId',
    type: 'id',
    vendorPath: 'templateID',
    write: (value) => ({ templateID: typeof value === 'string' ? Number(value) : value }),
  },
  {
    path: 'scheduledAt',
    type: 'datetime',
    vendorPath: 'schedule.dateScheduled',
    description: 'Set through campaigns/{id}/schedule.',
    write: () => {
      throw invalidRequest(
        'scheduledAt',
        'Schedule a campaign with POST campaigns/{id}/schedule, and take it back with POST campaigns/{id}/cancel.',
      );
    },
  },
  { path: 'sentAt', type: 'datetime', vendorPath: 'dateSent', readOnly: true },
  ...stats,
  { path: 'createdAt', type: 'datetime', vendorPath: 'dateAdded', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'dateModified', readOnly: true },
];
