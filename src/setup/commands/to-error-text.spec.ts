import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { toErrorText } from './to-error-text.js';

describe('an error at the terminal', () => {
  it('is one line with the reason and the words of the provider', () => {
    const error = new GatewayError('PROVIDER_REJECTED', 'Refused.', { providerMessage: 'first\r\nsecond\u001b[31m' });
    expect(toErrorText(error)).toBe('PROVIDER_REJECTED: Refused. (provider: first second [31m)');
  });

  it('does without the provider where it said nothing', () => {
    expect(toErrorText(new GatewayError('NOT_FOUND', 'Not there.'))).toBe('NOT_FOUND: Not there.');
  });

  it('says of a database that is away what callers would be told', () => {
    expect(toErrorText(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toMatch(/^UNAVAILABLE: /);
  });

  it('tells the operator what nobody foresaw', () => {
    expect(toErrorText(new Error('Not usable:\n- DATABASE_URL\u001b[0m'))).toBe('Not usable:\n- DATABASE_URL [0m');
  });
});
