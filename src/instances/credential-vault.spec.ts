import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FieldCipher } from '../database/field-cipher.js';
import { CredentialVault } from './credential-vault.js';

const vault = new CredentialVault(
  new FieldCipher({ active: 'v1', keys: new Map([['v1', randomBytes(32)]]), pepper: randomBytes(32) }),
);
const ref = { organizationId: 1, instanceId: 2 };
const content = { accessToken: 'at', refreshToken: 'rt', application: true } as const;

describe('sealed credentials', () => {
  it('open where they were sealed', () => {
    expect(vault.openGrant(ref, 3, vault.sealGrant(ref, 3, content))).toEqual(content);
    expect(vault.openGrant(ref, 1, vault.sealGrant(ref, 1, { accessToken: 'at' }))).toEqual({ accessToken: 'at' });
    expect(vault.openConfiguration(ref, vault.sealConfiguration(ref, { password: 'p' }))).toEqual({ password: 'p' });
  });

  it.each([
    ['instance', { ...ref, instanceId: 4 }, 3],
    ['organization', { ...ref, organizationId: 4 }, 3],
    ['version', ref, 4],
  ])('do not open for another %s', (_, other, version) => {
    expect(() => vault.openGrant(other, version, vault.sealGrant(ref, 3, content))).toThrow('does not open');
  });

  it('do not open as what they are not', () => {
    expect(() => vault.openConfiguration(ref, vault.sealGrant(ref, 3, content))).toThrow('does not open');
  });
});
