import { GatewayError } from '../errors/gateway-error.js';

/** The same for an instance of somebody else and for one that does not exist. */
export function instanceNotFound(id: number | string): GatewayError {
  return new GatewayError('NOT_FOUND', `No instance found with ID ${String(id).slice(0, 64)}`);
}
