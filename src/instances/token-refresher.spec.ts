import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { toAsk, toRenewedContent } from './token-refresher.js';

describe('renewing a token', () => {
  it('is done with the refresh token, or with the client where the grant needs no user', () => {
    expect(toAsk(infusionsoft, { accessToken: 'a', refreshToken: 'r' })).toEqual({ by: 'refresh', credential: 'r' });
    expect(toAsk(infusionsoft, { accessToken: 'a' })).toBeUndefined();
    expect(toAsk(emfluence, { accessToken: 'a', application: true })).toEqual({ by: 'application' });
    expect(toAsk(emfluence, { accessToken: 'a' })).toBeUndefined();
  });

  it('keeps the old refresh token when no new one comes', () => {
    const before = { accessToken: 'a', refreshToken: 'r' };
    expect(toRenewedContent(before, { accessToken: 'b', expiresAt: null })).toEqual({
      accessToken: 'b',
      refreshToken: 'r',
    });
    expect(toRenewedContent(before, { accessToken: 'b', refreshToken: 's', expiresAt: null })).toEqual({
      accessToken: 'b',
      refreshToken: 's',
    });
  });
});
