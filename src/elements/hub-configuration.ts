import type { ConfigurationProperty, ElementDefinition } from './element-definition.js';

/** A setting of the gateway itself; `integer` bounds a value that is a whole number. */
export interface HubProperty extends ConfigurationProperty {
  readonly integer?: readonly [from: number, to: number];
}

const truth = ['true', 'false'] as const;

/** What every instance can be told, whatever its element. */
export const hubConfiguration: readonly HubProperty[] = [
  {
    key: 'base.url',
    name: 'Base URL',
    description: 'Where the provider’s API answers, if not at its usual address.',
    type: 'TEXTFIELD_1000',
    url: true,
  },
  {
    key: 'filter.response.nulls',
    name: 'Leave out nulls',
    description: 'Whether answers leave out properties without a value.',
    type: 'BOOLEAN',
    defaultValue: 'true',
    options: truth,
  },
  {
    key: 'duplicate.policy',
    name: 'Duplicates',
    description: 'What a create does when the e-mail exists: refuse it, update what exists, or allow a twin.',
    type: 'TEXTFIELD_32',
    defaultValue: 'refuse',
    options: ['refuse', 'update', 'allow'],
  },
  {
    key: 'fields.unsupported',
    name: 'Fields that the provider lacks',
    description: 'Whether writing one is refused, or dropped and named in the header elements-error.',
    type: 'TEXTFIELD_32',
    defaultValue: 'refuse',
    options: ['refuse', 'warn'],
  },
  {
    key: 'customFields.names',
    name: 'Names of custom fields',
    description: 'Whether answers name custom fields by their label or by the provider’s system name.',
    type: 'TEXTFIELD_32',
    defaultValue: 'label',
    options: ['label', 'system'],
  },
  {
    key: 'contacts.optInReason',
    name: 'Opt-in reason',
    description: 'Recorded as the reason of consent for new contacts whose request gives none.',
    type: 'TEXTFIELD_128',
  },
  {
    key: 'query.unknown',
    name: 'Unknown query parameters',
    description: 'Whether a query parameter that the gateway does not know is refused or ignored.',
    type: 'TEXTFIELD_32',
    defaultValue: 'refuse',
    options: ['refuse', 'ignore'],
  },
  {
    key: 'scan.budget',
    name: 'Scan budget',
    description: 'How many provider calls one search may make beyond those its page needs.',
    type: 'TEXTFIELD_32',
    defaultValue: '10',
    integer: [0, 1_000],
  },
  {
    key: 'event.notification.enabled',
    name: 'Event notifications',
    description: 'Kept as it is set, without effect: events are not supported.',
    type: 'BOOLEAN',
    defaultValue: 'false',
    options: truth,
  },
];

const secretKeys = [
  'oauth.basic.header',
  'oauth.user.refresh_token',
  'oauth.user.token',
  'oauth.user.token.secret',
  'oauth.api.key',
  'oauth.api.secret',
  'password',
  'aws.api.key',
  'aws.api.secret',
];

const vendorUrlKeys = ['oauth.token.url', 'oauth.token.refresh_url', 'oauth.authorization.url'];

const plainKeys = [
  'oauth.user.refresh_time',
  'oauth.user.refresh_interval',
  'oauth.scope',
  'oauth.token.revoke_url',
  'oauth.callback.url',
  'oauth.request.authorization.type',
  'oauth.request.url',
  'username',
  'pagination.type',
  'pagination.max',
  'pagination.page.startindex',
  'aws.region',
  'expires',
  'expires_in',
];

/** Keys that old clients send to any element. They are kept as they come, and most have no effect. */
function toReservedProperty(key: string): ConfigurationProperty | undefined {
  const reserved = { key, name: key, description: 'A key that hubs reserve.', type: 'TEXTFIELD_1000' } as const;
  if (secretKeys.includes(key)) return { ...reserved, type: 'PASSWORD', secret: true };
  if (vendorUrlKeys.includes(key)) return { ...reserved, url: true };
  return plainKeys.includes(key) || /^(bulk|event)\.[A-Za-z0-9_.-]{1,100}$/.test(key) ? reserved : undefined;
}

/** All that an instance of this element can be configured with, reserved keys apart. */
export function declaredConfiguration(element: ElementDefinition): readonly HubProperty[] {
  const own = element.configuration.map(({ key }) => key);
  return [...element.configuration, ...hubConfiguration.filter(({ key }) => !own.includes(key))];
}

/** Answers undefined for a key that neither the element nor any hub knows. */
export function findProperty(element: ElementDefinition, key: string): HubProperty | undefined {
  return declaredConfiguration(element).find((property) => property.key === key) ?? toReservedProperty(key);
}

/** What holds where an instance says nothing. */
export function defaultSettings(element: ElementDefinition): Readonly<Record<string, string>> {
  const given = declaredConfiguration(element).flatMap(({ key, defaultValue }): [string, string][] =>
    defaultValue === undefined ? [] : [[key, defaultValue]],
  );
  return { 'base.url': element.baseUrl, ...Object.fromEntries(given) };
}
