import { describe, expect, it } from '@jest/globals';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, readText, root } from './source-files.js';

/** Text that would be committed; `.env` and editors' folders are each machine's own. */
const texts = filesBelow().filter((path) => !/^\.(?:env$|idea\/|vscode\/)|\.(?:png|ico|woff2?)$/.test(path));

/** Written in pieces, so that this file does not find itself. */
const joined = (...pieces: readonly string[]): RegExp => new RegExp(pieces.join(''), 'i');

describe('The text of the project', () => {
  it.each([
    [
      'folder of somebody’s machine',
      joined('(?<![\\w.])/(?:', 'work|', 'farm|', 'home/[a-z]+|', 'Users/[A-Za-z]+|', 'root)', '/(?!\\*)\\w'),
    ],
    ['folder beside the project', joined('\\.\\./', 'shared', '/')],
    [
      'mirror of a package registry',
      joined('https?://', '[^\\s\'"`)]*', '(?:artifactory|nexus|verdaccio|registry\\.', '(?!npmjs\\.org))'),
    ],
  ])('names no %s', (_, pattern) => {
    const found = texts
      .filter((path) => path !== 'package-lock.json')
      .flatMap((path) =>
        readText(path)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it('pins packages by their content, not by the place they were fetched from', () => {
    const lock = JSON.parse(readText('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('pins every direct dependency to one version', () => {
    const manifest = JSON.parse(readText('package.json')) as Record<string, Record<string, string> | undefined>;
    const ranges = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range))).toEqual([]);
  });

  it('holds no secret: neither the environment nor the first credentials are part of it', () => {
    const ignored = readText('.gitignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.data/', 'node_modules/', 'dist/']));
    const secret = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----|HUB_KEYS=[\w-]+:[A-Za-z0-9+/]{43}=/;
    expect(texts.filter((path) => secret.test(readText(path)))).toEqual([]);
  });

  it('can be run where it says so', () => {
    expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111);
  });
});
