import type { ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import { toElementMetadata } from '../elements/to-element-answer.js';

type Answer = Readonly<Record<string, unknown>>;

const noBulk = { upload: false, download: false };
const noResourceBulk = { upload: { supported: false, native: false }, download: false };
const noEvents = { supported: false, methods: [] };

/** The long form of an element's metadata: what it can do, resource by resource. */
export function toExpandedMetadata(element: ElementDefinition): Answer {
  const resources = Object.entries(element.resources).map(([name, resource]) => toResource(name, resource));
  const hasCustomFields = Object.values(element.resources).some(({ customFields }) => customFields);
  return {
    ...toElementMetadata(element),
    image: '',
    displayOrder: 1,
    active: true,
    beta: false,
    transformations: true,
    elementType: 'product',
    normalizedPaging: true,
    swaggerValidated: true,
    cloneable: false,
    discovery: {
      customFields: hasCustomFields,
      customObjects: false,
      endpointCustomFields: hasCustomFields,
      endpointCustomObjects: false,
    },
    bulk: noBulk,
    usage: { traffic: null },
    api: { type: 'REST', contentType: 'application/json' },
    resources,
  };
}

const verbs = { list: 'SEARCH', create: 'CREATE', retrieve: 'RETRIEVE', update: 'UPDATE', delete: 'DELETE' } as const;

function toResource(canonicalName: string, resource: ResourceDefinition): Answer {
  const { operations, customFields, children = {} } = resource;
  const has = customFields !== undefined;
  return {
    canonicalName,
    vendorName: resource.vendorName,
    description: resource.description,
    operations: operationsOf(resource),
    events: noEvents,
    bulk: noResourceBulk,
    // Values of custom fields; the fields themselves are made at the provider.
    customField: {
      get: has,
      create: has && operations.create !== undefined,
      update: has && operations.update !== undefined,
      delete: false,
    },
    children: Object.entries(children).map(([name, child]) => ({
      canonicalName: name,
      operations: operationsOf(child),
    })),
  };
}

function operationsOf({ operations }: ResourceDefinition): readonly string[] {
  return Object.entries(verbs).flatMap(([operation, verb]) =>
    operations[operation as keyof typeof verbs] ? [verb] : [],
  );
}

/** The mappings that the element has built in: every object with its fields under both names. */
export function toBuiltInTransformations({ resources }: ElementDefinition): readonly Answer[] {
  return Object.entries(resources).map(([name, { vendorName, fields }]) => ({
    name,
    vendorName,
    fields: fields.map(({ path, type, vendorPath, readOnly }) => ({
      path,
      type,
      ...(vendorPath !== undefined && { vendorPath }),
      ...(readOnly && { readOnly }),
    })),
  }));
}
