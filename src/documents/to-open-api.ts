import type { Statuses } from '../errors/error-body.js';
import type { DescribedOperation, DescribedParameter, HubDescription } from './hub-description.js';
import { answerHeaders, failuresOf } from './operation-answers.js';
import { toJsonSchema, type Schema } from './schema.js';

type Json = Readonly<Record<string, unknown>>;

export const basePath = '/elements/api-v2';

/** The description as OpenAPI 3.1. */
export function toOpenApi(hub: HubDescription, statuses: Statuses): Json {
  const { element } = hub;
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of hub.operations)
    (paths[operation.path] ??= {})[operation.method] = toOperation(operation, statuses);
  return {
    openapi: '3.1.0',
    info: toDocumentTitle(hub),
    servers: [{ url: basePath }],
    tags: Object.entries(hub.tags).map(([name, description]) => ({ name, description })),
    security: [{ secrets: [] }],
    paths,
    components: {
      securitySchemes: {
        secrets: { type: 'apiKey', in: 'header', name: 'Authorization', description: secretsDescription(element.name) },
      },
      schemas: Object.fromEntries(Object.entries(hub.schemas).map(([name, schema]) => [name, toJsonSchema(schema)])),
    },
  };
}

export function toDocumentTitle({ element, description }: HubDescription): Json {
  const { id, key, name, hub } = element;
  return {
    title: name,
    description,
    version: 'api-v2',
    'x-element-id': id,
    'x-element-name': name,
    'x-element-key': key,
    'x-element-hub': hub,
  };
}

export const secretsDescription = (name: string): string =>
  `User <user secret>, Organization <organization secret>, Element <token of an instance of ${name}>`;

function toOperation(operation: DescribedOperation, statuses: Statuses): Json {
  const { id, tag, summary, description, parameters, body, answer, headers } = operation;
  const failures = failuresOf(operation, statuses).map((failure): [string, Json] => [
    failure.status,
    { description: failure.description, 'x-reasons': failure.reasons, content: toContent({ ref: 'Error' }) },
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    parameters: parameters.map(toParameter),
    ...(body && { requestBody: { required: true, content: toContent(body) } }),
    responses: {
      200: {
        description: answer ? 'Done.' : 'Done; the answer is empty.',
        headers: toHeaders({ ...answerHeaders, ...headers }),
        ...(answer && { content: toContent(answer) }),
      },
      ...Object.fromEntries(failures),
    },
  };
}

const toContent = (schema: Schema): Json => ({ 'application/json': { schema: toJsonSchema(schema) } });

function toParameter({ name, in: place, description, schema }: DescribedParameter): Json {
  return { name, in: place, description, required: place === 'path', schema: toJsonSchema(schema) };
}

function toHeaders(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}
