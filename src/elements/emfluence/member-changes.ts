import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import type {
  DraftRow,
  JsonObject,
  OperationState,
  RowResult,
  RowsOperation,
  Step,
  StepsOperation,
  UpdateOperation,
} from '../element-definition.js';
import { flagAt, objectAt, objectsAt, textAt, textsAt } from '../values.js';
import { createContact } from './contacts.js';
import { foundGroup } from './found-group.js';
import { place, shown, theGroup } from './member-place.js';
import { statusOf } from './subscription.js';
import { changing, dataOf, idPattern, readFailures, reading, unsafe } from './wire.js';

const lookup = reading('/contacts/lookup');

const idOf = ({ body }: Pick<DraftRow, 'body'>): unknown => body['id'] ?? body['contactID'];

function toId(row: Pick<DraftRow, 'body'>): string | undefined {
  const given = idOf(row);
  if (given === undefined || given === null) return undefined;
  if (!idPattern.test(String(given)))
    throw new GatewayError('NOT_FOUND', 'There is no contact with this id.', { path: 'id' });
  return String(given);
}

const rowMessage = (row: JsonObject): string => textsAt(row, 'errors').join(' ').slice(0, 500);

/** Throws for the one row of a call about one contact, where that row failed. */
function refuseFailedRow(state: OperationState, step: string): void {
  const [row] = (state.replies[step] ?? []).flatMap((reply) => objectsAt(reply.body, 'data', 'contactResults'));
  if (!row || flagAt(row, 'success')) return;
  throw new GatewayError('NOT_FOUND', 'There is no such contact, or it is not in this list.', {
    providerMessage: rowMessage(row),
  });
}

/** A contact that exists is added by its id; of its other fields none counts. Any other body is a new contact. */
function checkNew({ draft, body }: OperationState): void {
  if (typeof draft['email'] !== 'string' || draft['email'] === '')
    throw invalidRequest('email', 'Give the "id" of a contact, or the "email" of a new one.');
  if (body['status'] !== undefined && body['status'] !== 'subscribed')
    throw invalidRequest('status', 'A new member is subscribed; change "status" once the contact is in the list.');
}

function refuseDynamic(state: OperationState): void {
  if (textAt(foundGroup(state.replies['group'], state.parentId), 'type') === 'Dynamic')
    throw new GatewayError('CONFLICT', dynamic);
}

const dynamic = 'The list is dynamic: its members follow from a query and cannot be changed.';

/** The same draft as one that `contacts/save` takes, with the group to join beside those that the contact is in. */
function joining(state: OperationState): OperationState {
  const { memberStatus: _, ...draft } = state.draft;
  const groups = [
    ...textsAt(dataOf(state.replies['duplicate']), 'groupIDs'),
    ...textsAt(draft, 'groupIDs'),
    state.parentId ?? '',
  ];
  return { ...state, draft: { ...draft, groupIDs: [...new Set(groups.map(Number))] } };
}

export const addMember: StepsOperation = {
  steps: [
    {
      name: 'add',
      operation: unsafe('/groups/addContacts'),
      from: (state) => {
        const id = toId(state);
        return id === undefined ? [] : [{ body: { groupID: Number(state.parentId), contactIDs: [Number(id)] } }];
      },
      messages: { CONFLICT: dynamic },
    },
    {
      name: 'member',
      operation: lookup,
      from: (state) => {
        refuseFailedRow(state, 'add');
        return state.replies['add']?.length ? [{ body: { contactID: Number(toId(state)) } }] : [];
      },
      expects: readFailures,
    },
    {
      ...theGroup,
      from: (state) => {
        if (toId(state) !== undefined) return [];
        checkNew(state);
        return theGroup.from(state);
      },
    },
    ...createContact.steps.map((step): Step => ({
      ...step,
      from: (state) => {
        if (toId(state) !== undefined) return [];
        refuseDynamic(state);
        return step.from(joining(state));
      },
    })),
  ],
  exclusive: (state) =>
    typeof state.draft['email'] === 'string' && idOf(state) === undefined
      ? createContact.exclusive?.(state)
      : undefined,
  answer: (state) => {
    if (toId(state) === undefined) return createContact.answer?.(state) ?? {};
    return { contactID: Number(toId(state)), ...dataOf(state.replies['member']) };
  },
  outcome: (state) => (toId(state) === undefined ? (createContact.outcome?.(state) ?? 'created') : 'updated'),
};

