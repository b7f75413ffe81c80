import type { ConfigurationProperty, ElementDefinition } from '../elements/element-definition.js';
import { findProperty, type HubProperty } from '../elements/hub-configuration.js';
import { isObject } from '../elements/values.js';
import { invalidRequest, type GatewayError } from '../errors/gateway-error.js';
import { checkText } from './read-body.js';

/** What stands for a secret in answers; sent back, it leaves the secret as it is. */
export const mask = '********';

/** Dotted key to its new value; null takes the key away. */
export type ConfigurationChanges = ReadonlyMap<string, string | null>;

export type Configuration = Readonly<Record<string, string>>;

/** Throws INVALID_REQUEST for a URL that the element may not be pointed to. */
export type CheckUrl = (url: string, path: string) => void;

const longest: Readonly<Record<ConfigurationProperty['type'], number>> = {
  TEXTFIELD_32: 32,
  TEXTFIELD_64: 64,
  TEXTFIELD_128: 128,
  TEXTFIELD_1000: 1000,
  TEXTAREA: 8192,
  BOOLEAN: 5,
  PASSWORD: 4096,
};

/**
 * Reads the `configuration` of a request: every key is known to the element or reserved, every value text, a boolean
 * or a number. An empty value counts as absent. Throws INVALID_REQUEST that names the key.
 */
export function readConfigurationChanges(
  element: ElementDefinition,
  configuration: unknown,
  checkUrl: CheckUrl,
): ConfigurationChanges {
  if (configuration === undefined || configuration === null) return new Map();
  if (!isObject(configuration)) throw invalidRequest('configuration', '"configuration" must be an object.');
  const changes = new Map<string, string | null>();
  for (const [key, value] of Object.entries(configuration)) {
    const property = findProperty(element, key);
    if (!property) throw refuse(key, `is not a configuration key of ${element.key}`);
    const text = readValue(property, value);
    if (property.secret && text === mask) continue;
    if (text !== '') checkValue(property, text, checkUrl);
    changes.set(key, text === '' ? null : text);
  }
  return changes;
}

function readValue(property: ConfigurationProperty, value: unknown): string {
  if (value === null) return '';
  if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') {
    throw refuse(property.key, 'must be text, a boolean or a number');
  }
  const text = String(value);
  // Secrets and URLs are pasted, often with a line break behind them.
  if (property.secret || property.url) return text.trim();
  const option = property.options?.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  return option ?? text;
}

function checkValue(property: HubProperty, text: string, checkUrl: CheckUrl): void {
  const { key, options, integer } = property;
  checkText(toPath(key), text);
  if (text.length > longest[property.type])
    throw refuse(key, `must not be longer than ${longest[property.type]} characters`);
  if (options && !options.includes(text)) throw refuse(key, `must be one of ${options.join(', ')}`);
  if (integer) {
    const [from, to] = integer;
    const isWithin = /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to;
    if (!isWithin) throw refuse(key, `must be a whole number from ${from} to ${to}`);
  }
  if (property.url) checkUrl(text, toPath(key));
}

const toPath = (key: string): string => `configuration.${key.slice(0, 100)}`;

function refuse(key: string, problem: string): GatewayError {
  return invalidRequest(toPath(key), `"${toPath(key)}" ${problem}.`);
}

/** The configuration after the changes. */
export function applyChanges(configuration: Configuration, changes: ConfigurationChanges): Configuration {
  const changed = new Map<string, string | null>([...Object.entries(configuration), ...changes]);
  return Object.fromEntries([...changed].flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

/** Tokens that the gateway maintains itself once they are given; a copy in the configuration would only grow stale. */
const maintained = ['oauth.user.token', 'oauth.user.refresh_token'];

/** Parts what is stored in the open from what is stored sealed. */
export function splitConfiguration(
  element: ElementDefinition,
  configuration: Configuration,
): { plain: Record<string, string>; secret: Record<string, string> } {
  const kept = Object.entries(configuration).filter(([key]) => !maintained.includes(key));
  const isSecret = ([key]: [string, string]): boolean => findProperty(element, key)?.secret === true;
  return {
    plain: Object.fromEntries(kept.filter((entry) => !isSecret(entry))),
    secret: Object.fromEntries(kept.filter(isSecret)),
  };
}

/** Whether a change touches what calls are made with, so that the provider has to accept it first. */
export function needsProof(element: ElementDefinition, before: Configuration, changes: ConfigurationChanges): boolean {
  return [...changes].some(([key, value]) => {
    const property = findProperty(element, key);
    return (property?.secret === true || property?.url === true) && (before[key] ?? null) !== value;
  });
}
