import type { FieldMapping, FilterTranslator, JsonObject, ResourceDefinition } from '../element-definition.js';
import { textAt } from '../values.js';
import { equals, flag } from './filters.js';
import { idPattern, pages, reading, recordsOf } from './wire.js';

const who: readonly FieldMapping[] = [
  { path: 'contactId', type: 'string', vendorPath: 'contactID', readOnly: true },
  { path: 'email', type: 'email', vendorPath: 'email', readOnly: true },
];

const when: FieldMapping = { path: 'occurredAt', type: 'datetime', vendorPath: 'date', readOnly: true };
const address: FieldMapping = { path: 'ipAddress', type: 'string', vendorPath: 'ipAddress', readOnly: true };

const recipients: readonly FieldMapping[] = [
  ...who,
  { path: 'firstName', type: 'string', vendorPath: 'firstName', readOnly: true },
  { path: 'lastName', type: 'string', vendorPath: 'lastName', readOnly: true },
  { path: 'opened', type: 'boolean', vendorPath: 'viewed', readOnly: true },
  { path: 'clicked', type: 'boolean', vendorPath: 'clicked', readOnly: true },
  { path: 'bounced', type: 'boolean', vendorPath: 'bounced', readOnly: true },
  { path: 'bounceType', type: 'string', readOnly: true, description: 'hard or soft.', read: (row) => bounceType(row) },
  { path: 'complained', type: 'boolean', vendorPath: 'complained', readOnly: true },
  { path: 'unsubscribed', type: 'boolean', vendorPath: 'suppressed', readOnly: true },
];

/** HB is a hard bounce; every other kind is a soft one. */
function bounceType(row: JsonObject): string | undefined {
  const type = textAt(row, 'bounceType');
  return type === undefined ? undefined : type.toUpperCase() === 'HB' ? 'hard' : 'soft';
}

interface Report {
  readonly description: string;
  readonly fields: readonly FieldMapping[];
  readonly filters?: Readonly<Record<string, FilterTranslator>>;
  /** Documented for some; where it is not, the general maximum. */
  readonly most?: number;
}

const reports: Readonly<Record<string, Report>> = {
  recipients: {
    description: 'Everybody to whom the campaign was sent, and what became of it.',
    fields: recipients,
    filters: {
      opened: flag('viewed'),
      clicked: flag('clicked'),
      bounced: flag('bounced'),
      complained: flag('complained'),
      unsubscribed: flag('suppressed'),
    },
    most: 1000,
  },
  views: { description: 'Each time that the campaign was opened.', fields: [...who, address, when] },
  clicks: {
    description: 'Each click in the campaign.',
    fields: [...who, { path: 'link', type: 'string', vendorPath: 'link', readOnly: true }, address, when],
    filters: { link: equals('link') },
    most: 1000,
  },
  bounces: {
    description: 'Each bounce of the campaign.',
    fields: [
      ...who,
      { path: 'bounceType', type: 'string', readOnly: true, description: 'hard or soft.', read: bounceType },
      when,
    ],
  },
  unsubscribes: { description: 'Who left because of the campaign.', fields: [...who, when] },
  complaints: { description: 'Who reported the campaign as spam.', fields: [...who, when] },
};

function toResource([kind, { description, fields, filters = {}, most = 50 }]: [string, Report]): [
  string,
  ResourceDefinition,
] {
  const resource: ResourceDefinition = {
    vendorName: kind,
    description: `${description} A moment that has just passed may not be counted yet.`,
    idPattern,
    // Rows have no id of their own: one person clicks twice.
    vendorId: '',
    fields,
    lacks: [],
    vendorFields: [],
    operations: {
      list: {
        operation: reading(`/emailReports/${kind}`),
        paging: pages(most),
        records: recordsOf,
        from: ({ criteria, parentId }) => ({
          body: criteria.reduce<JsonObject>((body, criterion) => ({ ...body, ...criterion }), {
            emailID: Number(parentId),
          }),
        }),
        filters,
        sorts: {},
        defaultSort: 'contactId',
      },
    },
  };
  return [`reports/${kind}`, resource];
}

/** What became of a sent e-mail, below its campaign. */
export const campaignReports: Readonly<Record<string, ResourceDefinition>> = Object.fromEntries(
  Object.entries(reports).map(toResource),
);
