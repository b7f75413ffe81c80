import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment.js';
import { loadKeys } from './keys.js';

const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(32, 2);

describe('loadKeys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const environment = (more: Record<string, string> = {}) =>
    readEnvironment({ HUB_DATA_DIR: join(folder, 'data'), ...more });

  it('takes the keys of the environment, the first being active, and writes nothing', () => {
    const keys = `v2:${second.toString('base64')}, v1:${first.toString('base64')}`;
    const ring = loadKeys(environment({ HUB_KEYS: keys, HUB_PEPPER: first.toString('base64') }));
    expect(ring.active).toBe('v2');
    expect([...ring.keys]).toEqual([
      ['v2', second],
      ['v1', first],
    ]);
    expect(ring.pepper).toEqual(first);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes keys once, for the owner only', () => {
    const made = loadKeys(environment());
    expect(made.keys.get(made.active)).toHaveLength(32);
    expect(made.pepper).toHaveLength(32);
    expect(loadKeys(environment())).toEqual(made);
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'data', 'keys.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'data'))).toEqual(['keys.json']);
  });

  it('makes different keys in different folders', () => {
    const other = loadKeys(environment({ HUB_DATA_DIR: join(folder, 'other') }));
    expect(other.pepper).not.toEqual(loadKeys(environment()).pepper);
  });

  it('keeps only what the environment leaves open', () => {
    const ring = loadKeys(environment({ HUB_PEPPER: second.toString('base64') }));
    expect(ring.pepper).toEqual(second);
    expect(loadKeys(environment()).keys).toEqual(ring.keys);
  });

  it('refuses a damaged file instead of replacing it, and does not quote it', () => {
    loadKeys(environment());
    const file = join(folder, 'data', 'keys.json');
    for (const text of ['', '{"keys":"hunter2', 'null', '[]', '{"keys":"hunter2","pepper":"hunter2"}']) {
      writeFileSync(file, text);
      expect(() => loadKeys(environment())).toThrow(file);
      expect(() => loadKeys(environment())).not.toThrow('hunter2');
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
