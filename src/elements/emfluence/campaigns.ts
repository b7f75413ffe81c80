import type {
  FilterTranslator,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { objectAt } from '../values.js';
import { cancel, schedule, send } from './campaign-actions.js';
import { campaignFields } from './campaign-fields.js';
import { campaignReports } from './campaign-reports.js';
import { toSearches } from './campaign-windows.js';
import { between, ids, wildcard, word } from './filters.js';
import { changing, dataOf, idPattern, lookedUp, pages, reading, recordsOf, toWire, unsafe } from './wire.js';

const lookup = reading('/emails/lookup');

const status: FilterTranslator = word('status', { draft: 'draft', scheduled: 'scheduled', sent: 'sent' });

const list: ListOperation = {
  operation: reading('/emails/search'),
  paging: pages(250),
  records: recordsOf,
  from: (query) => toSearches(query)[0]?.input ?? {},
  variants: toSearches,
  filters: {
    id: ids('emailIDs', 25),
    name: wildcard('title'),
    subject: wildcard('subject'),
    status,
    type: word('deliveryType', { regular: 'manual', automated: 'automated', transactional: 'transactional' }),
    sentAt: between('sentStart', 'sentEnd'),
  },
  sorts: {
    id: 'emailID',
    name: 'title',
    subject: 'subject',
    createdAt: 'dateAdded',
    updatedAt: 'dateModified',
    sentAt: 'dateSent',
  },
  defaultSort: 'id',
  hydration: {
    operation: lookup,
    batch: 25,
    from: (ids) => ({ body: { emailIDs: ids.map(Number) } }),
    records: lookedUp,
  },
};

const retrieve: StepsOperation = {
  steps: [{ name: 'lookup', operation: lookup, from: ({ id }) => [{ body: { emailID: Number(id) } }] }],
  answer: ({ replies }) => dataOf(replies['lookup']),
};

/** HTML of one's own is allowed from the start or never (BEHAVIOR.md 19). */
export function withOwnHtml(email: JsonObject): JsonObject {
  const html = objectAt(email, 'content')?.['htmlVersion'];
  const own = typeof html === 'string' && html !== '' && !Object.hasOwn(email, 'htmlVersionEditable');
  return own ? { ...email, htmlVersionEditable: true } : email;
}

const create: StepsOperation = {
  steps: [
    { name: 'save', operation: unsafe('/emails/save'), from: ({ draft }) => [{ body: withOwnHtml(toWire(draft)) }] },
  ],
  answer: ({ replies }) => dataOf(replies['save']),
};

/** Whether a part of `recipients` or `content` that is not passed stays is not said, so that both are sent whole. */
function toChanges({ id, draft, current }: OperationState): JsonObject {
  const whole = (key: 'recipients' | 'content'): JsonObject => {
    const changed = objectAt(draft, key);
    return changed ? { [key]: { ...objectAt(current, key), ...changed } } : {};
  };
  return { ...toWire({ ...draft, ...whole('recipients'), ...whole('content') }), emailID: Number(id) };
}

const update: UpdateOperation = {
  current: { operation: lookup, from: (id) => ({ body: { emailID: Number(id) } }), record: (reply) => dataOf([reply]) },
  needsCurrent: ['listIds', 'excludedListIds', 'html', 'text', 'scheduledAt'],
  steps: [
    {
      name: 'save',
      operation: changing('/emails/save'),
      from: (state) => [{ body: toChanges(state) }],
      messages: { CONFLICT: 'The campaign was sent, and what was sent stays as it was.' },
    },
  ],
  answer: ({ replies }) => dataOf(replies['save']),
};

const remove: StepsOperation = {
  steps: [
    {
      name: 'delete',
      operation: changing('/emails/delete'),
      from: ({ id }) => [{ body: { emailID: Number(id) } }],
      messages: { CONFLICT: 'The campaign was sent and cannot be deleted.' },
    },
  ],
};

/** The e-mail of emfluence; what emfluence itself calls a campaign is a folder that its API does not show. */
export const campaigns: ResourceDefinition = {
  vendorName: 'emails',
  description:
    'E-mails to lists: drafts, scheduled and sent ones. A list covers sent mail of the last 18 months unless "where" names "sentAt".',
  idPattern,
  vendorId: 'emailID',
  fields: campaignFields,
  lacks: [],
  vendorFields: [
    'title',
    'preheader',
    'fromAddress',
    'replyToName',
    'replyToAddress',
    'bccAddress',
    'templateID',
    'userID',
    'recipients',
    'content',
    'htmlVersionEditable',
    'throttling',
    'tracking',
  ],
  operations: { list, retrieve, create, update, delete: remove },
  children: { send, schedule, cancel, ...campaignReports },
};
