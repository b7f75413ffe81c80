import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toErrorBody, toErrorHeaders, toStatus } from './error-body.js';
import { GatewayError } from './gateway-error.js';
import { codeOf, toGatewayError } from './to-error-answer.js';

/** Verbs that a path takes; empty when there is no such path. */
export type AllowedVerbs = (path: string) => readonly string[];

/** The one place where a failure becomes an answer. */
@Catch()
export class GatewayErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  constructor(
    private readonly statuses: 'modern' | 'classic',
    private readonly verbsOf: AllowedVerbs,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.withVerbs(toGatewayError(thrown), request);
    if (error.reason === 'INTERNAL') this.logger.error(describe(error, request.id));
    if (reply.sent) return;
    void reply
      .status(toStatus(error, this.statuses))
      .headers(toErrorHeaders(error))
      .send(toErrorBody(error, request.id));
  }

  /** The router calls a wrong verb "not found"; here it is told apart from a path that does not exist. */
  private withVerbs(error: GatewayError, request: FastifyRequest): GatewayError {
    if (error.reason !== 'NOT_FOUND' || !(error.details.cause instanceof NotFoundException)) return error;
    const path = request.url.split('?')[0] ?? '/';
    const allow = this.verbsOf(path);
    if (allow.length > 0)
      return new GatewayError('METHOD_NOT_ALLOWED', `This path does not take ${request.method}.`, { allow });
    return new GatewayError('NOT_FOUND', `There is no ${path.slice(0, 128)}.`);
  }
}

/** Name, code and stack of the cause: never its message or fields, which may carry values of the request. */
function describe(error: GatewayError, requestId: string): string {
  const cause = error.details.cause ?? error;
  const stack =
    cause instanceof Error
      ? (cause.stack ?? '')
          .split('\n')
          .filter((line) => line.trimStart().startsWith('at '))
          .slice(0, 8)
          .join('\n')
      : '';
  const name = cause instanceof Error ? cause.name : typeof cause;
  return `request ${requestId} failed: ${[name, codeOf(cause)].join(' ').trim()}\n${stack}`;
}
