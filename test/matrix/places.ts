import type { ElementDefinition, ResourceDefinition } from '../../src/elements/element-definition.js';

/** A resource where callers find it. */
export interface Place {
  /** The name in the path, of a child behind its parent's. */
  readonly name: string;
  /** The name of its sample. */
  readonly sample: string;
  /** The provider's own JSON, since the provider's own name is used. */
  readonly raw: boolean;
  readonly resource: ResourceDefinition;
  /** The name in the path of the resource that this is a child of, and the name of that one's sample. */
  readonly parent?: { readonly name: string; readonly sample: string };
}

/** Every place of an element: resources and their children, under the hub's names and, of each object once, the provider's. */
export function placesOf({ resources }: ElementDefinition): readonly Place[] {
  const vendorNames = new Set<string>();
  return Object.entries(resources).flatMap(([name, resource]) => {
    const own = below(name, name, resource, false);
    if (vendorNames.has(resource.vendorName)) return own;
    vendorNames.add(resource.vendorName);
    return [...own, ...below(`vendor:${resource.vendorName}`, name, resource, true)];
  });
}

function below(name: string, sample: string, resource: ResourceDefinition, raw: boolean): readonly Place[] {
  const children = Object.entries(resource.children ?? {}).map(([child, definition]): Place => ({
    name: `${name}/${child}`,
    sample: `${sample}/${child}`,
    raw,
    resource: definition,
    parent: { name, sample },
  }));
  return [{ name, sample, raw, resource }, ...children];
}

/** The path of the collection below the hub, or of the only one there is. */
export function pathOf({ name, parent }: Place, parentId = ''): string {
  return parent ? `/${parent.name}/${parentId}${name.slice(parent.name.length)}` : `/${name}`;
}

type Operations = ResourceDefinition['operations'];

const memberVerbs = { GET: 'retrieve', PATCH: 'update', DELETE: 'delete' } as const;
const collectionVerbs = { GET: 'list', POST: 'create' } as const;

/** The verbs that are declared at the collection and at one of its records, in the order of `Allow`. */
export function declaredVerbs({ resource: { operations, singleton } }: Place): {
  readonly collection: readonly string[];
  readonly member?: readonly string[];
} {
  const verbsOf = (verbs: Readonly<Record<string, keyof Operations>>): readonly string[] =>
    Object.entries(verbs).flatMap(([verb, name]) => (operations[name] ? [verb] : []));
  if (singleton) return { collection: verbsOf(memberVerbs) };
  return { collection: verbsOf(collectionVerbs), member: verbsOf(memberVerbs) };
}
