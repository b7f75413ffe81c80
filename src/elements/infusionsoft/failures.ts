import type { VendorFailure, VendorReply } from '../element-definition.js';
import { isObject, objectAt, textAt } from '../values.js';

/** Keap answers errors in four shapes (BEHAVIOR.md 11): the gateway's fault, OAuth's error, v2's and v1's message. */
export function readFailure(reply: VendorReply): VendorFailure {
  const requestId = reply.headers['x-request-id'];
  const fault = objectAt(reply.body, 'fault');
  const code = fault
    ? textAt(fault, 'detail', 'errorcode')
    : (textAt(reply.body, 'error') ?? textAt(reply.body, 'status') ?? textAt(reply.body, 'code'));
  const words =
    textAt(fault, 'faultstring') ?? textAt(reply.body, 'error_description') ?? textAt(reply.body, 'message');
  const message = words ?? (typeof reply.body === 'string' ? reply.body : undefined);
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** When the daily quota begins anew, in epoch milliseconds, if this answer says that nothing is left of it. */
export function quotaResetsAt({ headers }: VendorReply): number | undefined {
  const resetsAt = headers['x-keap-product-quota-expiry-time'];
  return headers['x-keap-product-quota-available'] === '0' && resetsAt !== undefined && /^\d+$/.test(resetsAt)
    ? Number(resetsAt)
    : undefined;
}

/** BEHAVIOR.md 12: a spent refresh token was seen as `invalid_grant` and as `invalid_request` with these words. */
export function isFinalTokenRefusal(status: number, answer: unknown): boolean {
  const error = isObject(answer) ? answer['error'] : undefined;
  if (error === 'invalid_grant' || error === 'unauthorized_client') return status === 400 || status === 401;
  return (
    status === 400 &&
    error === 'invalid_request' &&
    /invalid refresh token/i.test(textAt(answer, 'error_description') ?? '')
  );
}
