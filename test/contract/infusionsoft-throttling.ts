import type { Body, FailureRow } from './element-table.js';

export const json = { 'content-type': 'application/json;charset=UTF-8' };

/** The envelope of the gateway in front of Keap. */
export const fault = (faultstring: string, errorcode: string): Body => ({
  headers: { ...json, 'x-request-id': 'keap-7' },
  body: { fault: { faultstring, detail: { errorcode } } },
});

/** The body that v1 answers every refusal with. */
export const message = (text: string): Body => ({ headers: json, body: { message: text } });

const spike =
  'Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=25, periodInMicroseconds=6000000, maxBurstMessageCount=1.0}';

/** All that Keap says when there are too many calls. */
export const throttled: readonly FailureRow[] = [
  {
    name: 'the 429 of today',
    fault: {
      status: 429,
      headers: json,
      body: { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null },
    },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: 'Quota Exceeded',
    retryAfter: 1,
  },
  {
    name: 'the 429 of a spike arrest',
    fault: { status: 429, ...fault(spike, 'policies.ratelimit.SpikeArrestViolation') },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: spike,
    retryAfter: 1,
  },
  {
    name: 'a quota fault whose status is 500',
    fault: { status: 500, ...fault('Rate limit quota violation', 'policies.ratelimit.QuotaViolation') },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: 'Rate limit quota violation',
  },
  {
    name: 'a 429 that says when to come back',
    fault: { status: 429, ...message('Later'), headers: { ...json, 'retry-after': '7' } },
    status: 429,
    reason: 'PROVIDER_THROTTLED',
    providerMessage: 'Later',
    retryAfter: 7,
  },
  {
    name: 'a 429 of a day whose quota is used up',
    fault: {
      status: 429,
      ...message('Quota Exceeded'),
      headers: {
        ...json,
        'x-keap-product-quota-available': '0',
        'x-keap-product-quota-expiry-time': String(Date.now() + 7_200_000),
      },
    },
    status: 429,
    reason: 'PROVIDER_QUOTA_EXHAUSTED',
    providerMessage: 'Quota Exceeded',
  },
];
