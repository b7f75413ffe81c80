import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import type {
  FieldMapping,
  JsonObject,
  OperationState,
  ResourceDefinition,
  Step,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { flagAt, objectAt, objectsAt, textAt } from '../values.js';
import { isMarketable, toContactStatus } from './contact-status.js';

const statusOf = (record: JsonObject): string =>
  textAt(record, 'email') === undefined ? 'never_subscribed' : toContactStatus(textAt(record, 'status'));

const optedIn: Readonly<Record<string, boolean>> = { subscribed: true, unconfirmed: true, unsubscribed: false };

/** Consent belongs to the address, so the record is what Keap says of the contact's first one (BEHAVIOR.md 24). */
const fields: readonly FieldMapping[] = [
  {
    path: 'status',
    type: 'string',
    description:
      'subscribed, which Keap keeps as unconfirmed until the person confirms, or unsubscribed. The other words are only read.',
    read: statusOf,
    write: (value) => {
      const wanted = typeof value === 'string' && Object.hasOwn(optedIn, value) ? optedIn[value] : undefined;
      if (wanted === undefined) throw invalidRequest('status', '"status" must be subscribed or unsubscribed.');
      return { opted_in: wanted };
    },
  },
  {
    path: 'reason',
    type: 'string',
    vendorPath: 'reason',
    description: 'Why. To subscribe somebody, how that person agreed to it.',
  },
  {
    path: 'email',
    type: 'email',
    vendorPath: 'email',
    readOnly: true,
    description: 'The address that the consent belongs to; contacts that share it share the consent.',
  },
  { path: 'marketable', type: 'boolean', readOnly: true, read: (record) => isMarketable(statusOf(record)) },
];

const contact: Step = {
  name: 'contact',
  operation: { method: 'GET', path: '/contacts/{id}', effect: 'read' },
  from: ({ parentId = '' }) => [{ params: { id: parentId }, query: { fields: 'id,email_addresses' } }],
};

/** The address's status as the contact shows it, under the names that the address's own resource uses. */
function readConsent({ replies }: OperationState): JsonObject {
  const item = objectsAt(replies['contact']?.[0]?.body, 'email_addresses').find(({ field }) => field === 'EMAIL1');
  if (!item) return {};
  const { email, is_opt_in: opted_in, email_opt_status: status, opt_in_reason: reason } = item;
  return { email, opted_in, status, reason };
}

const retrieve: StepsOperation = { steps: [contact], answer: readConsent };

function toChange(state: OperationState): JsonObject | undefined {
  const { body, draft, options } = state;
  if (typeof draft['opted_in'] !== 'boolean')
    throw invalidRequest('status', 'Say in "status" whether the contact is to be subscribed or unsubscribed.');
  const consent = readConsent(state);
  if (textAt(consent, 'email') === undefined)
    throw new GatewayError('CONFLICT', 'The contact has no e-mail address, so there is no consent to change.', {
      path: 'status',
    });
  if (body['status'] === statusOf(consent)) return undefined;
  const reason =
    textAt(draft, 'reason')?.trim() ||
    (draft['opted_in'] ? options.optInReason : 'Unsubscribed at the request of the person');
  if (reason === undefined) throw invalidRequest('reason', 'Say in "reason" how the person agreed to be mailed.');
  return { opted_in: draft['opted_in'], reason };
}

const update: UpdateOperation = {
  current: {
    operation: contact.operation,
    from: (id) => ({ params: { id } }),
    record: (reply) => objectAt(reply.body) ?? {},
  },
  needsCurrent: [],
  steps: [
    contact,
    {
      name: 'change',
      operation: { method: 'PATCH', path: '/emailAddresses/{email}/status', effect: 'idempotent_write' },
      from: (state) => {
        const body = toChange(state);
        return body === undefined ? [] : [{ params: { email: textAt(readConsent(state), 'email') ?? '' }, body }];
      },
    },
  ],
  answer: (state) => {
    const changed = objectAt(state.replies['change']?.[0]?.body);
    if (!changed) return readConsent(state);
    if (flagAt(changed, 'opted_in') !== state.draft['opted_in']) {
      const status = toContactStatus(textAt(changed, 'status'));
      throw new GatewayError(
        'CONSENT_LOCKED',
        `Keap keeps this address "${status}"; only the person can take that back.`,
        { path: 'status', providerMessage: textAt(changed, 'status') ?? '' },
      );
    }
    return { ...changed, reason: toChange(state)?.['reason'] };
  },
};

/** The consent of one contact. */
export const subscription: ResourceDefinition = {
  vendorName: 'emailAddresses',
  description: 'Whether the contact’s e-mail address may be mailed.',
  idPattern: /^[1-9]\d{0,17}$/,
  vendorId: 'email',
  fields,
  lacks: ['statusChangedAt'],
  vendorFields: [],
  singleton: true,
  operations: { retrieve, update },
};
