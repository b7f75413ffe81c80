import { GatewayError } from '../../errors/gateway-error.js';
import type {
  JsonObject,
  ListOperation,
  OperationState,
  ResourceDefinition,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { flagAt, textAt } from '../values.js';
import { contactActivities } from './activities.js';
import { contactFields } from './contact-fields.js';
import { contactFilters } from './contact-filters.js';
import { contactLists } from './contact-lists.js';
import { customFields } from './custom-fields.js';
import { importContacts } from './import-contacts.js';
import { savedIn, savingGroups, withGroups } from './save-groups.js';
import { subscription } from './subscription.js';
import { changing, dataOf, idPattern, lookedUp, pages, reading, recordsOf, toWire, unsafe } from './wire.js';

const lookup = reading('/contacts/lookup');

const list: ListOperation = {
  operation: reading('/contacts/search'),
  paging: pages(50),
  records: recordsOf,
  from: ({ criteria, orderBy }) => ({
    body: criteria.reduce<JsonObject>((body, criterion) => ({ ...body, ...criterion }), {
      fields: 'contactID',
      sortField: orderBy?.field ?? 'contactID',
      sortDirection: orderBy?.direction ?? 'asc',
    }),
  }),
  filters: contactFilters,
  sorts: { id: 'contactID', email: 'email', updatedAt: 'dateModified', score: 'contactScore' },
  defaultSort: 'id',
  // BEHAVIOR.md 6: search rows are partial and flat; whole contacts come from lookups of up to 100 ids.
  hydration: {
    operation: lookup,
    batch: 100,
    from: (ids) => ({ body: { contactIDs: ids.map(Number) } }),
    records: lookedUp,
  },
};

const retrieve: StepsOperation = {
  steps: [{ name: 'lookup', operation: lookup, from: ({ id }) => [{ body: { contactID: Number(id) } }] }],
  answer: ({ replies }) => dataOf(replies['lookup']),
};

/** BEHAVIOR.md 4: save never fails on an e-mail that exists, so the check comes first. */
export const createContact: StepsOperation = {
  steps: [
    {
      name: 'duplicate',
      operation: lookup,
      from: ({ draft, options }) => {
        if (options.onDuplicate === 'allow') {
          throw new GatewayError(
            'INVALID_REQUEST',
            'emfluence keeps one contact per e-mail: onDuplicate=allow is not possible.',
            { path: 'onDuplicate' },
          );
        }
        return [{ body: { email: draft['email'] } }];
      },
      expects: ['NOT_FOUND'],
    },
    {
      name: 'create',
      operation: unsafe('/contacts/save'),
      from: (state) => (existingId(state) === undefined ? [{ body: toWire(state.draft) }] : []),
    },
    ...savingGroups(toExisting),
  ],
  exclusive: ({ draft }) => `contacts/${String(draft['email']).toLowerCase()}`,
  answer: ({ replies }) => dataOf([...(replies['create'] ?? []), ...savedIn(replies)]),
  outcome: (state) => (existingId(state) === undefined ? 'created' : 'updated'),
};

const existingId = ({ replies }: OperationState): string | undefined =>
  textAt(dataOf(replies['duplicate']), 'contactID');

function toExisting(state: OperationState, kept: readonly number[]): JsonObject | undefined {
  const id = existingId(state);
  if (id === undefined) return undefined;
  if (state.options.onDuplicate === 'update')
    return { ...toWire(withGroups(state.draft, dataOf(state.replies['duplicate']), kept)), contactID: Number(id) };
  throw new GatewayError('CONFLICT', 'A contact with this e-mail exists already.', { existingId: id, path: 'email' });
}

const update: UpdateOperation = {
  current: {
    operation: lookup,
    from: (id) => ({ body: { contactID: Number(id) } }),
    record: (reply) => dataOf([reply]),
  },
  // The e-mail needs no check of its own: taking another contact's is refused with code 301 (BEHAVIOR.md 5).
  needsCurrent: ['listIds', 'status', 'emails'],
  steps: savingGroups(({ id, draft, current }, kept) => ({
    ...toWire(current ? withGroups(draft, current, kept) : draft),
    contactID: Number(id),
  })),
  answer: ({ replies }) => dataOf(savedIn(replies)),
};

const remove: StepsOperation = {
  steps: [
    {
      name: 'delete',
      operation: changing('/contacts/delete'),
      from: ({ id, options }) => [
        { body: { contactID: Number(id), ...(options.force && { deleteSuppressed: true }) } },
      ],
      messages: {
        CONFLICT:
          'The contact is suppressed: deleting it would lose the opt-out. Delete with ?force=true to erase it all the same.',
      },
    },
  ],
};

/** The contact of emfluence, one for each e-mail. */
export const contacts: ResourceDefinition = {
  vendorName: 'contacts',
  description: 'People. Adding one to a group can trigger an automated e-mail at emfluence.',
  idPattern,
  vendorId: 'contactID',
  fields: contactFields,
  lacks: ['middleName', 'accountId', 'phones', 'otherAddress', 'website', 'optInReason', 'timeZone', 'language'],
  vendorFields: [
    'customerID',
    'userID',
    'suppressed',
    'held',
    'originalSource',
    'mobileNumber',
    'address1',
    'address2',
    'zipCode',
    'city',
    'state',
    'country',
    'purl',
    'dateofbirth',
    'ipaddress',
    'notes',
    'memo',
    'contentVariables',
    'groupIDs',
    'removeGroupIDs',
  ],
  initialStatus: (body) =>
    flagAt(body, 'suppressed') ? 'unsubscribed' : flagAt(body, 'held') ? 'bounced' : 'subscribed',
  operations: { list, retrieve, create: createContact, update, delete: remove, createMany: importContacts },
  customFields,
  children: { lists: contactLists, subscription, activities: contactActivities },
};
