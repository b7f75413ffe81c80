import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { checkTenant } from './tenant.js';

const refusal = (path: string) => expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path } });

describe('the provider account that was meant', () => {
  it.each(['ab123.infusionsoft.com', 'https://ab123.infusionsoft.com', 'HTTPS://AB123.infusionsoft.com/'])(
    'may be written as %s',
    (server) => {
      expect(() =>
        checkTenant(
          infusionsoft,
          { 'infusionsoft.server': server },
          'ab123.infusionsoft.com',
          'AB123.infusionsoft.com',
        ),
      ).not.toThrow();
    },
  );

  it('must be the one that the token belongs to', () => {
    expect(() =>
      checkTenant(infusionsoft, { 'infusionsoft.server': 'ab123.infusionsoft.com' }, 'zz999.infusionsoft.com'),
    ).toThrow(refusal('configuration.infusionsoft.server'));
  });

  it('stays the same for the whole life of an instance', () => {
    expect(() => checkTenant(infusionsoft, {}, 'zz999.infusionsoft.com', 'ab123.infusionsoft.com')).toThrow(
      refusal('providerData'),
    );
    expect(() => checkTenant(infusionsoft, {}, 'zz999.infusionsoft.com', null)).not.toThrow();
  });

  it('is not judged where tokens tell no account', () => {
    expect(() =>
      checkTenant(infusionsoft, { 'infusionsoft.server': 'ab123.infusionsoft.com' }, undefined, 'x'),
    ).not.toThrow();
    expect(() => checkTenant(emfluence, { 'infusionsoft.server': 'x' }, undefined)).not.toThrow();
  });
});
