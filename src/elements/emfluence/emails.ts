import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  FieldMapping,
  JsonObject,
  OperationState,
  ResourceDefinition,
  RowResult,
  StepsOperation,
} from '../element-definition.js';
import { flagAt, objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { withOwnHtml } from './campaigns.js';
import { toContact } from './to-contact.js';
import { dataOf, idPattern, toWire, unsafe } from './wire.js';

const fields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'emailID', readOnly: true },
  { path: 'subject', type: 'string', vendorPath: 'email.subject', required: true },
  { path: 'fromName', type: 'string', vendorPath: 'email.fromName' },
  { path: 'fromEmail', type: 'email', vendorPath: 'email.fromAddress' },
  {
    path: 'html',
    type: 'string',
    vendorPath: 'email.content.htmlVersion',
    description: 'It must hold $$url[unsubscribe].',
  },
  { path: 'text', type: 'string', vendorPath: 'email.content.textVersion' },
  {
    path: 'templateId',
    type: 'id',
    vendorPath: 'email.templateID',
    write: (value) => ({ 'email.templateID': typeof value === 'string' ? Number(value) : value }),
  },
  { path: 'category', type: 'string', vendorPath: 'transactionalCategory', description: 'Made where it is new.' },
  {
    path: 'contactIds',
    type: 'ids',
    vendorPath: 'contactIDs',
    description: 'At most 1,000.',
    write: (value) => {
      const ids = textsAt({ value }, 'value').map(Number);
      if (ids.length > 1000) throw invalidRequest('contactIds', 'emfluence sends to at most 1,000 contacts at once.');
      return { contactIDs: ids };
    },
  },
  {
    path: 'contacts',
    type: 'array',
    vendorPath: 'contacts',
    writeOnly: true,
    description:
      'At most 5; each is stored as a contact, by its e-mail. Custom fields by their system names, e.g. custom1.',
    write: (value, context) => {
      const rows = Array.isArray(value) ? value : [];
      if (rows.length > 5)
        throw invalidRequest(
          'contacts',
          'emfluence stores at most 5 contacts while it sends; give others by their id.',
        );
      return { contacts: rows.map((row, index) => toContact(row, `contacts[${index}]`, context)) };
    },
  },
  {
    path: 'results',
    type: 'array',
    readOnly: true,
    description: 'What became of each recipient, in the order given: contacts, then contactIds.',
    read: (record) => record['results'],
  },
];

const message = (draft: JsonObject): JsonObject => objectAt(draft, 'email') ?? {};

/** emfluence keeps such mail under a title, for which the subject does. */
function toBody({ draft }: OperationState): JsonObject {
  const email = toWire(message(draft));
  if (!objectsAt(draft, 'contacts').length && !textsAt(draft, 'contactIDs').length)
    throw invalidRequest('contactIds', 'Give "contactIds", "contacts" or both.');
  return { ...draft, email: withOwnHtml({ title: email['subject'], ...email }) };
}

const address = (row: JsonObject | undefined): string => textAt(row, 'email')?.toLowerCase() ?? '';

/** One result for each recipient as it was given; one who was given twice got one mail (BEHAVIOR.md 22). */
function toResults({ draft, replies }: OperationState): readonly RowResult[] {
  const told = objectsAt(dataOf(replies['send']), 'contacts');
  const byEmail = new Map(told.map((row) => [address(objectAt(row, 'contact')), row]));
  const byId = new Map(told.map((row) => [textAt(row, 'contact', 'contactID') ?? '', row]));
  return [
    ...objectsAt(draft, 'contacts').map((contact) => toResult(byEmail.get(address(contact)))),
    ...textsAt(draft, 'contactIDs').map((id) => toResult(byId.get(id), id)),
  ];
}

function toResult(row: JsonObject | undefined, given?: string): RowResult {
  const id = textAt(row, 'contact', 'contactID') ?? given;
  const named = id === undefined ? {} : { id };
  if (row && flagAt(row, 'success')) return { ...named, outcome: 'sent' };
  const reason = textAt(row, 'reason');
  return {
    ...named,
    outcome: 'failed',
    message: row ? 'The message was not sent to this recipient.' : 'The provider told nothing of this recipient.',
    ...(reason !== undefined && { providerMessage: reason.slice(0, 500) }),
  };
}

const create: StepsOperation = {
  steps: [{ name: 'send', operation: unsafe('/emails/sendTransactional'), from: (state) => [{ body: toBody(state) }] }],
  answer: (state) => {
    const { contacts: _, ...sent } = state.draft;
    return { ...sent, emailID: dataOf(state.replies['send'])['emailID'], results: toResults(state) };
  },
  note: (state) => {
    const results = toResults(state);
    const failed = results.filter(({ outcome }) => outcome !== 'sent').length;
    return failed === 0 ? undefined : `${failed} of ${results.length} recipients got no message; each result says why.`;
  },
};

/** Mail to a few people at once. The vendor has to allow it for an account first. */
export const emails: ResourceDefinition = {
  vendorName: 'sendTransactional',
  description:
    'Sends one message now to contacts, with a result for each. emfluence must have switched transactional mail on for the account.',
  idPattern,
  vendorId: 'emailID',
  fields,
  lacks: ['sentAt', 'openedAt', 'clickedAt'],
  vendorFields: ['ignoreContactSuppression'],
  operations: { create },
};
