import type { Statuses } from '../errors/error-body.js';
import type { DescribedOperation, DescribedParameter, HubDescription } from './hub-description.js';
import { answerHeaders, failuresOf } from './operation-answers.js';
import { toSwaggerSchema } from './schema.js';
import { basePath, secretsDescription, toDocumentTitle } from './to-open-api.js';

type Json = Readonly<Record<string, unknown>>;

/** The description as Swagger 2.0, which tools of the first generation read: secrets are a header parameter of each call. */
export function toSwagger(hub: HubDescription, statuses: Statuses): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of hub.operations)
    (paths[operation.path] ??= {})[operation.method] = toOperation(operation, statuses);
  return {
    swagger: '2.0',
    info: toDocumentTitle(hub),
    basePath,
    schemes: ['https', 'http'],
    consumes: ['application/json'],
    produces: ['application/json'],
    tags: Object.entries(hub.tags).map(([name, description]) => ({ name, description })),
    paths,
    parameters: {
      Authorization: {
        name: 'Authorization',
        in: 'header',
        type: 'string',
        required: true,
        description: secretsDescription(hub.element.name),
      },
    },
    definitions: Object.fromEntries(
      Object.entries(hub.schemas).map(([name, schema]) => [name, toSwaggerSchema(schema)]),
    ),
  };
}

function toOperation(operation: DescribedOperation, statuses: Statuses): Json {
  const { id, tag, summary, description, parameters, body, answer, headers } = operation;
  const failures = failuresOf(operation, statuses).map((failure): [string, Json] => [
    failure.status,
    { description: failure.description, 'x-reasons': failure.reasons, schema: toSwaggerSchema({ ref: 'Error' }) },
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    parameters: [
      { $ref: '#/parameters/Authorization' },
      ...parameters.map(toParameter),
      ...(body ? [{ name: 'body', in: 'body', required: true, schema: toSwaggerSchema(body) }] : []),
    ],
    responses: {
      200: {
        description: answer ? 'Done.' : 'Done; the answer is empty.',
        headers: toHeaders({ ...answerHeaders, ...headers }),
        ...(answer && { schema: toSwaggerSchema(answer) }),
      },
      ...Object.fromEntries(failures),
    },
  };
}

/** In this version a parameter's type stands beside its name. */
function toParameter({ name, in: place, description, schema }: DescribedParameter): Json {
  return { name, in: place, description, required: place === 'path', ...toSwaggerSchema(schema) };
}

function toHeaders(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, type: 'string' }]),
  );
}
