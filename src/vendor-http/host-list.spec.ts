import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../errors/gateway-error.js';
import { checkVendorUrl } from './host-list.js';
import { plainElement } from './local-provider.fixture.js';

const check = (url: string, ...egressAllow: string[]) => checkVendorUrl(url, plainElement, { egressAllow });

describe('checkVendorUrl', () => {
  it.each([
    'https://api.plain.example',
    'https://api.plain.example/v1/',
    'HTTPS://API.PLAIN.EXAMPLE:443/v1',
    'https://login.plain.example/token',
    'https://a.tenants.plain.example',
    'https://a.b.tenants.plain.example',
  ])('takes %s, which the element lists', (url) => {
    expect(check(url).protocol).toBe('https:');
  });

  it.each([
    'http://api.plain.example',
    'https://api.plain.example:8443',
    'https://tenants.plain.example',
    'https://eviltenants.plain.example',
    'https://api.plain.example.evil.example',
    'https://evil.example/api.plain.example',
    'https://user@api.plain.example',
    'https://user:password@api.plain.example',
    'https://@api.plain.example',
    'https://evil.example\\@api.plain.example',
    'https:\\\\api.plain.example',
    'https:api.plain.example',
    '//api.plain.example',
    ' https://api.plain.example',
    'https://api.plain.example/ x',
    'https://api.plain.example.',
    'https://api.plain.example/?a=b',
    'https://api.plain.example?',
    'https://api.plain.example/#',
    'ftp://api.plain.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://127.0.0.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://127.1',
    'https://１２７.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://169.254.169.254/latest',
    'https://localhost',
    'https://',
    'nonsense',
    '',
  ])('refuses %s', (url) => {
    expect(() => check(url)).toThrow(
      expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path: 'base.url' } }),
    );
  });

  it.each([
    ['http://127.0.0.1:3100/keap', 'http://127.0.0.1:3100'],
    ['https://127.0.0.1:3100', '127.0.0.1:3100'],
    ['https://proxy.internal', 'proxy.internal'],
    ['http://[::1]:3100', 'http://[::1]:3100'],
    ['https://api.plain.example:8443', 'https://api.plain.example:8443'],
  ])('takes %s where the operator allows %s', (url, entry) => {
    expect(check(url, entry).hostname).toBe(new URL(url).hostname);
  });

  it.each([
    ['http://127.0.0.1:3101', 'http://127.0.0.1:3100'],
    ['http://127.0.0.1:3100', '127.0.0.1:3100'],
    ['https://127.0.0.1:3100', 'http://127.0.0.1:3100'],
    ['http://proxy.internal', 'proxy.internal'],
    ['https://proxy.internal:8443', 'proxy.internal'],
    ['https://sub.proxy.internal', 'proxy.internal'],
    ['https://user@proxy.internal', 'proxy.internal'],
  ])('refuses %s where the operator allows only %s', (url, entry) => {
    expect(() => check(url, entry)).toThrow(GatewayError);
  });

  it('names the given configuration key and never repeats the URL', () => {
    expect(() => checkVendorUrl('https://x:hunter2@y', plainElement, { egressAllow: [] }, 'oauth.token.url')).toThrow(
      expect.objectContaining({
        details: { path: 'oauth.token.url' },
        message: expect.not.stringContaining('hunter2') as unknown as string,
      }),
    );
  });
});
