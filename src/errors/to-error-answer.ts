import { HttpException } from '@nestjs/common';
import type { Reason } from './error-catalog.js';
import { GatewayError } from './gateway-error.js';

/** Database errors and pool time-outs that mean "not now", by driver code or message. */
const unavailable = /^(?:08\w{3}|53\w{3}|57P0\d|55P03|57014|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;

const byStatus: Readonly<Record<number, Reason>> = {
  400: 'INVALID_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA',
};

/** What the HTTP server itself refuses, in the words of the catalog. */
const serverErrors: Readonly<Record<string, readonly [Reason, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['PAYLOAD_TOO_LARGE', 'The request body is larger than this gateway takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA',
    'The body must be JSON, declared as Content-Type: application/json.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'INVALID_REQUEST',
    'The body does not have the length that Content-Length says.',
  ],
  FST_ERR_BAD_URL: ['INVALID_REQUEST', 'The URL is not well formed.'],
  FST_ERR_MAX_PARAM_LENGTH: ['NOT_FOUND', 'There is nothing with an id of that length.'],
};

/** Any thrown thing as the error that callers see. What nobody foresaw is INTERNAL and says nothing of itself. */
export function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const code = codeOf(error);
  const known = serverErrors[code];
  if (known) return new GatewayError(known[0], known[1], { cause: error });
  if (error instanceof SyntaxError && statusOf(error) === 400)
    return new GatewayError('INVALID_REQUEST', 'The body is not valid JSON.', { path: 'body', cause: error });
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error);
  if (unavailable.test(code) || isPoolTimeout(error)) {
    return new GatewayError('UNAVAILABLE', 'The database does not answer at the moment.', {
      retryAfterSeconds: 1,
      cause: error,
    });
  }
  const status = statusOf(error);
  if (code.startsWith('FST_') && status >= 400 && status < 500)
    return fromStatus(status, error instanceof Error ? error.message : '', error);
  return new GatewayError('INTERNAL', 'The gateway failed; the request id finds it in the log.', { cause: error });
}

function fromStatus(status: number, message: string, cause: unknown): GatewayError {
  const reason = byStatus[status] ?? (status < 500 ? 'INVALID_REQUEST' : 'INTERNAL');
  return new GatewayError(
    reason,
    reason === 'INTERNAL' ? 'The gateway failed; the request id finds it in the log.' : message,
    { cause },
  );
}

/** The code of a system, server or database error; empty where there is none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  return typeof code === 'string' ? code : codeOf(driverError);
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null ? (error as { statusCode?: unknown }).statusCode : undefined;
  return typeof status === 'number' ? status : 0;
}

const isPoolTimeout = (error: unknown): boolean =>
  error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
