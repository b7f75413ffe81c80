import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StateFile } from './state-file.js';

let dataDir: string;
let warnings: string[];
let state: unknown;

function createFile(): StateFile {
  return new StateFile(
    dataDir,
    () => state,
    (message) => void warnings.push(message),
  );
}

function writeState(text: string): void {
  mkdirSync(join(dataDir, 'sandbox'), { recursive: true });
  writeFileSync(join(dataDir, 'sandbox', 'state.json'), text);
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  warnings = [];
  state = { token: 'T1' };
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('StateFile', () => {
  it('gives back what was stored', () => {
    createFile().store();
    let restored: unknown;
    expect(createFile().load((stored) => void (restored = stored))).toBe(true);
    expect(restored).toEqual({ token: 'T1' });
  });

  it('is readable by its owner alone, also when an open file stood in its place', () => {
    writeState('{}');
    const file = createFile();
    file.store();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  });

  it('starts empty where nothing was stored', () => {
    let restored = false;
    expect(createFile().load(() => void (restored = true))).toBe(true);
    expect([restored, warnings]).toEqual([false, []]);
  });

  it('stores a change soon, and only one time for many at once', async () => {
    let snapshots = 0;
    const file = new StateFile(
      dataDir,
      () => ({ snapshots: (snapshots += 1) }),
      () => undefined,
    );
    for (let index = 0; index < 20; index += 1) {
      file.changed();
      await sleep(5);
    }
    await sleep(250);
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({ snapshots: 1 });
  });

  it('stores while changes go on without a pause', async () => {
    const file = createFile();
    for (let index = 0; index < 20; index += 1) {
      file.changed();
      await sleep(25);
    }
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({ token: 'T1' });
    file.store();
  });

  it.each([['{"token":'], ['[1]'], ['null']])('moves a broken file %j aside and says so', (text) => {
    writeState(text);
    expect(createFile().load(() => undefined)).toBe(false);
    const names = readdirSync(join(dataDir, 'sandbox'));
    expect(names).toEqual([expect.stringMatching(/^state\.json\.broken-\d+$/)]);
    expect(readFileSync(join(dataDir, 'sandbox', names[0] ?? ''), 'utf8')).toBe(text);
    expect(warnings).toEqual([expect.stringContaining(names[0] ?? '')]);
  });

  it('quotes nothing of a broken file, which holds tokens', () => {
    writeState('{"token": SECRET-TOKEN}');
    createFile().load(() => undefined);
    expect(warnings.join()).not.toContain('SECRET');
    expect(warnings.join()).toContain('it is not JSON');
  });

  it('moves a file aside that cannot be restored, with the reason', () => {
    writeState('{}');
    const restore = (): never => {
      throw new Error('keap is missing');
    };
    expect(createFile().load(restore)).toBe(false);
    expect(warnings[0]).toContain('keap is missing');
  });

  it('keeps the last state and tells when storing fails', () => {
    const file = createFile();
    file.store();
    state = { big: 1n };
    file.store();
    expect(JSON.parse(readFileSync(file.path, 'utf8'))).toEqual({ token: 'T1' });
    expect(warnings).toEqual([expect.stringContaining('could not be stored')]);
  });
});
