import type { VendorOperation } from '../../src/elements/element-definition.js';
import { isBody } from './contract-scene.js';

/** Every provider operation that stands anywhere in a definition, each once. */
export function declaredOperations(definition: unknown): readonly VendorOperation[] {
  const found = new Map<string, VendorOperation>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isBody(value)) return;
    if (isOperation(value)) found.set(`${value.method} ${value.path}`, value);
    else Object.values(value).forEach(walk);
  };
  walk(definition);
  return [...found.values()];
}

function isOperation(value: object): value is VendorOperation {
  return 'effect' in value && 'method' in value && 'path' in value;
}
