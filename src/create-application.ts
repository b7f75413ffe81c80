import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { collectVerbs } from './allowed-verbs.js';
import { AppModule, type AppSettings } from './app.module.js';
import { AuthenticationGuard } from './authentication/authentication.guard.js';
import { acceptConsoleLoginForm } from './authentication/console-login/console-login-form.js';
import type { Environment } from './config/environment.js';
import { invalidRequest } from './errors/gateway-error.js';
import { GatewayErrorFilter } from './errors/gateway-error.filter.js';
import { toErrorBody } from './errors/error-body.js';
import { toGatewayError } from './errors/to-error-answer.js';
import { toRoute } from './hubs/front-door.js';
import { drainOnClose } from './operations/drain.js';
import { NestLog } from './operations/nest-log.js';
import {
  addAnswerHeaders,
  refuseOtherThanJson,
  refuseWithoutHost,
  writeRequestLog,
} from './operations/request-hooks.js';
import { takeJsonOnly } from './read-json-body.js';

/** The gateway, ready to listen. The caller owns the database connection and closes it after the application. */
export async function createApplication(settings: AppSettings, log: Logger): Promise<NestFastifyApplication> {
  const { environment } = settings;
  const adapter = createAdapter(environment);
  const fastify = adapter.getInstance();
  const verbsOf = collectVerbs(fastify);
  takeJsonOnly(fastify);
  acceptConsoleLoginForm(fastify);
  drainOnClose(fastify, environment.deadlineMs);
  fastify.addHook('onRequest', refuseWithoutHost);
  fastify.addHook('onRequest', refuseOtherThanJson);
  fastify.addHook('onSend', addAnswerHeaders);
  fastify.addHook('onResponse', writeRequestLog(log));
  const application = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  application.useGlobalFilters(new GatewayErrorFilter(environment.statuses, verbsOf));
  application.useGlobalGuards(application.get(AuthenticationGuard));
  await application.init();
  return application;
}

/** The HTTP server with its limits. What it refuses by itself is answered in the shape of every other error. */
function createAdapter(environment: Environment): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: environment.bodyLimit,
    genReqId: () => randomBytes(12).toString('hex'),
    rewriteUrl: (request: IncomingMessage) => toRoute(request.url ?? '/', request.headers),
    routerOptions: { maxParamLength: 512 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A request must arrive within 15 s; an answer may take as long as the longest deadline.
    requestTimeout: 15_000,
    connectionTimeout: 75_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    // Requests that come while the server closes are answered by drainOnClose, in the shape of every error.
    return503OnClosing: false,
    // Node would refuse a request without Host in its own words; a hook does it in ours.
    http: {
      maxHeaderSize: 32_768,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      requireHostHeader: false,
    },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnroutable,
  });
}

/** A path that the router cannot look up, such as one with a broken percent-encoding. No hook runs for it. */
function answerUnroutable(thrown: Error, request: FastifyRequest, reply: FastifyReply): void {
  const error = toGatewayError(thrown);
  void reply.status(error.status).header('elements-request-id', request.id).send(toErrorBody(error, request.id));
}

/** What never became a request, answered in the shape of every other error. */
function answerBrokenRequest(error: { code?: string }, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const message = tooLong
    ? 'The request line and headers are longer than 32 KB.'
    : 'The request is not well-formed HTTP.';
  const requestId = randomBytes(12).toString('hex');
  const body = JSON.stringify(toErrorBody(invalidRequest('headers', message), requestId));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nelements-request-id: ${requestId}\r\nConnection: close\r\n\r\n${body}`,
  );
}
