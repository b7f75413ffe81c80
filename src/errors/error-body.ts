import type { GatewayError } from './gateway-error.js';

/** The JSON of every answer that is not a success. */
export interface ErrorBody {
  readonly requestId: string;
  readonly message: string;
  readonly reason: string;
  readonly providerMessage?: string;
  readonly providerRequestId?: string;
  readonly existingId?: string;
  readonly existingIds?: readonly string[];
  readonly path?: string;
}

export function toErrorBody(error: GatewayError, requestId: string): ErrorBody {
  const { providerMessage, providerRequestId, existingId, existingIds, path } = error.details;
  return {
    requestId,
    message: error.message,
    reason: error.reason,
    ...(providerMessage !== undefined && { providerMessage }),
    ...(providerRequestId !== undefined && { providerRequestId }),
    ...(existingId !== undefined && { existingId }),
    ...(existingIds !== undefined && { existingIds }),
    ...(path !== undefined && { path }),
  };
}

/** Statuses that clients of the first generation know; others are folded into the nearest of them. */
const classic: Readonly<Record<number, number>> = { 413: 400, 429: 500, 502: 500, 503: 500, 504: 500 };

/** `modern` statuses are those of the catalog. */
export type Statuses = 'modern' | 'classic';

export function foldStatus(status: number, statuses: Statuses): number {
  return statuses === 'classic' ? (classic[status] ?? status) : status;
}

export function toStatus(error: GatewayError, statuses: Statuses): number {
  return foldStatus(error.status, statuses);
}

/** Headers that belong to an error. */
export function toErrorHeaders(error: GatewayError): Record<string, string> {
  const { retryAfterSeconds, allow } = error.details;
  return {
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...(allow !== undefined && { allow: allow.join(', ') }),
  };
}
