import { describe, expect, it } from '@jest/globals';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { invalidRequest } from '../errors/gateway-error.js';
import { applyChanges, needsProof, readConfigurationChanges, splitConfiguration } from './configuration-changes.js';

const anyUrl = (): void => undefined;
const read = (configuration: unknown) => readConfigurationChanges(infusionsoft, configuration, anyUrl);
const refusal = (path: string) => expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path } });

describe('configuration of a request', () => {
  it('stores every value as text and reads an empty one as absent', () => {
    const changes = read({
      'filter.response.nulls': false,
      'scan.budget': 25,
      'infusionsoft.server': 'ab123.infusionsoft.com',
      'oauth.scope': '',
      'event.notification.callback.url': null,
    });
    expect(Object.fromEntries(changes)).toEqual({
      'filter.response.nulls': 'false',
      'scan.budget': '25',
      'infusionsoft.server': 'ab123.infusionsoft.com',
      'oauth.scope': null,
      'event.notification.callback.url': null,
    });
  });

  it('leaves a secret alone whose mask is sent back', () => {
    const changes = read({ 'oauth.api.secret': '********', 'oauth.api.key': 'new' });
    expect(applyChanges({ 'oauth.api.secret': 's', 'oauth.api.key': 'old' }, changes)).toEqual({
      'oauth.api.secret': 's',
      'oauth.api.key': 'new',
    });
  });

  it('drops the whitespace around pasted secrets', () => {
    expect(read({ 'access.token': ' KeapAK-1\r\n' }).get('access.token')).toBe('KeapAK-1');
  });

  it('takes the keys that hubs reserve', () => {
    const reserved = {
      'oauth.user.refresh_interval': '28800',
      'event.vendor.type': 'webhook',
      'bulk.query.x': 'y',
      'pagination.max': 100,
    };
    expect([...read(reserved).keys()]).toEqual(Object.keys(reserved));
  });

  it.each([
    [{ colour: 'red' }, 'configuration.colour'],
    [{ constructor: 'red' }, 'configuration.constructor'],
    [{ 'base.url': ['https://api.keap.com'] }, 'configuration.base.url'],
    [{ 'oauth.scope': {} }, 'configuration.oauth.scope'],
    [{ 'duplicate.policy': 'maybe' }, 'configuration.duplicate.policy'],
    [{ 'filter.response.nulls': 'yes' }, 'configuration.filter.response.nulls'],
    [{ 'scan.budget': '-1' }, 'configuration.scan.budget'],
    [{ 'scan.budget': 1001 }, 'configuration.scan.budget'],
    [{ 'oauth.scope': 'x'.repeat(65) }, 'configuration.oauth.scope'],
    [[], 'configuration'],
    ['text', 'configuration'],
  ])('refuses %j', (configuration, path) => {
    expect(() => read(configuration)).toThrow(refusal(path));
  });

  it('has every provider URL judged, reserved ones too', () => {
    const seen: string[] = [];
    const refuse = (url: string, path: string): void => {
      seen.push(url);
      if (url === 'https://evil.example') throw invalidRequest(path, 'no');
    };
    const configuration = {
      'base.url': 'https://a',
      'oauth.token.url': 'https://b',
      'oauth.token.refresh_url': 'https://evil.example',
    };
    expect(() => readConfigurationChanges(infusionsoft, configuration, refuse)).toThrow(
      refusal('configuration.oauth.token.refresh_url'),
    );
    expect(seen).toEqual(['https://a', 'https://b', 'https://evil.example']);
  });

  it('parts secrets from the rest and keeps no copy of tokens that the gateway maintains', () => {
    const configuration = {
      'oauth.api.key': 'k',
      'infusionsoft.private.key': 'p',
      password: 'w',
      'oauth.scope': 'full',
      'oauth.user.refresh_token': 'r',
      'oauth.user.token': 't',
    };
    expect(splitConfiguration(infusionsoft, configuration)).toEqual({
      plain: { 'oauth.scope': 'full' },
      secret: { 'oauth.api.key': 'k', 'infusionsoft.private.key': 'p', password: 'w' },
    });
  });

  it('asks for a proof only when something changes that calls are made with', () => {
    const before = { 'access.token': 'a', 'base.url': 'https://api.keap.com/crm/rest/v2' };
    expect(needsProof(infusionsoft, before, new Map([['filter.response.nulls', 'false']]))).toBe(false);
    expect(needsProof(infusionsoft, before, new Map([['access.token', 'a']]))).toBe(false);
    expect(needsProof(infusionsoft, before, new Map([['access.token', 'b']]))).toBe(true);
    expect(needsProof(infusionsoft, before, new Map([['base.url', null]]))).toBe(true);
  });
});
