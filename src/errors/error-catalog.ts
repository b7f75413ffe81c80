/** Whose move it is when an error appears. */
export type Fault = 'caller' | 'gateway' | 'provider' | 'account';

export interface ErrorEntry {
  readonly status: number;
  readonly fault: Fault;
  readonly meaning: string;
  readonly remedy: string;
  /** Whether the same request can succeed later without any change. */
  readonly retryable: boolean;
}

/**
 * Every `reason` that the gateway can answer. The list is closed and its names are permanent:
 * callers branch on them. The status of a reason never depends on where it was raised.
 */
export const errorCatalog = {
  INVALID_REQUEST: {
    status: 400,
    fault: 'caller',
    meaning: 'A parameter, header or body is missing, malformed or not known.',
    remedy: 'Correct the place that `path` and `message` name.',
    retryable: false,
  },
  INVALID_CEQL: {
    status: 400,
    fault: 'caller',
    meaning: 'The `where` expression cannot be parsed or names something that the resource does not have.',
    remedy: 'Correct the expression at the column that the message gives.',
    retryable: false,
  },
  PROVIDER_REJECTED: {
    status: 400,
    fault: 'caller',
    meaning: 'The provider refused the values of the request.',
    remedy: 'Read `providerMessage`; it is the provider’s own reason.',
    retryable: false,
  },
  UNAUTHENTICATED: {
    status: 401,
    fault: 'caller',
    meaning: 'A secret of the Authorization header is missing, unknown, revoked or does not belong to the others.',
    remedy: 'Send User, Organization and, for hub calls, Element parts that belong together.',
    retryable: false,
  },
  INSTANCE_NEEDS_REAUTH: {
    status: 401,
    fault: 'account',
    meaning: 'The provider no longer accepts the credential of this instance.',
    remedy: 'Authenticate the instance again with PATCH /instances/{id}; its id and token stay.',
    retryable: false,
  },
  FORBIDDEN: {
    status: 403,
    fault: 'caller',
    meaning: 'The caller is known but may not do this.',
    remedy: 'Ask an administrator of the organization.',
    retryable: false,
  },
  INSTANCE_DISABLED: {
    status: 403,
    fault: 'account',
    meaning: 'The instance is disabled.',
    remedy: 'Enable it with PUT /instances/{id}/enabled.',
    retryable: false,
  },
  PROVIDER_FORBIDDEN: {
    status: 403,
    fault: 'account',
    meaning: 'The provider account may not do this; often a permission of its user is missing.',
    remedy: 'Grant what `providerMessage` names in the provider account.',
    retryable: false,
  },
  NOT_FOUND: {
    status: 404,
    fault: 'caller',
    meaning: 'There is no such thing, or it is not yours.',
    remedy: 'Check the path and the id.',
    retryable: false,
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    fault: 'caller',
    meaning: 'The path exists, but not with this verb.',
    remedy: 'Use a verb of the `Allow` header.',
    retryable: false,
  },
  NOT_ACCEPTABLE: {
    status: 406,
    fault: 'caller',
    meaning: 'The `Accept` header excludes JSON.',
    remedy: 'Accept application/json.',
    retryable: false,
  },
  CONFLICT: {
    status: 409,
    fault: 'caller',
    meaning: 'The request contradicts what exists, for example a contact with the same e-mail.',
    remedy: 'Read `existingId`, or ask for another treatment of duplicates.',
    retryable: false,
  },
  CONSENT_LOCKED: {
    status: 409,
    fault: 'account',
    meaning: 'The provider keeps an opt-out that only the person can take back.',
    remedy: 'Let the person subscribe again through a form of the provider.',
    retryable: false,
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    fault: 'caller',
    meaning: 'The request body is larger than the limit.',
    remedy: 'Send less at once.',
    retryable: false,
  },
  UNSUPPORTED_MEDIA: {
    status: 415,
    fault: 'caller',
    meaning: 'The body is not declared as JSON.',
    remedy: 'Send Content-Type: application/json.',
    retryable: false,
  },
  RATE_LIMITED: {
    status: 429,
    fault: 'caller',
    meaning: 'The gateway itself limits this call.',
    remedy: 'Wait for `Retry-After` seconds.',
    retryable: true,
  },
  PROVIDER_THROTTLED: {
    status: 429,
    fault: 'provider',
    meaning: 'The provider takes no more calls for the moment.',
    remedy: 'Wait for `Retry-After` seconds.',
    retryable: true,
  },
  PROVIDER_QUOTA_EXHAUSTED: {
    status: 429,
    fault: 'provider',
    meaning: 'The provider’s daily quota is used up.',
    remedy: 'Wait for `Retry-After` seconds; the quota begins anew then.',
    retryable: true,
  },
  INTERNAL: {
    status: 500,
    fault: 'gateway',
    meaning: 'The gateway failed.',
    remedy: 'Report the `requestId`.',
    retryable: false,
  },
  PROVIDER_FAILED: {
    status: 502,
    fault: 'provider',
    meaning: 'The provider reported a failure of its own.',
    remedy: 'Try again later; `providerMessage` may say more.',
    retryable: true,
  },
  PROVIDER_BAD_RESPONSE: {
    status: 502,
    fault: 'provider',
    meaning: 'The provider answered something that cannot be understood.',
    remedy: 'Try again later; report it when it stays.',
    retryable: true,
  },
  PROVIDER_CONTRACT: {
    status: 502,
    fault: 'gateway',
    meaning: 'The provider does not know the endpoint or verb that the element uses.',
    remedy: 'Check the instance’s base URL; report it when that is right.',
    retryable: false,
  },
  PROVIDER_TLS: {
    status: 502,
    fault: 'provider',
    meaning: 'The provider’s certificate is not valid.',
    remedy: 'Check the base URL and the trusted certificates (NODE_EXTRA_CA_CERTS).',
    retryable: false,
  },
  PROVIDER_REDIRECT: {
    status: 502,
    fault: 'provider',
    meaning: 'The provider answered with a redirect, which is never followed.',
    remedy: 'Check the instance’s base URL.',
    retryable: false,
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    fault: 'provider',
    meaning: 'The provider cannot be reached or says that it is unavailable.',
    remedy: 'Try again later.',
    retryable: true,
  },
  UNAVAILABLE: {
    status: 503,
    fault: 'gateway',
    meaning: 'The gateway cannot serve at the moment, for example because its database does not answer.',
    remedy: 'Try again after `Retry-After` seconds.',
    retryable: true,
  },
  PROVIDER_TIMEOUT: {
    status: 504,
    fault: 'provider',
    meaning: 'The provider did not answer in time; nothing was changed.',
    remedy: 'Try again.',
    retryable: true,
  },
  PROVIDER_RESULT_UNKNOWN: {
    status: 504,
    fault: 'provider',
    meaning: 'The connection broke after a write had been sent: it may or may not have happened.',
    remedy: 'Look whether it happened before you repeat it.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorEntry>;

export type Reason = keyof typeof errorCatalog;
