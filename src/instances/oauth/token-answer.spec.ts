import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../../elements/infusionsoft/infusionsoft.element.js';
import { readLifeSeconds, readTokenAnswer, readTokenRefusal } from './token-answer.js';

const keap = infusionsoft.authentication.oauth;
const emf = emfluence.authentication.oauth;
const now = new Date('2026-01-01T00:00:00Z');

describe('the answer of a token endpoint', () => {
  it('gives the pair, its end and the tenant', () => {
    const body = {
      access_token: 'at',
      refresh_token: 'rt',
      token_type: 'bearer',
      expires_in: 86399,
      scope: 'full|ab123.infusionsoft.com',
    };
    expect(readTokenAnswer(keap, body, now)).toEqual({
      accessToken: 'at',
      refreshToken: 'rt',
      expiresAt: new Date('2026-01-01T23:59:59Z'),
      tenant: 'ab123.infusionsoft.com',
    });
  });

  it.each([
    [86399, 86_399],
    ['86399', 86_399],
    [undefined, 3_600],
    [null, 3_600],
    ['soon', 3_600],
    ['', 3_600],
    [NaN, 3_600],
    [0, 60],
    [-1, 60],
    [1e12, 2_592_000],
  ])('reads expires_in %p as %p seconds', (expiresIn, seconds) => {
    expect(readLifeSeconds(expiresIn)).toBe(seconds);
  });

  it.each([
    { data: { accessToken: 'T' } },
    { accessToken: 'T' },
    { access_token: 'T' },
    { success: 1, data: { access_token: 'T' } },
  ])('finds emfluence’s token in %j, which never ends', (body) => {
    expect(readTokenAnswer(emf, body, now)).toEqual({ accessToken: 'T', expiresAt: null });
  });

  it.each([
    undefined,
    'text',
    [],
    {},
    { access_token: '' },
    { access_token: 'a\r\nX-Injected: 1' },
    { access_token: {} },
  ])('finds no token in %j', (body) => {
    expect(readTokenAnswer(keap, body, now)).toBeUndefined();
  });

  it.each([
    [{ error: 'invalid_grant', error_description: 'Invalid refresh token' }, 'invalid_grant: Invalid refresh token'],
    [{ ErrorCode: 'invalid_client', Error: 'ClientId is Invalid' }, 'invalid_client: ClientId is Invalid'],
    [{ fault: { faultstring: 'Spike arrest violation' } }, 'Spike arrest violation'],
    [{ success: 0, code: 203, errors: ['Invalid code', 'Restart the flow'] }, 'Invalid code Restart the flow'],
    ['<h1>Bad gateway</h1>', '<h1>Bad gateway</h1>'],
    [null, ''],
  ])('finds the provider’s words in %j', (body, words) => {
    expect(readTokenRefusal(body)).toBe(words);
  });
});
