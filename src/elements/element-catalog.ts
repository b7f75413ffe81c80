import { GatewayError } from '../errors/gateway-error.js';
import type { ElementDefinition } from './element-definition.js';
import { emfluence } from './emfluence/emfluence.element.js';
import { infusionsoft } from './infusionsoft/infusionsoft.element.js';

const elements: readonly ElementDefinition[] = [emfluence, infusionsoft];

/** Every element that the gateway knows, in the order in which lists show them. */
export const elementCatalog = {
  all: (): readonly ElementDefinition[] => elements,

  /** Finds an element by its key or by its number; unknown ones are NOT_FOUND. */
  get(keyOrId: string): ElementDefinition {
    const element = elements.find(({ key, id }) => key === keyOrId || String(id) === keyOrId);
    if (!element) throw new GatewayError('NOT_FOUND', `No element found with key or ID ${keyOrId.slice(0, 64)}`);
    return element;
  },
} as const;
