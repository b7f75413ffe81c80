import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../../elements/infusionsoft/infusionsoft.element.js';
import type { ElementDefinition } from '../../elements/element-definition.js';
import { toOAuthUrl } from './oauth-url.js';

const request = { apiKey: 'id&1', callbackUrl: 'https://app.example/cb?x=1' };
const refusal = (path: string) => expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path } });

describe('the consent URL', () => {
  it('is Keap’s own, with everything encoded and the element’s key as state', () => {
    const url = new URL(toOAuthUrl(infusionsoft, request));
    expect(url.origin + url.pathname).toBe('https://accounts.infusionsoft.com/app/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'id&1',
      redirect_uri: 'https://app.example/cb?x=1',
      scope: 'full',
      state: 'infusionsoftmarketing',
    });
  });

  it('carries the caller’s scope and state', () => {
    const { searchParams } = new URL(toOAuthUrl(infusionsoft, { ...request, scope: 'a b', state: 'ä=1' }));
    expect([searchParams.get('scope'), searchParams.get('state')]).toEqual(['a b', 'ä=1']);
  });

  it.each([
    'http://127.0.0.1:3100/keap',
    'http://127.0.0.1:3100/keap/',
    'http://127.0.0.1:3100/keap/crm/rest/v2',
    'http://127.0.0.1:3100/keap/app/oauth/authorize',
  ])('is found at another place from %s', (baseUrl) => {
    expect(toOAuthUrl(infusionsoft, { ...request, baseUrl })).toMatch(
      /^http:\/\/127\.0\.0\.1:3100\/keap\/app\/oauth\/authorize\?/,
    );
  });

  it('speaks emfluence’s own dialect at the address that is given', () => {
    const url = new URL(
      toOAuthUrl(emfluence, { ...request, baseUrl: 'https://login.emailer.emfluence.com/authorize' }),
    );
    expect(url.pathname).toBe('/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      clientID: 'id&1',
      redirectURI: 'https://app.example/cb?x=1',
      state: 'emfluence',
    });
  });

  it('cannot be made where the authorization page is not published', () => {
    expect(() => toOAuthUrl(emfluence, request)).toThrow(refusal('baseUrl'));
  });

  it('names what is missing', () => {
    expect(() => toOAuthUrl(infusionsoft, { callbackUrl: 'https://app.example' })).toThrow(refusal('apiKey'));
    expect(() => toOAuthUrl(infusionsoft, { apiKey: 'id' })).toThrow(refusal('callbackUrl'));
    expect(() => toOAuthUrl(infusionsoft, { ...request, callbackUrl: '/cb' })).toThrow(refusal('callbackUrl'));
  });

  it('does not exist for an element without OAuth', () => {
    const { oauth: _, ...authentication } = emfluence.authentication;
    const element: ElementDefinition = { ...emfluence, authentication };
    expect(() => toOAuthUrl(element, request)).toThrow(expect.objectContaining({ reason: 'INVALID_REQUEST' }));
  });
});
