import { toCustomFieldName } from '../elements/custom-field-names.js';
import type { CustomField, FieldMapping, FieldType, ResourceDefinition } from '../elements/element-definition.js';

/** One field of an object, in the words of the metadata that mapping tools read. */
export interface MetadataField {
  readonly type: string;
  /** The hub's name; absent for a field that only the provider has. */
  readonly path?: string;
  readonly vendorPath: string;
  readonly vendorDisplayName: string;
  readonly vendorNativeType: string;
  readonly vendorRequired: boolean;
  readonly vendorReadOnly: boolean;
  readonly vendorWriteOnly?: true;
  readonly maxLength?: number;
  readonly options?: readonly string[];
  readonly custom?: true;
  readonly description?: string;
  readonly mask?: string;
  readonly hidden: boolean;
  /** In which calls the field is sent and answered. */
  readonly method: readonly { readonly name: string; readonly request: boolean; readonly response: boolean }[];
}

export interface MetadataRequest {
  /** In the provider's names, as its own JSON has them. */
  readonly raw: boolean;
  readonly customFields: readonly CustomField[];
  readonly customFieldNames: 'label' | 'system';
  readonly customFieldsOnly: boolean;
}

const types: Readonly<Record<FieldType, string>> = {
  string: 'string',
  email: 'string',
  id: 'string',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  object: 'object',
  array: 'array',
  ids: 'array',
  strings: 'array',
  customFields: 'object',
};

const masks: Readonly<Record<string, string>> = { date: 'yyyy-MM-dd', datetime: "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'" };

export function toObjectMetadata(
  resource: ResourceDefinition,
  request: MetadataRequest,
): { readonly fields: readonly MetadataField[] } {
  const declared = request.raw ? toRawFields(resource) : resource.fields.map((field) => toField(field, resource));
  const custom = request.raw ? [] : toCustomFields(resource, request);
  return { fields: request.customFieldsOnly ? custom : [...declared, ...custom] };
}

function toField(field: FieldMapping, resource: ResourceDefinition): MetadataField {
  const { path, type, vendorPath = path, maxLength, description } = field;
  const mask = masks[type];
  return {
    type: types[type],
    path,
    vendorPath,
    vendorDisplayName: toDisplayName(path),
    vendorNativeType: type,
    vendorRequired: field.required !== undefined,
    vendorReadOnly: field.readOnly === true,
    ...(field.writeOnly && { vendorWriteOnly: true }),
    ...(maxLength !== undefined && { maxLength }),
    ...(description !== undefined && { description }),
    ...(mask !== undefined && { mask }),
    hidden: false,
    method: toMethods(resource, field),
  };
}

/** What is known of the provider's own JSON: the places that the mapping reads, and the fields that bodies may carry. */
function toRawFields(resource: ResourceDefinition): readonly MetadataField[] {
  const mapped = resource.fields.flatMap((field) => {
    if (field.vendorPath === undefined) return [];
    const { path: _path, ...known } = toField(field, resource);
    return [{ ...known, vendorDisplayName: field.vendorPath }];
  });
  const names = new Set(mapped.map(({ vendorPath }) => vendorPath));
  const others = resource.vendorFields
    .filter((name) => !names.has(name))
    .map((name): MetadataField => {
      const { path: _path, ...known } = toField({ path: name, type: 'string' }, resource);
      return { ...known, vendorDisplayName: name };
    });
  return [...mapped, ...others];
}

function toCustomFields(
  resource: ResourceDefinition,
  { customFields, customFieldNames }: MetadataRequest,
): readonly MetadataField[] {
  const { systemNames = [] } = resource.customFields ?? {};
  const method = toMethods(resource, {});
  const shared = { vendorRequired: false, vendorReadOnly: false, custom: true as const, hidden: false, method };
  if (customFields.length === 0) {
    return systemNames.map((name) => ({
      ...shared,
      type: 'string',
      path: `customFields.${name}`,
      vendorPath: `customFields.${name}`,
      vendorDisplayName: name,
      vendorNativeType: 'string',
      description: 'The account did not list its custom fields; this one is there if the account has it.',
    }));
  }
  return customFields.map((field) => {
    const path = `customFields.${toCustomFieldName(field, customFieldNames, customFields)}`;
    const mask = masks[field.type];
    return {
      ...shared,
      type: field.type === 'strings' ? 'array' : field.type,
      path,
      vendorPath: `customFields.${field.systemName ?? field.id}`,
      vendorDisplayName: field.label,
      vendorNativeType: field.type,
      ...(field.options && { options: field.options }),
      ...(mask !== undefined && { mask }),
    };
  });
}

const calls = { list: 'GET', retrieve: 'GET', create: 'POST', update: 'PATCH' } as const;

function toMethods(
  { operations }: ResourceDefinition,
  field: Pick<FieldMapping, 'readOnly' | 'writeOnly'>,
): MetadataField['method'] {
  const names = Object.entries(calls).flatMap(([operation, name]) =>
    operations[operation as keyof typeof calls] ? [name] : [],
  );
  return [...new Set(names)].map((name) => ({
    name,
    request: name !== 'GET' && !field.readOnly,
    response: !field.writeOnly,
  }));
}

/** `address.postalCode` becomes `Address postal code`. */
function toDisplayName(path: string): string {
  const words = path
    .replace(/\./g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
