import type { ElementDefinition } from './element-definition.js';
import { declaredConfiguration } from './hub-configuration.js';

/** An element as lists and instances show it. */
export function toElementSummary(element: ElementDefinition): Record<string, unknown> {
  const { id, key, name, description, hub, authentication } = element;
  return {
    id,
    key,
    name,
    description,
    image: '',
    active: true,
    deleted: false,
    typeOauth: false,
    trialAccount: false,
    resources: [],
    transformationsEnabled: true,
    authentication: { type: authentication.type },
    hub,
    parameters: [],
  };
}

/** An element by itself, with what its instances can be configured with. */
export function toElementAnswer(element: ElementDefinition): Record<string, unknown> {
  return {
    ...toElementSummary(element),
    configuration: toConfigurationAnswer(element),
    bulkDownloadEnabled: false,
    bulkUploadEnabled: false,
    cloneable: false,
    extendable: false,
    extended: false,
    beta: false,
    private: false,
    protocolType: 'http',
    hooks: [],
    objects: Object.keys(element.resources),
  };
}

/** What callers that discover elements read first. */
export function toElementMetadata(element: ElementDefinition): Record<string, unknown> {
  const { id, key, name, description, hub, authentication } = element;
  return {
    id,
    key,
    name,
    description,
    hub,
    authenticationType: authentication.type,
    events: { supported: false, methods: [] },
    configuration: toConfigurationAnswer(element),
  };
}

function toConfigurationAnswer(element: ElementDefinition): readonly Record<string, unknown>[] {
  return declaredConfiguration(element).map(
    ({ key, name, description, type, defaultValue, internal, options }, index) => ({
      id: toConfigurationId(key),
      key,
      name,
      description,
      type,
      ...(defaultValue !== undefined && { defaultValue }),
      ...(options && { options }),
      active: true,
      internal: internal === true,
      hideFromConsole: internal === true,
      required: isRequired(element, key),
      displayOrder: index + 1,
    }),
  );
}

/** Only what every way to authenticate needs is required of every instance. */
export function isRequired(element: ElementDefinition, key: string): boolean {
  return element.authentication.alternatives.every(({ keys }) => keys.includes(key));
}

/** A number for a configuration key that stays the same whatever keys come later (FNV-1a, 31 bits). */
export function toConfigurationId(key: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 1 || 1;
}
