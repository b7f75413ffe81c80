import { errorCatalog, type Reason } from './error-catalog.js';

export interface GatewayErrorDetails {
  /** The provider's own words, already scrubbed of secrets and short. */
  readonly providerMessage?: string;
  readonly providerRequestId?: string;
  /** The id of what stands in the way, for a conflict. */
  readonly existingId?: string;
  readonly existingIds?: readonly string[];
  /** Where in the request the mistake is, e.g. `address.state`, `where` or `pageSize`. */
  readonly path?: string;
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Verbs for the `Allow` header of a 405. */
  readonly allow?: readonly string[];
  readonly cause?: unknown;
}

/** Any failure that a caller may see. Its status comes from the catalog, and the one filter renders it. */
export class GatewayError extends Error {
  readonly status: number;

  constructor(
    readonly reason: Reason,
    message: string,
    readonly details: GatewayErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'GatewayError';
    this.status = errorCatalog[reason].status;
  }
}

/** A 400 that names the place. `path` is a field of the body, a query parameter or a header. */
export function invalidRequest(path: string, message: string): GatewayError {
  return new GatewayError('INVALID_REQUEST', message, { path });
}