function toAdded(row: JsonObject | undefined, id: string): RowResult {
  if (!row) return { id, outcome: 'failed', message: 'The provider told nothing of this contact.' };
  return flagAt(row, 'success')
    ? { id, outcome: 'added' }
    : { id, outcome: 'failed', message: 'The contact was not added.', providerMessage: rowMessage(row) };
}

export const addMembers: RowsOperation = {
  maxRows: 1000,
  batch: {
    operation: unsafe('/groups/addContacts'),
    takes: (row) => idPattern.test(String(idOf(row))),
    groups: (rows) => (rows.length > 0 ? [rows.map((_, index) => index)] : []),
    from: (rows, { parentId }) => ({
      body: { groupID: Number(parentId), contactIDs: [...new Set(rows.map((row) => Number(idOf(row))))] },
    }),
    read: (reply, rows) => {
      const told = new Map(
        objectsAt(objectAt(reply.body, 'data'), 'contactResults').map((row) => [textAt(row, 'contactID') ?? '', row]),
      );
      return rows.map((row) => toAdded(told.get(String(idOf(row))), String(idOf(row))));
    },
  },
};

/** Only the status within the list is changed here; whatever else differs belongs to the contact. */
function toSuppressed(state: OperationState): boolean {
  const { body, id, parentId } = state;
  const contact = dataOf(state.replies['contact']);
  if (!textsAt(contact, 'groupIDs').includes(parentId ?? ''))
    throw new GatewayError('NOT_FOUND', `The contact ${id ?? ''} is not in this list, or the list is dynamic.`);
  for (const [field, value] of Object.entries(body)) {
    if (['id', 'status', 'addedAt'].includes(field) || (shown.includes(field) && value === textAt(contact, field)))
      continue;
    throw invalidRequest(field, `"${field}" is changed at the contact itself; here only "status" is.`);
  }
  const { status } = body;
  if (status !== 'subscribed' && status !== 'unsubscribed')
    throw invalidRequest('status', '"status" must be subscribed or unsubscribed.');
  if (status === 'subscribed' && statusOf(contact) === 'unsubscribed') {
    throw new GatewayError(
      'CONSENT_LOCKED',
      'The contact has left all mail of the account, which no list can undo; see the contact’s "subscription".',
      { path: 'status' },
    );
  }
  return status === 'unsubscribed';
}

export const changeMember: UpdateOperation = {
  current: {
    operation: lookup,
    from: (id) => ({ body: { contactID: Number(id) } }),
    record: (reply) => dataOf([reply]),
  },
  needsCurrent: [],
  steps: [
    { name: 'contact', operation: lookup, from: ({ id }) => [{ body: { contactID: Number(id) } }] },
    {
      name: 'save',
      operation: changing('/contacts/saveGroups'),
      // BEHAVIOR.md 18: without the flag the contact would be subscribed again.
      from: (state) => [
        {
          body: {
            contactID: Number(state.id),
            groups: [{ groupID: Number(state.parentId), suppressed: toSuppressed(state) ? 1 : 0 }],
          },
        },
      ],
      messages: { CONFLICT: dynamic },
    },
  ],
  answer: (state) => ({
    ...dataOf(state.replies['contact']),
    [place]: { suppressed: state.body['status'] === 'unsubscribed' },
  }),
};

export const removeMember: StepsOperation = {
  steps: [
    {
      name: 'remove',
      operation: changing('/groups/removeContacts'),
      from: ({ id, parentId }) => [{ body: { groupID: Number(parentId), contactIDs: [Number(id)] } }],
      messages: {
        CONFLICT: 'Nobody can be taken out of this list: it is dynamic, or it is the one that holds everybody.',
      },
    },
    {
      name: 'check',
      operation: lookup,
      from: (state) => {
        refuseFailedRow(state, 'remove');
        return [];
      },
    },
  ],
};
