import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../elements/element-catalog.js';
import { credentialWays, toAddresses } from './credential-ways.js';

const keap = elementCatalog.get('infusionsoftmarketing');
const emfluence = elementCatalog.get('emfluence');
const shape = (element: typeof keap) =>
  credentialWays(element).map(({ kind, asks }) => [kind, ...asks.map(({ key }) => key)]);

describe('the ways to authenticate', () => {
  it('are at Keap OAuth, a token and the encrypted key', () => {
    expect(shape(keap)).toEqual([
      ['oauth', 'oauth.api.key', 'oauth.api.secret'],
      ['token', 'access.token'],
      ['key', 'infusionsoft.private.key'],
    ]);
  });

  it('begin at emfluence with the token, since its consent page is not public and must be asked for', () => {
    expect(shape(emfluence)).toEqual([
      ['token', 'access.token'],
      ['oauth', 'oauth.api.key', 'oauth.api.secret', 'oauth.authorization.url', 'oauth.token.url'],
    ]);
  });

  it('hide every secret that they ask for', () => {
    const asks = [keap, emfluence].flatMap((element) => credentialWays(element).flatMap((way) => way.asks));
    expect(asks.filter(({ key }) => !key.endsWith('.url')).every(({ secret }) => secret === true)).toBe(true);
  });
});

describe('the addresses of a provider elsewhere', () => {
  it('are those beside its API', () => {
    expect(toAddresses(keap, 'http://127.0.0.1:3100/keap/crm/rest/v2')).toEqual({
      'base.url': 'http://127.0.0.1:3100/keap/crm/rest/v2',
      'oauth.authorization.url': 'http://127.0.0.1:3100/keap/app/oauth/authorize',
      'oauth.token.url': 'http://127.0.0.1:3100/keap/token',
    });
  });

  it('are only what was given where nothing follows from it', () => {
    expect(toAddresses(keap, 'https://proxy.example/other')).toEqual({ 'base.url': 'https://proxy.example/other' });
    expect(toAddresses(emfluence, 'http://127.0.0.1:3100/emfluence/v1')).toEqual({
      'base.url': 'http://127.0.0.1:3100/emfluence/v1',
    });
  });

  it('are left to the element at its usual place', () => {
    expect(toAddresses(keap, undefined)).toEqual({});
  });
});
