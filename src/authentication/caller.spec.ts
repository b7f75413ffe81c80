import { describe, expect, it } from '@jest/globals';
import { callerOf, rememberCaller, type Caller } from './caller.js';

const caller: Caller = { organizationId: 1, organizationName: 'Acme', userId: 2, accountId: 3, role: 'member' };

describe('the caller of a request', () => {
  it('belongs to that request alone', () => {
    const request = {};
    rememberCaller(request, caller);
    expect(callerOf(request)).toBe(caller);
    expect(() => callerOf({})).toThrow('declares no credentials');
  });
});
