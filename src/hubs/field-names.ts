import type { FieldTyping } from '../ceql/evaluate-ceql.js';
import type { ValueType } from '../ceql/value-type.js';
import type { CustomField, FieldType, ResourceDefinition } from '../elements/element-definition.js';

/** The names under which a query may speak of a resource's fields. */
export interface FieldNames {
  /** The hub's name for a hub, branch, custom field or provider name; undefined for an unknown one. */
  toHub(name: string): string | undefined;
}

const custom = 'customFields.';

/** With `raw`, queries speak in the provider's names; one that is mapped nowhere can still trim an answer. */
export function fieldNamesOf(resource: ResourceDefinition, raw = false): FieldNames {
  const hub = new Set(resource.fields.flatMap(({ path }) => [path, path.split('.')[0] ?? path]));
  const vendor = new Map(
    resource.fields.flatMap(({ path, vendorPath }): [string, string][] =>
      vendorPath === undefined ? [] : [[vendorPath, path]],
    ),
  );
  const aliases = new Map(
    Object.entries(resource.aliases ?? {}).map(([alias, path]): [string, string] => [alias.toLowerCase(), path]),
  );
  return {
    toHub: (name) => {
      if (hub.has(name) || (name.startsWith(custom) && name.length > custom.length)) return name;
      return vendor.get(name) ?? aliases.get(name.toLowerCase()) ?? (raw ? name : undefined);
    },
  };
}

const valueTypes: Readonly<Record<FieldType, ValueType>> = {
  string: 'string',
  id: 'string',
  email: 'email',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  object: 'object',
  array: 'object',
  ids: 'strings',
  strings: 'strings',
  customFields: 'customFields',
};

/** How the values of each field compare, those of the account's custom fields included. */
export function fieldTypingOf(resource: ResourceDefinition, customFields: readonly CustomField[]): FieldTyping {
  const types = new Map(
    resource.fields.filter((field) => !field.writeOnly).map(({ path, type }) => [path, valueTypes[type]]),
  );
  for (const { path } of resource.fields) {
    const branch = path.split('.')[0] ?? path;
    if (!types.has(branch)) types.set(branch, 'object');
  }
  return (field) => {
    if (!field.startsWith(custom)) return types.get(field);
    const name = field.slice(custom.length);
    return customFields.find(({ label, systemName, id }) => [label, systemName, id].includes(name))?.type;
  };
}
