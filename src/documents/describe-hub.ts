import type { ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import { describeResource, type PlacedResource } from './describe-resource.js';
import type { AccountFields } from './field-schemas.js';
import type { HubDescription } from './hub-description.js';
import { objectNamesOf } from './object-names.js';
import { standardOperations, standardSchemas, standardTag } from './standard-operations.js';

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
    schemas: Object.assign(
      {},
      standardSchemas,
      ...resources.map(({ schemas }) => schemas),
    ) as HubDescription['schemas'],
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
