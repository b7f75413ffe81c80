import type { User } from '../authentication/user.entity.js';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import {
  declaredConfiguration,
  defaultSettings,
  findProperty,
  type HubProperty,
} from '../elements/hub-configuration.js';
import { isRequired, toConfigurationId, toElementSummary } from '../elements/to-element-answer.js';
import { mask, type Configuration } from './configuration-changes.js';
import type { InstanceRow } from './instances.repository.js';

/** What an answer needs besides the row. */
export interface InstanceFacts {
  /** In clear: the caller may read it again. */
  readonly token: string;
  readonly user: Pick<User, 'id' | 'email' | 'firstName' | 'lastName'> | undefined;
  /** With its secrets, which the answer masks. */
  readonly configuration: Configuration;
}

/** One setting of an instance, as `/configuration` shows it. */
export interface ConfigurationItem {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly propertyValue?: string;
  readonly type: string;
  readonly description: string;
  readonly active: true;
  readonly hideFromConsole: boolean;
  readonly required: boolean;
}

/** The instance in all its parts. */
export function toInstanceAnswer(
  row: InstanceRow,
  { token, user, configuration }: InstanceFacts,
): Record<string, unknown> {
  const { instance } = row;
  const element = elementCatalog.get(instance.elementKey);
  return {
    ...toLightAnswer(row, token),
    element: toElementSummary(element),
    elementId: element.id,
    provisionInteractions: [],
    maxCacheSize: 0,
    cacheTimeToLive: 0,
    configuration: toMasked(element, { ...defaultSettings(element), ...configuration }),
    eventsEnabled: false,
    traceLoggingEnabled: false,
    cachingEnabled: false,
    externalAuthentication: instance.externalAuthentication,
    user: toUser(row, user),
  };
}

/** What lists with `hydrate=false` show. */
export function toLightAnswer({ instance, grant }: InstanceRow, token: string): Record<string, unknown> {
  const { id, key, name, hub } = elementCatalog.get(instance.elementKey);
  return {
    id: instance.id,
    name: instance.name,
    createdDate: instance.createdAt.toISOString(),
    token,
    element: { id, key, name, hub },
    tags: instance.tags,
    valid: grant?.state === 'ok',
    disabled: instance.disabled,
  };
}

/** All that can be set, and all that is. */
export function toConfigurationItems(
  element: ElementDefinition,
  configuration: Configuration,
): readonly ConfigurationItem[] {
  const declared = declaredConfiguration(element);
  const reserved = Object.keys(configuration).filter((key) => !declared.some((property) => property.key === key));
  const values = toMasked(element, { ...defaultSettings(element), ...configuration });
  return [...declared, ...reserved.flatMap((key) => findProperty(element, key) ?? [])].map((property) =>
    toItem(element, property, values[property.key]),
  );
}

function toItem(
  element: ElementDefinition,
  { key, name, type, description, internal }: HubProperty,
  propertyValue?: string,
): ConfigurationItem {
  return {
    id: toConfigurationId(key),
    key,
    name,
    ...(propertyValue !== undefined && { propertyValue }),
    type,
    description,
    active: true,
    hideFromConsole: internal === true,
    required: isRequired(element, key),
  };
}

function toMasked(element: ElementDefinition, configuration: Configuration): Configuration {
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [key, findProperty(element, key)?.secret ? mask : value]),
  );
}

function toUser({ instance }: InstanceRow, user: InstanceFacts['user']): Record<string, unknown> {
  if (!user) return { id: instance.userId };
  return { id: user.id, emailAddress: user.email, firstName: user.firstName, lastName: user.lastName };
}
