import { isObject } from '../elements/values.js';
import { invalidRequest } from '../errors/gateway-error.js';

export interface DocumentQuery {
  readonly format: 'swagger' | 'openapi';
  /** One operation alone. */
  readonly operationId?: string;
  /** Whether the account may be asked for its custom fields. */
  readonly discovery: boolean;
}

const formats: Readonly<Record<string, DocumentQuery['format']>> = {
  '': 'swagger',
  // Old consoles send -1 for "the newest that there is of the old ones".
  '-1': 'swagger',
  '2': 'swagger',
  '2.0': 'swagger',
  '3': 'openapi',
  '3.1': 'openapi',
  '3.1.0': 'openapi',
};

/** Parameters that only other hubs act on are ignored, since tools send them along. */
export function readDocumentQuery(query: unknown): DocumentQuery {
  const version = readOnce(query, 'version') ?? '';
  const format = Object.hasOwn(formats, version) ? formats[version] : undefined;
  if (!format) throw invalidRequest('version', '"version" must be 2.0 or 3.1.');
  const operationId = readOnce(query, 'operationId');
  return {
    format,
    discovery: readFlag(query, 'discovery') ?? true,
    ...(operationId !== undefined && operationId !== '' && { operationId }),
  };
}

export function readFlag(query: unknown, name: string): boolean | undefined {
  const value = readOnce(query, name);
  if (value === undefined || value === '') return undefined;
  if (value !== 'true' && value !== 'false') throw invalidRequest(name, `"${name}" must be true or false.`);
  return value === 'true';
}

function readOnce(query: unknown, name: string): string | undefined {
  const value = isObject(query) ? query[name] : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw invalidRequest(name, `"${name}" must be given once.`);
}
