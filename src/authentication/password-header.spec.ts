import { describe, expect, it } from '@jest/globals';
import { readPasswordHeader } from './password-header.js';

const asNodeReads = (bytes: Buffer): string => bytes.toString('latin1');

describe('the password header', () => {
  it('is read the same from UTF-8 and from Latin-1', () => {
    expect(readPasswordHeader(asNodeReads(Buffer.from('pässwörd', 'utf8')))).toBe('pässwörd');
    expect(readPasswordHeader(asNodeReads(Buffer.from('pässwörd', 'latin1')))).toBe('pässwörd');
    expect(readPasswordHeader('plain, with a comma')).toBe('plain, with a comma');
  });

  it('counts as absent when it is empty', () => {
    expect(readPasswordHeader('')).toBeUndefined();
    expect(readPasswordHeader(undefined)).toBeUndefined();
  });
});
