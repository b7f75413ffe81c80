import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { chooseCredential, type CredentialOffer } from './choose-credential.js';

const client = { 'oauth.api.key': 'id', 'oauth.api.secret': 'secret' };
const offer = (more: Partial<CredentialOffer>): CredentialOffer => ({
  configuration: {},
  external: false,
  granted: false,
  changed: new Set(),
  ...more,
});
const refusal = (message: string) =>
  expect.objectContaining({ reason: 'INVALID_REQUEST', message: expect.stringContaining(message) });

describe('which alternative authenticates', () => {
  it('is the code where one was sent, even beside a key', () => {
    const configuration = {
      ...client,
      'oauth.callback.url': 'https://app.example/cb',
      'infusionsoft.private.key': 'k',
    };
    expect(chooseCredential(infusionsoft, offer({ configuration, code: 'c' }))).toMatchObject({
      by: 'code',
      credential: 'c',
    });
  });

  it('lists everything that a code still needs', () => {
    expect(() =>
      chooseCredential(infusionsoft, offer({ code: 'c', configuration: { 'oauth.api.key': 'id' } })),
    ).toThrow(refusal('oauth.api.secret, oauth.callback.url'));
    expect(() => chooseCredential(emfluence, offer({ code: 'c', configuration: client }))).toThrow(
      refusal('oauth.token.url'),
    );
  });

  it('is the refresh token that the caller hands over', () => {
    const configuration = { ...client, 'oauth.user.refresh_token': 'r' };
    expect(chooseCredential(infusionsoft, offer({ configuration, external: true }))).toMatchObject({
      by: 'refresh',
      credential: 'r',
    });
    expect(() => chooseCredential(infusionsoft, offer({ configuration: client, external: true }))).toThrow(
      refusal('oauth.user.refresh_token'),
    );
    expect(() => chooseCredential(emfluence, offer({ configuration, external: true }))).toThrow(
      refusal('not refreshed'),
    );
  });

  it('is a token or key by itself, in the order of the element', () => {
    expect(chooseCredential(infusionsoft, offer({ configuration: { 'infusionsoft.private.key': 'k' } }))).toEqual({
      by: 'static',
      kind: 'key',
      key: 'infusionsoft.private.key',
      credential: 'k',
    });
    const both = { 'infusionsoft.private.key': 'k', 'access.token': 't', ...client };
    expect(chooseCredential(infusionsoft, offer({ configuration: both }))).toMatchObject({
      kind: 'token',
      credential: 't',
    });
  });

  it('is the application-only grant where its URL is configured', () => {
    const configuration = { ...client, 'oauth.application.url': 'https://x.emailer.emfluence.com/token' };
    expect(chooseCredential(emfluence, offer({ configuration }))).toMatchObject({ by: 'application' });
  });

  it('keeps a working grant unless a token of higher precedence is changed, or its client is taken away', () => {
    const tokenFirst: ElementDefinition = {
      ...emfluence,
      authentication: { ...emfluence.authentication, alternatives: emfluence.authentication.alternatives.toReversed() },
    };
    const changed = new Set(['access.token']);
    const configuration = { ...client, 'access.token': 't' };
    expect(chooseCredential(tokenFirst, offer({ configuration, granted: true }))).toEqual({ by: 'granted' });
    expect(chooseCredential(tokenFirst, offer({ configuration, granted: true, changed }))).toMatchObject({
      by: 'static',
    });
    expect(chooseCredential(emfluence, offer({ configuration, granted: true, changed }))).toEqual({ by: 'granted' });
    expect(
      chooseCredential(emfluence, offer({ configuration: { 'access.token': 't' }, granted: true, changed })),
    ).toMatchObject({ by: 'static' });
  });

  it('says what is missing when there is no credential at all', () => {
    expect(() => chooseCredential(infusionsoft, offer({ configuration: { 'oauth.api.key': 'id' } }))).toThrow(
      refusal('oauth.api.secret, oauth.callback.url, providerData.code; or access.token; or infusionsoft.private.key'),
    );
  });
});
