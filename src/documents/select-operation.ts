import { GatewayError } from '../errors/gateway-error.js';
import type { DescribedOperation, HubDescription } from './hub-description.js';
import { refsOf } from './schema.js';

/** One operation of a description, with the schemas that it needs. Throws NOT_FOUND for an unknown one. */
export function selectOperation(hub: HubDescription, operationId: string): HubDescription {
  const operation = hub.operations.find(({ id }) => id === operationId);
  if (!operation)
    throw new GatewayError('NOT_FOUND', `${hub.element.name} has no operation "${operationId.slice(0, 64)}".`);
  const needed = new Set<string>();
  const open = ['Error', ...refsOfOperation(operation)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = hub.schemas[name];
    if (!schema || needed.has(name)) continue;
    needed.add(name);
    open.push(...refsOf(schema));
  }
  return {
    ...hub,
    operations: [operation],
    tags: Object.fromEntries(Object.entries(hub.tags).filter(([tag]) => tag === operation.tag)),
    schemas: Object.fromEntries(Object.entries(hub.schemas).filter(([name]) => needed.has(name))),
  };
}

function refsOfOperation({ body, answer }: DescribedOperation): readonly string[] {
  return [...(body ? refsOf(body) : []), ...(answer ? refsOf(answer) : [])];
}
