import { GatewayError } from '../errors/gateway-error.js';
import type { ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import type { HubRequest } from './hub-request.js';

export type OperationName = keyof ResourceDefinition['operations'];

export interface FoundOperation {
  readonly name: OperationName;
  readonly resource: ResourceDefinition;
}

const collectionVerbs: Readonly<Record<string, OperationName>> = { GET: 'list', POST: 'create' };
const memberVerbs: Readonly<Record<string, OperationName>> = { GET: 'retrieve', PATCH: 'update', DELETE: 'delete' };

/**
 * What a request asks of an element: 404 for a resource it does not have or an id that cannot be one, 405 for a verb it
 * does not declare. No provider is asked for either.
 */
export function findOperation(element: ElementDefinition, request: Pick<HubRequest, 'method' | 'resource' | 'id'>): FoundOperation {
  const resource = Object.hasOwn(element.resources, request.resource) ? element.resources[request.resource] : undefined;
  if (!resource) throw new GatewayError('NOT_FOUND', `${element.name} has no resource "${request.resource.slice(0, 64)}".`);
  const verbs = request.id === undefined ? collectionVerbs : memberVerbs;
  const name = verbs[request.method];
  if (name === undefined || !resource.operations[name]) {
    const allow = Object.entries(verbs).flatMap(([verb, operation]) => (resource.operations[operation] ? [verb] : []));
    throw new GatewayError('METHOD_NOT_ALLOWED', `"${request.resource}" does not take ${request.method} here.`, { allow });
  }
  if (request.id !== undefined && !resource.idPattern.test(request.id)) throw notFound(request.resource, request.id);
  return { name, resource };
}

export function notFound(resource: string, id: string): GatewayError {
  return new GatewayError('NOT_FOUND', `There is nothing with the id ${id.slice(0, 64)} in "${resource}".`);
}
