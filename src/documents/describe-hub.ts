import type { ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import { errorCatalog } from '../errors/error-catalog.js';
import { describeResource, rowResultName, type PlacedResource } from './describe-resource.js';
import type { AccountFields } from './field-schemas.js';
import type { DescribedOperation, HubDescription } from './hub-description.js';
import { objectNamesOf } from './object-names.js';
import { providerReasons } from './operation-reasons.js';
import { pathParameter } from './query-parameters.js';
import type { Schema, ValueSchema } from './schema.js';

/** Whose account the documents speak of; `fieldsOf` tells what it adds to a resource. */
export interface DescribedAccount {
  readonly name: string;
  readonly fieldsOf: (resource: ResourceDefinition) => AccountFields;
  /** Said where the account could not tell all that it has. */
  readonly gap?: string;
}

/** Everything that callers of an element can do, read off its declaration. */
export function describeHub(element: ElementDefinition, account?: DescribedAccount): HubDescription {
  const resources = placesOf(element, account).map(describeResource);
  const { id, key, name, hub } = element;
  return {
    element: { id, key, name, hub },
    description: toDescription(element, account),
    operations: [...standardOperations(element), ...resources.flatMap(({ operations }) => operations)],
    tags: {
      [standardTag]: 'What every element has.',
      ...Object.fromEntries(Object.entries(element.resources).map(([tag, { description }]) => [tag, description])),
    },
    schemas: Object.assign({}, standardSchemas, ...resources.map(({ schemas }) => schemas)) as HubDescription['schemas'],
  };
}

function placesOf(element: ElementDefinition, account?: DescribedAccount): readonly PlacedResource[] {
  const place = (resource: ResourceDefinition, names: PlacedResource['names']): PlacedResource => ({
    element,
    resource,
    names,
    ...(account && { account: account.fieldsOf(resource) }),
  });
  return Object.entries(element.resources).flatMap(([parent, resource]) => [
    place(resource, [parent]),
    ...Object.entries(resource.children ?? {}).map(([own, child]) => place(child, [parent, own])),
  ]);
}

function toDescription(element: ElementDefinition, account?: DescribedAccount): string {
  const raw = objectNamesOf(element).flatMap(({ name, type }) => (type === 'vendor' ? [name] : []));
  return [
    element.description,
    ...(account ? [`This is the account "${account.name}".`] : []),
    ...(account?.gap === undefined ? [] : [account.gap]),
    'Every call carries the header "Authorization: User <user secret>, Organization <organization secret>, Element <instance token>".',
    'Paths may also stand below /hubs/{hub}.',
    `The provider’s own JSON, without any mapping, is at the same calls with "vendor:" before the provider’s name of the object${raw.length > 0 ? `; these names work by themselves too: ${raw.join(', ')}` : ''}.`,
  ].join('\n\n');
}

const standardTag = 'element';
const text: ValueSchema = { types: ['string'] };
const flag: ValueSchema = { types: ['boolean'] };

/** The version of the answers' shape that a caller speaks; old clients send it with every call about objects. */
const versionHeader = {
  name: 'Elements-Version',
  in: 'header' as const,
  description: 'Hydrogen, the default, answers names; Helium answers objects.',
  schema: { types: ['string'], enum: ['Hydrogen', 'Helium'] } satisfies ValueSchema,
};

function standardOperations(element: ElementDefinition): readonly DescribedOperation[] {
  const reasons = providerReasons(element);
  const shared = { method: 'get' as const, tag: standardTag, headers: {} };
  const names: Schema = { types: ['array'], items: text };
  return [
    { ...shared, id: 'getPing', path: '/ping', summary: 'Ask whether the account answers', description: 'Makes one cheap call to the provider.', parameters: [], answer: { ref: 'Pong' }, reasons },
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
    {
      ...shared,
      id: 'getObjectsObjectNameMetadata',
      path: '/objects/{objectName}/metadata',
      summary: 'List the fields of one object',
      description: 'The declared fields, and the custom fields of the account.',
      parameters: [
        pathParameter('objectName', 'A name that /objects lists.'),
        { ...versionHeader, description: 'Taken from old clients; the answer is the same for both.' },
        { name: 'customFieldsOnly', in: 'query', description: 'true answers the custom fields of the account alone.', schema: { types: ['string'], enum: ['true', 'false'] } },
      ],
      answer: { ref: 'ObjectMetadata' },
      reasons: [...reasons, 'NOT_FOUND'],
    },
  ];
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

const standardSchemas: Readonly<Record<string, ValueSchema>> = {
  Pong: { types: ['object'], properties: { dateTime: { types: ['string'], format: 'date-time' }, endpoint: text, valid: flag } },
  NamedObject: {
    types: ['object'],
    properties: { name: text, vendorName: text, type: { types: ['string'], enum: ['ceCanonical', 'vendor'] } },
    required: ['name', 'vendorName', 'type'],
  },
  ObjectMetadata: { types: ['object'], properties: { fields: { types: ['array'], items: metadataField } }, required: ['fields'] },
  [rowResultName]: {
    types: ['object'],
    description: 'The fate of one record of an array.',
    properties: {
      id: text,
      outcome: { types: ['string'], enum: ['created', 'updated', 'added', 'removed', 'sent', 'conflict', 'failed', 'not_attempted'] },
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
