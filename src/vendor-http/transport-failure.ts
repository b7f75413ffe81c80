import type { Effect, ElementDefinition } from '../elements/element-definition.js';
import type { Reason } from '../errors/error-catalog.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toMessage } from './classify-failure.js';

/** How an exchange broke before a whole answer had arrived. */
export interface BrokenExchange {
  /** Node's or OpenSSL's error code. */
  readonly code: string;
  readonly syscall?: string;
  /** Whether the connection stood, TLS included: from then on the provider may have read the request. */
  readonly isConnected: boolean;
  readonly isReusedSocket: boolean;
  readonly isAnswerBegun: boolean;
}

/** Codes of our own, for what Node has none. */
export const CONNECT_TIMEOUT = 'HUB_CONNECT_TIMEOUT';
export const CALL_TIMEOUT = 'HUB_CALL_TIMEOUT';
export const ANSWER_TOO_LARGE = 'HUB_ANSWER_TOO_LARGE';

const CERTIFICATE =
  /^(?:CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_|ERR_OSSL_X509|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)/;

/** The answer itself cannot be taken: too large, not HTTP, or not what its Content-Encoding says. */
const UNREADABLE = new RegExp(`^(?:${ANSWER_TOO_LARGE}$|HPE_|Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_ZSTD)`);

/**
 * The provider has taken nothing of the request: the connection never stood, or writing to it failed, so that at most
 * a part of the request can have arrived, which no server executes.
 */
export function isProvablyUnsent(broken: BrokenExchange): boolean {
  return !broken.isConnected || (broken.syscall === 'write' && !broken.isAnswerBegun);
}

/** A kept connection that the provider had closed by the time it was used again; says nothing about the provider. */
export function isStaleSocket(broken: BrokenExchange): boolean {
  return broken.isReusedSocket && !broken.isAnswerBegun && (broken.code === 'ECONNRESET' || broken.code === 'EPIPE');
}

export function toTransportReason(broken: BrokenExchange, effect: Effect): Reason {
  if (CERTIFICATE.test(broken.code)) return 'PROVIDER_TLS';
  if (UNREADABLE.test(broken.code)) return 'PROVIDER_BAD_RESPONSE';
  if (isProvablyUnsent(broken)) return 'PROVIDER_UNAVAILABLE';
  if (effect === 'unsafe_write') return 'PROVIDER_RESULT_UNKNOWN';
  return broken.code === CALL_TIMEOUT ? 'PROVIDER_TIMEOUT' : 'PROVIDER_UNAVAILABLE';
}

/** Its cause names the code alone: the client's own error carries the request with its credential. */
export function toTransportError(broken: BrokenExchange, effect: Effect, element: ElementDefinition): GatewayError {
  const reason = toTransportReason(broken, effect);
  const cause = new Error(broken.syscall ? `${broken.syscall} ${broken.code}` : broken.code);
  return new GatewayError(reason, toMessage(element, reason), { cause });
}
