import type {
  Criterion,
  FieldMapping,
  FilterTranslator,
  JsonObject,
  ListOperation,
  ListScope,
  ListVariant,
  ResourceDefinition,
} from '../element-definition.js';
import { textAt } from '../values.js';
import { between, oneId } from './filters.js';
import { idPattern, pages, reading, recordsOf, toGmt } from './wire.js';

const day = 86_400_000;
const kinds = ['EMAIL', 'WEBTRACKING', 'LANDINGPAGE', 'SURVEY', 'SMS'];

/** `EMAIL:CLICKED` as `email.clicked`, whether the provider gives it in one word or in two (BEHAVIOR.md 21). */
function typeOf(row: JsonObject): string | undefined {
  const whole = textAt(row, 'activity');
  const parts = whole === undefined ? [textAt(row, 'type'), textAt(row, 'action')] : whole.split(':');
  const named = parts.filter((part) => part !== undefined && part !== '');
  return named.length > 0 ? named.join('.').toLowerCase() : undefined;
}

/** Activities have no id; these values together are the same whenever the activity is read again. */
function idOf(row: JsonObject): string | undefined {
  const own = textAt(row, 'activityID');
  if (own !== undefined) return own;
  const parts = [
    textAt(row, 'contactID'),
    textAt(row, 'emailID') ?? '0',
    typeOf(row),
    textAt(row, 'date')?.replace(/\D/g, ''),
  ];
  return parts.includes(undefined) ? undefined : parts.join('-');
}

const fields: readonly FieldMapping[] = [
  {
    path: 'id',
    type: 'string',
    readOnly: true,
    description: 'Made of what the activity tells; two equal ones in one second share it.',
    read: idOf,
  },
  {
    path: 'type',
    type: 'string',
    readOnly: true,
    description: 'The kind and what was done, e.g. email.clicked.',
    read: typeOf,
  },
  { path: 'subject', type: 'string', vendorPath: 'subject', readOnly: true },
  { path: 'contactId', type: 'string', vendorPath: 'contactID', readOnly: true },
  { path: 'campaignId', type: 'string', vendorPath: 'emailID', readOnly: true },
  { path: 'occurredAt', type: 'datetime', vendorPath: 'date', readOnly: true },
];

const type: FilterTranslator = ({ operator, values }) => {
  const asked = values.map(({ text }) => text.toUpperCase().replace('.', ':'));
  const usable =
    (operator === '=' || operator === 'IN') &&
    asked.every((text) => /^[A-Z]+:[A-Z]+$/.test(text) && kinds.includes(text.split(':')[0] ?? ''));
  return usable ? { activities: asked } : undefined;
};

/** A window of time is mandatory at the provider, and has to stay as it is while the caller pages. */
function toSearch({ criteria, now, parentId }: ListScope, days: number): ListVariant {
  const asked = criteria.reduce<Criterion>((all, criterion) => ({ ...all, ...criterion }), {});
  const endDate = typeof asked['endDate'] === 'string' ? asked['endDate'] : toGmt(now);
  const startDate =
    typeof asked['startDate'] === 'string'
      ? asked['startDate']
      : toGmt(Date.parse(`${endDate.replace(' ', 'T')}Z`) - days * day);
  const activities = asked['activities'] ?? kinds.map((kind) => `${kind}:*`);
  return {
    name: `${startDate} to ${endDate}`,
    input: {
      body: {
        ...asked,
        startDate,
        endDate,
        activities,
        ...(parentId !== undefined && { contactID: Number(parentId) }),
      },
    },
  };
}

/** Nothing happened in a window that ends before it begins, and the provider would refuse it. */
const isWindow = ({ input }: ListVariant): boolean =>
  String(input.body?.['startDate']) <= String(input.body?.['endDate']);

function toList(days: number, filters: ListOperation['filters']): ListOperation {
  return {
    operation: reading('/contacts/activities'),
    paging: pages(50),
    records: recordsOf,
    from: (query) => toSearch(query, days).input,
    variants: (query) => [toSearch(query, days)].filter(isWindow),
    filters,
    // Its order is not documented (BEHAVIOR.md 21).
    sorts: {},
    defaultSort: 'occurredAt',
  };
}

const filters: ListOperation['filters'] = {
  type,
  campaignId: oneId('emailID'),
  occurredAt: between('startDate', 'endDate'),
};

const resource = (description: string, list: ListOperation): ResourceDefinition => ({
  vendorName: 'activities',
  description,
  idPattern,
  vendorId: '',
  fields,
  lacks: ['body', 'ownerId', 'dueAt', 'completedAt', 'priority'],
  vendorFields: [],
  operations: { list },
});

export const activities = resource(
  'What contacts did with mail, pages, surveys and messages. A list covers the last 7 days unless "where" names "occurredAt".',
  toList(7, { ...filters, contactId: oneId('contactID') }),
);

export const contactActivities = resource(
  'What one contact did with mail, pages, surveys and messages. A list covers the last 365 days unless "where" names "occurredAt".',
  toList(365, filters),
);
