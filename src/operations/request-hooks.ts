import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { Logger } from 'pino';
import { knownCaller } from '../authentication/caller.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';

const exposed =
  'Elements-Returned-Count, Elements-Total-Count, Elements-Request-Id, Elements-Next-Page-Token, Elements-Trace-Id, Elements-Error, Content-Disposition';

/** HTTP/1.1 demands the header. */
export function refuseWithoutHost(request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void {
  if (request.raw.headers.host !== undefined || request.raw.httpVersion === '1.0') return done();
  done(invalidRequest('host', 'The request has no Host header.'));
}

/** Everything but a browser's page is JSON; an `Accept` that excludes it is 406. */
export function refuseOtherThanJson(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: HookHandlerDoneFunction,
): void {
  const { accept } = request.headers;
  if (accept === undefined || isPage(request.url) || acceptsJson(accept)) return done();
  done(new GatewayError('NOT_ACCEPTABLE', 'This API answers application/json.'));
}

/** What people look at in a browser. */
function isPage(url: string): boolean {
  return /^\/(?:oauth\/callback|docs)(?:[/?]|$)/.test(url);
}

function acceptsJson(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const refused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    return !refused && ['application/json', 'application/*', '*/*', ''].includes(type);
  });
}

export function addAnswerHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: HookHandlerDoneFunction,
): void {
  void reply.header('elements-request-id', request.id);
  const instanceId = knownCaller(request)?.instanceId;
  if (instanceId !== undefined) void reply.header('elements-element-instance-id', String(instanceId));
  if (request.headers.origin !== undefined) void reply.header('access-control-expose-headers', exposed);
  done();
}

/** One line a request, of named fields only: a path can hold an e-mail, so the route's template stands for it. */
export function writeRequestLog(log: Logger) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const caller = knownCaller(request);
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...(caller && { organizationId: caller.organizationId }),
        ...(caller?.instanceId !== undefined && { instanceId: caller.instanceId }),
      },
      'request',
    );
    done();
  };
}
