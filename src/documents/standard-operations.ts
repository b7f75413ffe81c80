import type { ElementDefinition } from '../elements/element-definition.js';
import { errorCatalog, type Reason } from '../errors/error-catalog.js';
import { rowResultName } from './describe-resource.js';
import type { DescribedOperation } from './hub-description.js';
import { providerReasons } from './operation-reasons.js';
import { pathParameter } from './query-parameters.js';
import type { Schema, ValueSchema } from './schema.js';

export const standardTag = 'element';
const text: ValueSchema = { types: ['string'] };
const flag: ValueSchema = { types: ['boolean'] };

/** The version of the answers' shape that a caller speaks; old clients send it with every call about objects. */
const versionHeader = {
  name: 'Elements-Version',
  in: 'header' as const,
  description: 'Hydrogen, the default, answers names; Helium answers objects.',
  schema: { types: ['string'], enum: ['Hydrogen', 'Helium'] } satisfies ValueSchema,
};

/** The calls that every element has, whatever its resources. */
export function standardOperations(element: ElementDefinition): readonly DescribedOperation[] {
  const reasons = providerReasons(element);
  const shared = { method: 'get' as const, tag: standardTag, headers: {} };
  const names: Schema = { types: ['array'], items: text };
  return [
    {
      ...shared,
      id: 'getPing',
      path: '/ping',
      summary: 'Ask whether the account answers',
      description: 'Makes one cheap call to the provider.',
      parameters: [],
      answer: { ref: 'Pong' },
      reasons,
    },
    {
      ...shared,
      id: 'getObjects',
      path: '/objects',
      summary: 'List the objects of the element',
      description: 'No call to the provider.',
      parameters: [versionHeader],
      answer: { either: [names, { types: ['array'], items: { ref: 'NamedObject' } }] },
      reasons: ['INVALID_REQUEST', 'UNAUTHENTICATED', 'NOT_ACCEPTABLE', 'INTERNAL', 'UNAVAILABLE'],
    },
    metadataOperation(reasons),
  ];
}

function metadataOperation(reasons: readonly Reason[]): DescribedOperation {
  return {
    method: 'get',
    tag: standardTag,
    headers: {},
    id: 'getObjectsObjectNameMetadata',
    path: '/objects/{objectName}/metadata',
    summary: 'List the fields of one object',
    description: 'The declared fields, and the custom fields of the account.',
    parameters: [
      pathParameter('objectName', 'A name that /objects lists.'),
      { ...versionHeader, description: 'Taken from old clients; the answer is the same for both.' },
      {
        name: 'customFieldsOnly',
        in: 'query',
        description: 'true answers the custom fields of the account alone.',
        schema: { types: ['string'], enum: ['true', 'false'] },
      },
    ],
    answer: { ref: 'ObjectMetadata' },
    reasons: [...reasons, 'NOT_FOUND'],
  };
}

const metadataField: ValueSchema = {
  types: ['object'],
  properties: {
    type: text,
    path: text,
    vendorPath: text,
    vendorDisplayName: text,
    vendorNativeType: text,
    vendorRequired: flag,
    vendorReadOnly: flag,
    vendorWriteOnly: flag,
    maxLength: { types: ['integer'] },
    options: { types: ['array'], items: text },
    custom: flag,
    description: text,
    mask: text,
    hidden: flag,
    method: {
      types: ['array'],
      items: { types: ['object'], properties: { name: text, request: flag, response: flag } },
    },
  },
};

/** The schemas of those calls, and of what all calls share. */
export const standardSchemas: Readonly<Record<string, ValueSchema>> = {
  Pong: {
    types: ['object'],
    properties: { dateTime: { types: ['string'], format: 'date-time' }, endpoint: text, valid: flag },
  },
  NamedObject: {
    types: ['object'],
    properties: { name: text, vendorName: text, type: { types: ['string'], enum: ['ceCanonical', 'vendor'] } },
    required: ['name', 'vendorName', 'type'],
  },
  ObjectMetadata: {
    types: ['object'],
    properties: { fields: { types: ['array'], items: metadataField } },
    required: ['fields'],
  },
  [rowResultName]: {
    types: ['object'],
    description: 'The fate of one record of an array.',
    properties: {
      id: text,
      outcome: {
        types: ['string'],
        enum: ['created', 'updated', 'added', 'removed', 'sent', 'conflict', 'failed', 'not_attempted'],
      },
      message: text,
      providerMessage: text,
    },
    required: ['outcome'],
  },
  Error: {
    types: ['object'],
    properties: {
      requestId: text,
      message: text,
      reason: { types: ['string'], enum: Object.keys(errorCatalog) },
      providerMessage: text,
      providerRequestId: text,
      existingId: text,
      existingIds: { types: ['array'], items: text },
      path: text,
    },
    required: ['requestId', 'message', 'reason'],
  },
};
