import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  CallInput,
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  RowResult,
  Step,
  StepsOperation,
} from '../element-definition.js';
import { objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { connectedUserStep, readConnectedUser } from './connected-user.js';
import { readContactStatus } from './contact-status.js';
import { emailFields } from './email-fields.js';
import { byId, toFilter } from './filter-translators.js';
import { pagesOf } from './pages.js';

const list: ListOperation = {
  operation: { method: 'GET', path: '/emails', effect: 'read' },
  paging: pagesOf(),
  records: (reply) => objectsAt(reply.body, 'emails'),
  // The time of making, which is the only order there is, is not among what is answered.
  from: ({ criteria }) => ({ query: { order_by: 'created_time asc', ...toFilter(criteria) } }),
  filters: { contactIds: byId('contact_id') },
  sorts: {},
  defaultSort: 'id',
};

const retrieve: StepsOperation = {
  steps: [
    {
      name: 'get',
      operation: { method: 'GET', path: '/emails/{id}', effect: 'read' },
      from: ({ id = '' }) => [{ params: { id } }],
    },
  ],
  answer: ({ replies }) => objectAt(replies['get']?.[0]?.body) ?? {},
};

const most = 1000;

/** BEHAVIOR.md 26: sending answers nothing, so what can be known of each contact is found out before. */
const recipients: Step = {
  name: 'contacts',
  operation: { method: 'GET', path: '/contacts', effect: 'read' },
  from: ({ draft }) => {
    const ids = textsAt(draft, 'contacts');
    if (ids.length === 0 || ids.length > most)
      throw invalidRequest('contactIds', `"contactIds" must name 1 to ${most} contacts.`);
    if (textAt(draft, 'html_content') === undefined && textAt(draft, 'plain_content') === undefined)
      throw invalidRequest('html', 'An e-mail needs "html" or "text".');
    return [ids.slice(0, most / 2), ids.slice(most / 2)].flatMap((part): CallInput[] =>
      part.length === 0
        ? []
        : [{ query: { fields: 'id,email_addresses', filter: `ids==${part.join(',')}`, page_size: 1000 } }],
    );
  },
};

function toResults({ draft, replies }: OperationState): readonly RowResult[] {
  const found = new Map(
    (replies['contacts'] ?? []).flatMap((reply) =>
      objectsAt(reply.body, 'contacts').map((contact) => [textAt(contact, 'id'), contact]),
    ),
  );
  return textsAt(draft, 'contacts').map((id): RowResult => {
    const contact = found.get(id);
    if (!contact) return { id, outcome: 'failed', message: 'There is no contact with this id.' };
    if (objectsAt(contact, 'email_addresses').length === 0)
      return { id, outcome: 'failed', message: 'The contact has no e-mail address.' };
    const status = readContactStatus(contact);
    const withheld = status === 'unsubscribed' || status === 'bounced' || status === 'complained';
    return {
      id,
      outcome: 'sent',
      ...(withheld && { message: `Keap took it, but may withhold it: the contact is ${status}.` }),
    };
  });
}

const isSent = ({ outcome }: RowResult): boolean => outcome === 'sent';

function toMessage(state: OperationState): JsonObject {
  const results = toResults(state);
  if (!results.some(isSent))
    throw invalidRequest('contactIds', 'None of these contacts exists with an e-mail address.');
  const given = Object.fromEntries(Object.entries(state.draft).filter(([, value]) => value !== null));
  const user = readConnectedUser(state);
  return {
    ...given,
    contacts: results.filter(isSent).map(({ id }) => id),
    ...(user !== undefined && { user_id: user }),
  };
}

const namesNoSender = ({ draft }: OperationState): boolean =>
  textAt(draft, 'from_address') === undefined && textAt(draft, 'user_id') === undefined;

const create: StepsOperation = {
  steps: [
    recipients,
    connectedUserStep(namesNoSender),
    {
      name: 'send',
      operation: { method: 'POST', path: '/emails:send', effect: 'unsafe_write' },
      from: (state) => [{ body: toMessage(state) }],
    },
  ],
  answer: (state) => ({ ...state.draft, results: toResults(state) }),
  note: (state) => {
    const results = toResults(state);
    const failed = results.filter((result) => !isSent(result)).length;
    return failed === 0
      ? undefined
      : `The e-mail was not sent to ${failed} of ${results.length} contacts; each result says why.`;
  },
};

/** Single e-mails of Keap. */
export const emails: ResourceDefinition = {
  vendorName: 'emails',
  description:
    'E-mails to contacts. Keap takes a new one without telling its id; it appears in the list for each contact once it was sent.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'id',
  fields: emailFields,
  lacks: ['fromName', 'templateId', 'category', 'contacts'],
  vendorFields: ['user_id', 'address_field', 'attachments'],
  operations: { list, retrieve, create },
};
