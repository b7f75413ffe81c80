import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

/** What an answer has that its operation does not describe; nothing when it is as described. */
export type FindFaults = (operationId: string, status: number, body: unknown) => readonly string[];

/**
 * Holds answers against an OpenAPI 3.1 document, more strictly than its readers would: a property that is not described
 * is a fault, and an answer without a body fits only where none is described.
 */
export function answersOf(document: OpenApiDocument): FindFaults {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(closed(document) as object, 'document');
  const compiled = new Map<string, ValidateFunction>();
  return (operationId, status, body) => {
    const place = findOperation(document, operationId);
    const response = place?.operation.responses[String(status)];
    if (!place || !response) return [`${operationId} does not describe the status ${status}.`];
    if (!response.content) return body === undefined ? [] : [`${operationId} describes no body for ${status}.`];
    if (body === undefined) return [`${operationId} describes a body for ${status}.`];
    const pointer = [
      'paths',
      place.path,
      place.method,
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ]
      .map(escapePointer)
      .join('/');
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `document#/${pointer}` });
    compiled.set(pointer, validate);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message = '' }) => `${operationId} ${instancePath} ${message}`);
  };
}

function findOperation(document: OpenApiDocument, operationId: string) {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId === operationId) return { path, method, operation };
    }
  }
  return undefined;
}

/** Escaped for a JSON pointer, then for a URI fragment. */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Every described object without properties beyond those described, unless it says that there may be others. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]): [string, unknown] => [key, closed(inner)]));
  const isOpen = !isSchemaWithProperties(value) || Object.hasOwn(value, 'additionalProperties');
  return isOpen ? copy : { ...copy, additionalProperties: false };
}

function isSchemaWithProperties(value: object): boolean {
  return 'type' in value && [value.type].flat().includes('object') && 'properties' in value;
}
