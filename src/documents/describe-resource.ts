import type { ElementDefinition, ResourceDefinition, StepsOperation } from '../elements/element-definition.js';
import { toAnswerSchema, toChangeSchema, toCreateSchema, type AccountFields } from './field-schemas.js';
import type { DescribedOperation, DescribedParameter } from './hub-description.js';
import { reasonsOf, type DescribedVerb } from './operation-reasons.js';
import { pathParameter, queryParametersOf } from './query-parameters.js';
import type { Schema, ValueSchema } from './schema.js';

/** A resource at its place below the base path. */
export interface PlacedResource {
  readonly element: ElementDefinition;
  readonly resource: ResourceDefinition;
  /** Its name, or the parent's and its own. */
  readonly names: readonly [string] | readonly [parent: string, own: string];
  readonly account?: AccountFields;
}

export interface DescribedResource {
  readonly operations: readonly DescribedOperation[];
  readonly schemas: Readonly<Record<string, ValueSchema>>;
}

const methods = { list: 'get', retrieve: 'get', create: 'post', update: 'patch', delete: 'delete' } as const;
const prefixes = { list: 'get', retrieve: 'get', create: 'create', update: 'update', delete: 'delete' } as const;
const verbs = ['list', 'create', 'retrieve', 'update', 'delete'] as const satisfies readonly DescribedVerb[];

export function describeResource(placed: PlacedResource): DescribedResource {
  const { resource, account } = placed;
  const name = toSchemaName(placed.names);
  const { create, update } = resource.operations;
  return {
    operations: verbs.flatMap((verb) => (resource.operations[verb] ? [describeOperation(placed, verb)] : [])),
    schemas: {
      [name]: { ...toAnswerSchema(resource, account), description: resource.description },
      ...(create && { [`${name}Create`]: toCreateSchema(resource, account) }),
      ...(update && { [`${name}Change`]: toChangeSchema(resource, account) }),
    },
  };
}

function describeOperation(placed: PlacedResource, verb: DescribedVerb): DescribedOperation {
  const { element, resource, names } = placed;
  const isMember = verb !== 'list' && verb !== 'create' && !resource.singleton;
  const [parent, own] = names;
  const collection = own === undefined ? `/${parent}` : `/${parent}/{id}/${own}`;
  const memberName = own === undefined ? 'id' : 'childId';
  const parameters: readonly DescribedParameter[] = [
    ...(own === undefined ? [] : [pathParameter('id', `The id of one of ${parent}.`)]),
    ...(isMember ? [pathParameter(memberName, `The id of one of ${own ?? parent}.`)] : []),
    ...queryParametersOf(resource, verb),
  ];
  const body = toBody(placed, verb);
  const answer = toAnswer(placed, verb);
  return {
    id: `${prefixes[verb]}${toSchemaName(names)}${isMember ? 'ById' : ''}`,
    method: methods[verb],
    path: isMember ? `${collection}/{${memberName}}` : collection,
    tag: parent,
    summary: toSummary(placed, verb),
    description: toDescription(resource, verb),
    parameters,
    ...(body && { body }),
    ...(answer && { answer }),
    headers: toHeaders(resource, verb),
    reasons: reasonsOf(element, resource, verb, own !== undefined),
  };
}

function toSummary({ resource, names: [parent, own] }: PlacedResource, verb: DescribedVerb): string {
  const what = own ?? parent;
  const whole = own === undefined ? '' : ` of one of ${parent}`;
  if (resource.singleton) return `${verb === 'retrieve' ? 'Read' : 'Change'} the ${what}${whole}`;
  const isAction = verb === 'create' && own !== undefined && Object.keys(resource.operations).length === 1;
  if (isAction) return `${what.charAt(0).toUpperCase()}${what.slice(1)} one of ${parent}`;
  return {
    list: `List ${what}${whole}`,
    create: `Create in ${what}${whole}`,
    retrieve: `Read one of ${what}${whole}`,
    update: `Change one of ${what}${whole}`,
    delete: `Delete one of ${what}${whole}`,
  }[verb];
}

function toDescription({ description, operations, lacks }: ResourceDefinition, verb: DescribedVerb): string {
  const many = verb === 'create' ? operations.createMany : undefined;
  return [
    description,
    ...(many
      ? [
          `The body may also be an array of up to ${many.maxRows} records; the answer then holds a result for each, in order.`,
        ]
      : []),
    ...(verb === 'update' ? ['Only the given fields change; null clears.'] : []),
    ...((verb === 'create' || verb === 'update') && lacks.length > 0
      ? [`This provider lacks: ${lacks.join(', ')}.`]
      : []),
  ].join(' ');
}

function toBody({ resource, names }: PlacedResource, verb: DescribedVerb): Schema | undefined {
  const name = toSchemaName(names);
  if (verb === 'update') return { ref: `${name}Change` };
  if (verb !== 'create') return undefined;
  const many = resource.operations.createMany;
  const one = { ref: `${name}Create` };
  return many ? { either: [one, { types: ['array'], items: one, minItems: 1, maxItems: many.maxRows }] } : one;
}

function toAnswer({ resource, names }: PlacedResource, verb: DescribedVerb): Schema | undefined {
  const record = { ref: toSchemaName(names) };
  if (verb === 'list') return { types: ['array'], items: record };
  const operation = resource.operations[verb] as StepsOperation | undefined;
  if (!operation?.answer) return undefined;
  const isMany = verb === 'create' && resource.operations.createMany !== undefined;
  return isMany ? { either: [record, { types: ['array'], items: { ref: rowResultName } }] } : record;
}

function toHeaders({ operations }: ResourceDefinition, verb: DescribedVerb): Readonly<Record<string, string>> {
  if (verb === 'list') {
    return {
      'elements-returned-count': 'How many records the answer holds.',
      'elements-total-count': 'How many there are, where the provider knows.',
      'elements-next-page-token': 'What to send as nextPage for the next page; absent on the last.',
      'elements-query-plan': 'What of the query the provider did, and how many calls it took.',
      'elements-error': 'A warning beside a success, e.g. that the page is short because its scan budget ended.',
    };
  }
  const warns = { 'elements-error': 'A warning beside a success: the gateway’s own, then the provider’s.' };
  return verb === 'create' && operations.create?.outcome
    ? { ...warns, 'elements-outcome': 'created or updated, for onDuplicate=update.' }
    : warns;
}

export const rowResultName = 'RowResult';

/** `contacts` and `reports/clicks` become `Contacts` and `ReportsClicks`. */
export function toSchemaName(names: readonly string[]): string {
  return names
    .flatMap((name) => name.split('/'))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
