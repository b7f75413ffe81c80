import { describe, expect, it } from '@jest/globals';
import type { Effect } from '../elements/element-definition.js';
import { plainElement } from './local-provider.fixture.js';
import {
  ANSWER_TOO_LARGE,
  CALL_TIMEOUT,
  CONNECT_TIMEOUT,
  isProvablyUnsent,
  isStaleSocket,
  toTransportError,
  toTransportReason,
  type BrokenExchange,
} from './transport-failure.js';

const effects: readonly Effect[] = ['read', 'idempotent_write', 'unsafe_write'];

const broken = (more: Partial<BrokenExchange>): BrokenExchange => ({
  code: 'ECONNRESET',
  isConnected: true,
  isReusedSocket: false,
  isAnswerBegun: false,
  ...more,
});

describe('toTransportReason', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EPROTO',
    'EGRESS_REFUSED',
    CONNECT_TIMEOUT,
    CALL_TIMEOUT,
    'ECONNRESET',
  ])('says unavailable for %s before the connection stood, whatever the effect', (code) => {
    for (const effect of effects)
      expect(toTransportReason(broken({ code, isConnected: false }), effect)).toBe('PROVIDER_UNAVAILABLE');
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('blames the certificate for %s', (code) => {
    for (const effect of effects)
      expect(toTransportReason(broken({ code, isConnected: false }), effect)).toBe('PROVIDER_TLS');
  });

  it.each([ANSWER_TOO_LARGE, 'HPE_INVALID_CONSTANT', 'HPE_HEADER_OVERFLOW', 'Z_DATA_ERROR'])(
    'calls the answer nonsense for %s',
    (code) => {
      for (const effect of effects)
        expect(toTransportReason(broken({ code, isAnswerBegun: true }), effect)).toBe('PROVIDER_BAD_RESPONSE');
    },
  );

  it('decides by the effect once the request may have arrived', () => {
    const reasons = (code: string) => effects.map((effect) => toTransportReason(broken({ code }), effect));
    expect(reasons('ECONNRESET')).toEqual(['PROVIDER_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'PROVIDER_RESULT_UNKNOWN']);
    expect(reasons(CALL_TIMEOUT)).toEqual(['PROVIDER_TIMEOUT', 'PROVIDER_TIMEOUT', 'PROVIDER_RESULT_UNKNOWN']);
  });

  it('says unavailable when the request could not be written', () => {
    expect(toTransportReason(broken({ code: 'EPIPE', syscall: 'write' }), 'unsafe_write')).toBe('PROVIDER_UNAVAILABLE');
  });
});

describe('isProvablyUnsent', () => {
  it('holds before the connection and for a failed write, not for a failed read or once the answer began', () => {
    expect(isProvablyUnsent(broken({ isConnected: false }))).toBe(true);
    expect(isProvablyUnsent(broken({ syscall: 'write' }))).toBe(true);
    expect(isProvablyUnsent(broken({ syscall: 'read' }))).toBe(false);
    expect(isProvablyUnsent(broken({}))).toBe(false);
    expect(isProvablyUnsent(broken({ syscall: 'write', isAnswerBegun: true }))).toBe(false);
  });
});

describe('isStaleSocket', () => {
  it('holds only for a reset of a kept connection before any answer', () => {
    expect(isStaleSocket(broken({ isReusedSocket: true }))).toBe(true);
    expect(isStaleSocket(broken({ isReusedSocket: true, code: 'EPIPE' }))).toBe(true);
    expect(isStaleSocket(broken({}))).toBe(false);
    expect(isStaleSocket(broken({ isReusedSocket: true, isAnswerBegun: true }))).toBe(false);
    expect(isStaleSocket(broken({ isReusedSocket: true, code: CALL_TIMEOUT }))).toBe(false);
  });
});

describe('toTransportError', () => {
  it('names the code as its cause and nothing of the request', () => {
    const error = toTransportError(broken({ syscall: 'read' }), 'read', plainElement);
    expect(error.cause).toEqual(new Error('read ECONNRESET'));
    expect(error.message).toMatch(/^Plain: /);
  });
});
