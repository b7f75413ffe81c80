import type { Body, FailureRow } from './element-table.js';

const words = 'The vendor’s own words';

const envelope = (code: number, more: Body = {}): Body => ({
  body: { success: 0, code, requestID: 'B1946AC9-0000-4000-8000-000000000001', errors: [words], data: {}, ...more },
});

const coded = (code: number, meaning: string, status: number, reason: string): FailureRow => ({
  name: `code ${code}, ${meaning}`,
  fault: envelope(code),
  status,
  reason,
  providerMessage: words,
  providerRequestId: 'B1946AC9-0000-4000-8000-000000000001',
});

const html = (title: string): Body => ({
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${title}</title></head><body><p>secret stack</p></body></html>`,
});

export const emfluenceFailures: readonly FailureRow[] = [
  coded(1, 'an unexpected error', 502, 'PROVIDER_FAILED'),
  coded(2, 'an invalid HTTP method', 502, 'PROVIDER_CONTRACT'),
  coded(3, 'access denied', 403, 'PROVIDER_FORBIDDEN'),
  coded(4, 'a request that is not over https', 502, 'PROVIDER_CONTRACT'),
  { ...coded(5, 'too many concurrent requests', 429, 'PROVIDER_THROTTLED'), retryAfter: 1 },
  coded(100, 'an invalid resource', 502, 'PROVIDER_CONTRACT'),
  coded(101, 'an invalid method of a resource', 502, 'PROVIDER_CONTRACT'),
  coded(200, 'an invalid access token', 401, 'INSTANCE_NEEDS_REAUTH'),
  coded(201, 'an invalid client account', 401, 'INSTANCE_NEEDS_REAUTH'),
  coded(202, 'an invalid user account', 401, 'INSTANCE_NEEDS_REAUTH'),
  coded(203, 'an invalid application', 401, 'INSTANCE_NEEDS_REAUTH'),
  coded(204, 'insufficient permissions', 403, 'PROVIDER_FORBIDDEN'),
  coded(300, 'a record that is not found', 404, 'NOT_FOUND'),
  coded(301, 'a duplicate record', 409, 'CONFLICT'),
  coded(302, 'an invalid action for the record', 409, 'CONFLICT'),
  coded(303, 'a forbidden record', 403, 'PROVIDER_FORBIDDEN'),
  coded(500, 'an invalid parameter type', 400, 'PROVIDER_REJECTED'),
  coded(501, 'an invalid parameter value', 400, 'PROVIDER_REJECTED'),
  coded(502, 'a missing parameter', 400, 'PROVIDER_REJECTED'),
  coded(999, 'which is in no table', 502, 'PROVIDER_BAD_RESPONSE'),
  {
    name: 'several errors at once',
    fault: envelope(501, { errors: ['One.', 'Two.'] }),
    status: 400,
    reason: 'PROVIDER_REJECTED',
    providerMessage: 'One. Two.',
  },
  { name: 'a refusal without words', fault: envelope(204, { errors: [] }), status: 403, reason: 'PROVIDER_FORBIDDEN' },
  {
    name: 'success as false',
    fault: envelope(300, { success: false }),
    status: 404,
    reason: 'NOT_FOUND',
    providerMessage: words,
  },
  {
    name: 'success as "0"',
    fault: envelope(300, { success: '0' }),
    status: 404,
    reason: 'NOT_FOUND',
    providerMessage: words,
  },
  {
    name: 'a code as text',
    fault: envelope(0, { code: '300' }),
    status: 404,
    reason: 'NOT_FOUND',
    providerMessage: words,
  },
  {
    name: 'an answer without success',
    fault: { body: { data: { contactID: 1 } } },
    status: 502,
    reason: 'PROVIDER_BAD_RESPONSE',
  },
  { name: 'an answer that is a list', fault: { body: [] }, status: 502, reason: 'PROVIDER_BAD_RESPONSE' },
  { name: 'an empty answer', fault: { body: '' }, status: 502, reason: 'PROVIDER_BAD_RESPONSE' },
  {
    name: 'an answer that is not JSON',
    fault: { body: 'pong' },
    status: 502,
    reason: 'PROVIDER_BAD_RESPONSE',
    providerMessage: 'pong',
  },
  {
    name: 'an HTML page',
    fault: html('Maintenance'),
    status: 502,
    reason: 'PROVIDER_BAD_RESPONSE',
    providerMessage: 'Maintenance',
  },
  {
    name: 'a bare 403, as the sixth connection gets it',
    fault: { status: 403 },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    retryAfter: 1,
  },
  {
    name: 'a 403 with a page',
    fault: { status: 403, ...html('Forbidden') },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: 'Forbidden',
    retryAfter: 1,
  },
  {
    name: 'a 403 with code 5',
    fault: { status: 403, ...envelope(5) },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: words,
  },
  {
    name: 'a 403 with code 204',
    fault: { status: 403, ...envelope(204) },
    status: 403,
    reason: 'PROVIDER_FORBIDDEN',
    providerMessage: words,
  },
  {
    name: 'a 500 page',
    fault: { status: 500, ...html('Server error') },
    status: 502,
    reason: 'PROVIDER_FAILED',
    providerMessage: 'Server error',
  },
  {
    name: 'a 503 page',
    fault: { status: 503, ...html('Busy') },
    status: 503,
    reason: 'PROVIDER_UNAVAILABLE',
    providerMessage: 'Busy',
  },
  {
    name: 'a 404 page',
    fault: { status: 404, ...html('Not found') },
    status: 502,
    reason: 'PROVIDER_FAILED',
    providerMessage: 'Not found',
  },
  {
    name: 'a 500 with a success in it',
    fault: { status: 500, body: { success: 1, code: 0, data: {} } },
    status: 502,
    reason: 'PROVIDER_FAILED',
  },
  {
    name: 'a redirect',
    fault: { status: 302, headers: { location: 'https://elsewhere.example/' } },
    status: 502,
    reason: 'PROVIDER_REDIRECT',
  },
  {
    name: 'a redirect with an envelope',
    fault: { status: 307, ...envelope(300), headers: { location: '/v1/contacts/lookup' } },
    status: 502,
    reason: 'PROVIDER_REDIRECT',
    providerMessage: words,
  },
];
