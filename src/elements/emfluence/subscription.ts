import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import type {
  FieldMapping,
  JsonObject,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { flagAt, textAt } from '../values.js';
import { changing, dataOf, idPattern, reading } from './wire.js';

const lookup = reading('/contacts/lookup');

export const statusOf = (contact: JsonObject): string =>
  flagAt(contact, 'suppressed') ? 'unsubscribed' : flagAt(contact, 'held') ? 'bounced' : 'subscribed';

const fields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'contactID', readOnly: true, description: 'The contact’s.' },
  {
    path: 'status',
    type: 'string',
    description: 'subscribed or unsubscribed; bounced is only read.',
    read: statusOf,
    write: (value) => ({ status: value }),
  },
  {
    path: 'reason',
    type: 'string',
    writeOnly: true,
    maxLength: 255,
    description: 'Why the person may be mailed again. It confirms the consent; emfluence has no place to keep it.',
    write: (value) => ({ reason: value }),
  },
  { path: 'marketable', type: 'boolean', readOnly: true, read: (contact) => statusOf(contact) === 'subscribed' },
  {
    path: 'statusChangedAt',
    type: 'datetime',
    readOnly: true,
    read: (contact) => textAt(contact, flagAt(contact, 'suppressed') ? 'dateSuppressed' : 'dateHeld'),
  },
];

const retrieve: StepsOperation = {
  steps: [{ name: 'lookup', operation: lookup, from: ({ parentId }) => [{ body: { contactID: Number(parentId) } }] }],
  answer: ({ replies }) => dataOf(replies['lookup']),
};

function toFlags({ body }: OperationState): JsonObject {
  const { status, reason } = body;
  if (status === 'unsubscribed') return { suppressed: true };
  if (status !== 'subscribed') throw invalidRequest('status', '"status" must be subscribed or unsubscribed.');
  // The provider warns that lifting an opt-out without consent breaks the law (BEHAVIOR.md 14).
  if (typeof reason !== 'string' || reason.trim() === '')
    throw invalidRequest('reason', 'Say in "reason" how the person agreed to be mailed.');
  return { suppressed: false, held: false };
}

const update: UpdateOperation = {
  current: {
    operation: lookup,
    from: (id) => ({ body: { contactID: Number(id) } }),
    record: (reply) => dataOf([reply]),
  },
  needsCurrent: [],
  steps: [
    {
      name: 'save',
      operation: changing('/contacts/save'),
      from: (state) => [{ body: { ...toFlags(state), contactID: Number(state.parentId) } }],
    },
  ],
  answer: ({ body, replies }) => {
    const contact = dataOf(replies['save']);
    if (statusOf(contact) === body['status']) return contact;
    throw new GatewayError(
      'CONSENT_LOCKED',
      'emfluence keeps what the person decided; only the person can change it.',
      { path: 'status' },
    );
  },
};

/** The consent of one contact for all mail of the account; one list alone is left at `lists/{id}/contacts/{contactId}`. */
export const subscription: ResourceDefinition = {
  vendorName: 'contacts',
  description: 'Whether the contact may be mailed. Changed with a status and, to subscribe again, a reason.',
  idPattern,
  vendorId: 'contactID',
  fields,
  lacks: [],
  vendorFields: [],
  singleton: true,
  operations: { retrieve, update },
};
