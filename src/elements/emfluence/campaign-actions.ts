import { invalidRequest } from '../../errors/gateway-error.js';
import type {
  FieldMapping,
  JsonObject,
  OperationState,
  ResourceDefinition,
  Step,
  StepsOperation,
  VendorOperation,
} from '../element-definition.js';
import { campaignFields } from './campaign-fields.js';
import { changing, dataOf, idPattern, readFailures, reading, toGmt, unsafe } from './wire.js';

/** What an action answers with is the campaign, but nothing of it can be said there. */
const readOnlyFields: readonly FieldMapping[] = campaignFields.map(
  ({ write: _, required: __, ...field }): FieldMapping => ({ ...field, readOnly: true }),
);

function refuseOthers({ body }: OperationState, allowed: readonly string[]): void {
  const other = Object.keys(body).find((name) => !allowed.includes(name));
  if (other !== undefined)
    throw invalidRequest(other, `"${other}" cannot be given here; change the campaign itself first.`);
}

/** The action has happened by then, so that a campaign which cannot be read is answered by its id alone. */
const after: Step = {
  name: 'after',
  operation: reading('/emails/lookup'),
  from: ({ parentId }) => [{ body: { emailID: Number(parentId) } }],
  expects: readFailures,
};

function toAction(
  operation: VendorOperation,
  input: (state: OperationState) => JsonObject,
  refused: string,
): StepsOperation {
  return {
    steps: [
      {
        name: 'act',
        operation,
        from: (state) => [{ body: { ...input(state), emailID: Number(state.parentId) } }],
        messages: { CONFLICT: refused },
      },
      after,
    ],
    exclusive: ({ parentId }) => `campaigns/${parentId ?? ''}`,
    answer: ({ parentId, replies }) => ({ emailID: Number(parentId), ...dataOf(replies['after']) }),
  };
}

function toResource(
  vendorName: string,
  description: string,
  create: StepsOperation,
  fields = readOnlyFields,
): ResourceDefinition {
  return {
    vendorName,
    description,
    idPattern,
    vendorId: 'emailID',
    fields,
    lacks: [],
    vendorFields: [],
    operations: { create },
  };
}

const withoutWords = (state: OperationState): JsonObject => {
  refuseOthers(state, []);
  return {};
};

export const send = toResource(
  'send',
  'Sends the campaign now. A sent campaign never changes again.',
  toAction(
    unsafe('/emails/send'),
    withoutWords,
    'The campaign was sent already, or it is not ready: subject, sender, content and recipients are needed.',
  ),
);

const scheduleFields = readOnlyFields.map((field): FieldMapping => {
  if (field.path !== 'scheduledAt') return field;
  const { readOnly: _, ...written } = field;
  return {
    ...written,
    required: true,
    description: 'A time in the future, in whole seconds.',
    write: (value) => ({ scheduleSendTime: toGmt(Date.parse(String(value))) }),
  };
});

export const schedule = toResource(
  'schedule',
  'Sends the campaign at a time in the future; a later call moves it.',
  toAction(
    changing('/emails/schedule'),
    (state) => {
      refuseOthers(state, ['scheduledAt', 'scheduleSendTime', 'emailID']);
      return { scheduleSendTime: state.draft['scheduleSendTime'] };
    },
    'The campaign was sent already, or it is not ready: subject, sender, content and recipients are needed.',
  ),
  scheduleFields,
);

export const cancel = toResource(
  'cancelSchedule',
  'Takes a scheduled campaign back; it is a draft again.',
  toAction(changing('/emails/cancelSchedule'), withoutWords, 'The campaign is not scheduled.'),
);
