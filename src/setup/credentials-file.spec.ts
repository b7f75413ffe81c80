import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCredentials, writeCredentials, writeCurlFile, type CredentialsFile } from './credentials-file.js';

const secrets = { user: 'u+/=', organization: 'abc', token: 't' };

describe('files with secrets', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (id: number, name: string): string => basename(writeCurlFile(folder, { id, name }, secrets));

  it('are readable by their owner alone and hold the header of a call', () => {
    const file = writeCurlFile(folder, { id: 3, name: 'Keap PAT' }, secrets);
    expect(basename(file)).toBe('keap-pat.curl');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('header = "Authorization: User u+/=, Organization abc, Element t"\n');
  });

  it('do not take the place of each other', () => {
    expect([write(1, 'Shop'), write(2, 'shop!'), write(3, 'Keap'), write(4, 'emfluence'), write(5, '???')]).toEqual([
      'shop.curl',
      'shop-2.curl',
      'keap-3.curl',
      'emfluence-4.curl',
      'instance-5.curl',
    ]);
  });

  it('stay in their folder whatever an instance is called', () => {
    expect(write(1, '../../etc/passwd')).toBe('etc-passwd.curl');
  });

  it('are read as they were written, and not at all when they are broken', () => {
    const credentials: CredentialsFile = {
      baseUrl: 'http://127.0.0.1:3000',
      organization: { name: 'A', secret: 'abc' },
      user: { email: 'a@b.example', secret: 'u' },
      instances: [{ id: 1, elementKey: 'infusionsoftmarketing', name: 'Keap sandbox', token: 't' }],
    };
    writeCredentials(folder, credentials);
    expect(readCredentials(folder)).toEqual(credentials);
    expect(statSync(join(folder, 'keap.curl')).mode & 0o777).toBe(0o600);
    expect(readCredentials(join(folder, 'nowhere'))).toBeUndefined();
  });
});
