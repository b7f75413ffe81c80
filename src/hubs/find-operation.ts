import { GatewayError } from '../errors/gateway-error.js';
import type { ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import type { HubRequest } from './hub-request.js';

export type OperationName = 'list' | 'create' | 'retrieve' | 'update' | 'delete';

export interface FoundOperation {
  readonly name: OperationName;
  readonly resource: ResourceDefinition;
  /** The provider's own JSON instead of the hub's model: the caller named the provider's object. */
  readonly raw: boolean;
  /** The record that is meant; absent for a whole collection. */
  readonly id?: string;
  /** The record that a child belongs to. */
  readonly parentId?: string;
}

type Path = Pick<HubRequest, 'method' | 'resource' | 'id' | 'child' | 'childId'>;
type Place = Omit<FoundOperation, 'name'>;

const collectionVerbs: Readonly<Record<string, OperationName>> = { GET: 'list', POST: 'create' };
const memberVerbs: Readonly<Record<string, OperationName>> = { GET: 'retrieve', PATCH: 'update', DELETE: 'delete' };

/**
 * What a request asks of an element: 404 for a resource it does not have or an id that cannot be one, 405 for a verb it
 * does not declare. No provider is asked for either.
 */
export function findOperation(element: ElementDefinition, request: Path): FoundOperation {
  const place = findPlace(element, request);
  const { resource, id } = place;
  const verbs = id === undefined && !resource.singleton ? collectionVerbs : memberVerbs;
  const name = verbs[request.method];
  if (name === undefined || !resource.operations[name]) {
    const allow = Object.entries(verbs).flatMap(([verb, operation]) => (resource.operations[operation] ? [verb] : []));
    throw new GatewayError(
      'METHOD_NOT_ALLOWED',
      `"${request.child ?? request.resource}" does not take ${request.method} here.`,
      { allow },
    );
  }
  if (place.parentId !== undefined && !findResource(element, request.resource).resource.idPattern.test(place.parentId))
    throw notFound(request.resource, place.parentId);
  if (id !== undefined && !resource.idPattern.test(id)) throw notFound(request.child ?? request.resource, id);
  return { name, ...place };
}

function findPlace(element: ElementDefinition, { resource: name, id, child, childId }: Path): Place {
  const found = findResource(element, name);
  if (child === undefined) return { ...found, ...(id !== undefined && { id }) };
  const parentId = id ?? '';
  const children = found.resource.children ?? {};
  const long = `${child}/${childId ?? ''}`;
  const [childName, ownId] =
    childId !== undefined && Object.hasOwn(children, long) ? [long, undefined] : [child, childId];
  const resource = Object.hasOwn(children, childName) ? children[childName] : undefined;
  if (!resource || (resource.singleton && ownId !== undefined)) {
    throw new GatewayError('NOT_FOUND', `"${name.slice(0, 64)}" has no "${childName.slice(0, 64)}" below it.`);
  }
  return { resource, raw: found.raw, parentId, ...(ownId !== undefined && { id: ownId }) };
}

const vendorPrefix = 'vendor:';

/** By the hub's name, else by the provider's own: the latter, and always with `vendor:` before it, is raw. */
export function findResource(element: ElementDefinition, name: string): { resource: ResourceDefinition; raw: boolean } {
  const hub = Object.hasOwn(element.resources, name) ? element.resources[name] : undefined;
  if (hub) return { resource: hub, raw: false };
  const vendorName = name.startsWith(vendorPrefix) ? name.slice(vendorPrefix.length) : name;
  const vendor = Object.values(element.resources).find((resource) => resource.vendorName === vendorName);
  if (!vendor) throw new GatewayError('NOT_FOUND', `${element.name} has no resource "${name.slice(0, 64)}".`);
  return { resource: vendor, raw: true };
}

export function notFound(resource: string, id: string): GatewayError {
  return new GatewayError('NOT_FOUND', `There is nothing with the id ${id.slice(0, 64)} in "${resource}".`);
}
