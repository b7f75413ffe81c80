import { describe, expect, it } from '@jest/globals';
import { readConnectArguments } from './read-connect-arguments.js';

const here = { isProduction: false };

describe('the arguments of connect', () => {
  it('need no public address', () => {
    const given = readConnectArguments(['infusionsoftmarketing'], here);
    expect(given).toMatchObject({
      callback: 'https://localhost/callback',
      isServed: false,
      name: 'Infusionsoft Marketing Automation',
    });
    expect(given.element.key).toBe('infusionsoftmarketing');
  });

  it('let the gateway receive the code where it has a public address', () => {
    const given = readConnectArguments(['emfluence'], { ...here, publicUrl: 'https://hub.example' });
    expect(given).toMatchObject({ callback: 'https://hub.example/oauth/callback', isServed: true });
  });

  it('prefer a callback that was given, which nobody serves', () => {
    const given = readConnectArguments(['emfluence', '--callback', 'https://else.example/cb'], {
      ...here,
      publicUrl: 'https://hub.example',
    });
    expect(given).toMatchObject({ callback: 'https://else.example/cb', isServed: false });
  });

  it.each(['http://localhost/callback', 'localhost/callback', 'javascript:alert(1)'])(
    'refuse the callback %s',
    (callback) => {
      expect(() => readConnectArguments(['emfluence', '--callback', callback], here)).toThrow(
        '--callback must be an https URL',
      );
    },
  );

  it('refuse an element that does not exist and name those that do', () => {
    expect(() => readConnectArguments(['keap'], here)).toThrow(
      'There is no element keap; there is emfluence or infusionsoftmarketing.',
    );
  });

  it('must name the organization in production', () => {
    expect(() => readConnectArguments(['emfluence'], { isProduction: true })).toThrow('Missing option: --organization');
    expect(readConnectArguments(['emfluence', '--organization', '4'], { isProduction: true }).organizationId).toBe(4);
  });

  it('refuse an organization that is no number', () => {
    expect(() => readConnectArguments(['emfluence', '--organization', 'Acme'], here)).toThrow(
      '--organization must be the number',
    );
  });
});
