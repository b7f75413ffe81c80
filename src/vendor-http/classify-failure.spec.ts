import { describe, expect, it } from '@jest/globals';
import type { Effect, FailureDefinition, VendorReply } from '../elements/element-definition.js';
import { classifyFailure } from './classify-failure.js';
import { plainElement } from './local-provider.fixture.js';

interface Case {
  readonly effect?: Effect;
  readonly failures?: Partial<FailureDefinition>;
  readonly headers?: Record<string, string>;
  readonly secrets?: readonly string[];
}

const now = Date.parse('2026-03-01T12:00:00Z');

function classify(
  status: number,
  body: unknown,
  { effect = 'read', failures = {}, headers = {}, secrets = [] }: Case = {},
) {
  const element = { ...plainElement, failures: { ...plainElement.failures, ...failures } };
  const reply: VendorReply = { status, headers, body };
  return classifyFailure({ element, effect, reply, secrets, now });
}

describe('classifyFailure', () => {
  it.each([
    [400, 'PROVIDER_REJECTED'],
    [401, 'INSTANCE_NEEDS_REAUTH'],
    [402, 'PROVIDER_BAD_RESPONSE'],
    [403, 'PROVIDER_FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [405, 'PROVIDER_CONTRACT'],
    [406, 'PROVIDER_CONTRACT'],
    [409, 'CONFLICT'],
    [410, 'PROVIDER_BAD_RESPONSE'],
    [413, 'PROVIDER_REJECTED'],
    [415, 'PROVIDER_CONTRACT'],
    [422, 'PROVIDER_REJECTED'],
    [429, 'PROVIDER_THROTTLED'],
    [301, 'PROVIDER_REDIRECT'],
    [304, 'PROVIDER_REDIRECT'],
    [500, 'PROVIDER_FAILED'],
    [501, 'PROVIDER_CONTRACT'],
    [502, 'PROVIDER_FAILED'],
    [503, 'PROVIDER_UNAVAILABLE'],
    [504, 'PROVIDER_TIMEOUT'],
    [596, 'PROVIDER_FAILED'],
    [600, 'PROVIDER_BAD_RESPONSE'],
  ])('takes status %d for %s by default', (status, reason) => {
    expect(classify(status, { message: 'words' })).toMatchObject({ reason, details: { providerMessage: 'words' } });
  });

  it('does not know what became of an unsafe write that a gateway before the provider gave up on', () => {
    expect(classify(504, {}, { effect: 'unsafe_write' })?.reason).toBe('PROVIDER_RESULT_UNKNOWN');
    expect(classify(504, {}, { effect: 'idempotent_write' })?.reason).toBe('PROVIDER_TIMEOUT');
  });

  it('takes a 404 in HTML for a wrong path, and an empty one for a missing record', () => {
    const page = classify(404, '<html><title>Page not found</title></html>');
    expect(page).toMatchObject({ reason: 'PROVIDER_CONTRACT', details: { providerMessage: 'Page not found' } });
    expect(classify(404, undefined)?.reason).toBe('NOT_FOUND');
  });

  it('takes JSON and declared emptiness for success, and nothing else', () => {
    for (const [status, body] of [
      [200, {}],
      [201, []],
      [202, undefined],
      [204, undefined],
    ] as const) {
      expect(classify(status, body)).toBeUndefined();
    }
    for (const [status, body] of [
      [200, undefined],
      [200, '<html></html>'],
      [204, 'text'],
      [199, {}],
    ] as const) {
      expect(classify(status, body)?.reason).toBe('PROVIDER_BAD_RESPONSE');
    }
  });

  it('lets the element find a failure in a 200', () => {
    const failures: Partial<FailureDefinition> = {
      isFailure: () => true,
      read: () => ({ code: '301', existingId: '17', requestId: 'r-1' }),
      rules: [
        { code: '30', reason: 'NOT_FOUND' },
        { code: /^30[12]$/, reason: 'CONFLICT' },
      ],
    };
    expect(classify(200, { success: 0 }, { failures })).toMatchObject({
      reason: 'CONFLICT',
      status: 409,
      details: { existingId: '17', providerRequestId: 'r-1' },
    });
  });

  it('asks the rules of the element in their order before its own', () => {
    const failures: Partial<FailureDefinition> = {
      rules: [
        { status: 403, foreign: true, reason: 'PROVIDER_THROTTLED' },
        { status: [500, 599], message: /maintenance/, reason: 'PROVIDER_UNAVAILABLE' },
        { status: 400, reason: 'CONFLICT' },
        { status: 400, reason: 'NOT_FOUND' },
      ],
    };
    expect(classify(403, '<html></html>', { failures })?.reason).toBe('PROVIDER_THROTTLED');
    expect(classify(403, undefined, { failures })?.reason).toBe('PROVIDER_THROTTLED');
    expect(classify(403, {}, { failures })?.reason).toBe('PROVIDER_FORBIDDEN');
    expect(classify(500, { message: 'in maintenance' }, { failures })?.reason).toBe('PROVIDER_UNAVAILABLE');
    expect(classify(500, {}, { failures })?.reason).toBe('PROVIDER_FAILED');
    expect(classify(400, {}, { failures })?.reason).toBe('CONFLICT');
  });

  it('calls a redirect a redirect whatever the rules say', () => {
    const failures: Partial<FailureDefinition> = { rules: [{ reason: 'PROVIDER_FAILED' }] };
    expect(classify(302, '<html></html>', { failures })?.reason).toBe('PROVIDER_REDIRECT');
  });

  it.each([
    [429, { 'retry-after': '7' }, 7],
    [429, { 'retry-after': 'junk' }, 1],
    [429, {}, 1],
    [503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30],
    [503, {}, undefined],
    [400, { 'retry-after': '7' }, undefined],
  ])('answers to a %d with %j: wait for %s seconds', (status, headers, seconds) => {
    expect(classify(status, {}, { headers })?.details.retryAfterSeconds).toBe(seconds);
  });

  it('tells a spent daily quota from throttling, and when it begins anew', () => {
    const failures: Partial<FailureDefinition> = { quotaResetsAt: ({ headers }) => Number(headers['x-resets']) };
    const spent = classify(429, {}, { failures, headers: { 'x-resets': String(now + 3_600_000), 'retry-after': '5' } });
    expect(spent).toMatchObject({ reason: 'PROVIDER_QUOTA_EXHAUSTED', details: { retryAfterSeconds: 3600 } });
    for (const resets of ['', 'junk', String(now - 1)]) {
      const unclear = classify(429, {}, { failures, headers: { 'x-resets': resets } });
      expect(unclear).toMatchObject({ reason: 'PROVIDER_THROTTLED', details: { retryAfterSeconds: 1 } });
    }
    expect(classify(400, {}, { failures, headers: { 'x-resets': String(now + 1000) } })?.reason).toBe(
      'PROVIDER_REJECTED',
    );
  });

  it('keeps secrets out of the provider’s words and ids', () => {
    const canary = 'canary-0123456789';
    const headers = { 'x-request-id': canary };
    expect(classify(400, { message: `bad ${canary}` }, { headers, secrets: [canary] })?.details).toEqual({
      providerMessage: 'bad [removed]',
      providerRequestId: '[removed]',
    });
  });
});
