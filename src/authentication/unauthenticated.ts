import { GatewayError } from '../errors/gateway-error.js';

/** One answer for every way in which secrets can be wrong, so that none of them can be probed by itself. */
export function unauthenticated(): GatewayError {
  return new GatewayError('UNAUTHENTICATED', 'Invalid Organization or User secret, or invalid Element token provided.');
}
