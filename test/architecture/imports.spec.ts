import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { folders, mayImport } from './dependencies.mjs';
import { filesBelow, isTest, productFiles, readText, root } from './source-files.js';

interface Import {
  readonly from: string;
  /** A file of the project, or the name of a package. */
  readonly to: string;
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(from: string): readonly Import[] {
  return [...readText(from).matchAll(statement)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    return { from, to: name.startsWith('.') ? posix.join(posix.dirname(from), name).replace(/\.js$/, '.ts') : name };
  });
}

const source = productFiles('src').flatMap(importsOf);
const folderOf = (path: string): string => path.split('/')[1] ?? '';
const inFolder = (path: string): boolean => path.startsWith('src/') && path.split('/').length > 2;
const isOwn = ({ to }: Import): boolean => to.startsWith('src/');
const show = ({ from, to }: Import): string => `${from} -> ${to}`;

describe('The stages of the gateway', () => {
  it('are the folders of src, each with a row in the table', () => {
    const built = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(built.map(({ name }) => name).sort()).toEqual([...folders].sort());
  });

  it('are told by ARCHITECTURE.md as the table says', () => {
    const rows = readText('ARCHITECTURE.md')
      .split('\n')
      .flatMap((line) => {
        const [, stage = '', imports = ''] = /^\| `([\w-]+)` +\| ([^|]*?) *\|/.exec(line) ?? [];
        return folders.includes(stage)
          ? [[stage, [...imports.matchAll(/`([\w-]+)`/g)].map(([, name]) => name)] as const]
          : [];
      });
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(folders.map((folder) => [folder, mayImport[folder]?.folders])),
    );
  });

  it('are read here import by import', () => {
    expect(source.length).toBeGreaterThan(400);
    expect(source.map(show)).toContain('src/hubs/hub-request.handler.ts -> src/instances/instance-resolver.ts');
  });

  it('import only the stages that their row names', () => {
    const wrong = source.filter(({ from, to }) => {
      if (!inFolder(from) || !inFolder(to) || folderOf(from) === folderOf(to)) return false;
      const row = mayImport[folderOf(from)];
      return !row?.folders.includes(folderOf(to)) && !row?.exceptions?.includes(from.split('/').slice(2).join('/'));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('do without the packages that their row forbids', () => {
    const wrong = source.filter((each) => {
      const forbidden = inFolder(each.from) ? (mayImport[folderOf(each.from)]?.notPackages ?? []) : [];
      const name = builtinModules.includes(each.to) ? `node:${each.to}` : each.to;
      return (
        !isOwn(each) &&
        forbidden.some((start) => name === start || name.startsWith(`${start}/`) || name.startsWith(`${start}:`))
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('point one way: no table of stages that leads back to itself', () => {
    const reach = (folder: string): readonly string[] =>
      (mayImport[folder]?.folders ?? []).flatMap((next) => [next, ...reach(next)]);
    expect(folders.filter((folder) => reach(folder).includes(folder))).toEqual([]);
  });

  it('are started by setup alone: no other stage imports a file of the root', () => {
    const wrong = source.filter(
      ({ from, to }) => inFolder(from) && isOwn({ from, to }) && !inFolder(to) && folderOf(from) !== 'setup',
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('let the data source take nothing but entities from elsewhere', () => {
    const taken = source.filter(
      ({ from, to }) => from === 'src/database/data-source.ts' && inFolder(to) && folderOf(to) !== 'database',
    );
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(({ to }) => !to.endsWith('.entity.ts')).map(show)).toEqual([]);
  });
});

describe('Files', () => {
  it.each(['src', 'sandbox'])('of %s never import each other in a circle', (tree) => {
    const next = new Map<string, readonly string[]>();
    for (const path of productFiles(tree))
      next.set(
        path,
        importsOf(path)
          .map(({ to }) => to)
          .filter((to) => to.startsWith(`${tree}/`)),
      );
    expect(findCircle(next)).toEqual([]);
  });

  it('import files that are there', () => {
    const all = new Set(filesBelow());
    const missing = [...filesBelow('src'), ...filesBelow('sandbox'), ...filesBelow('test')]
      .filter((path) => path.endsWith('.ts'))
      .flatMap(importsOf)
      .filter(
        ({ to }) => /^(?:src|sandbox|test|scripts|migrations)\//.test(to) && !all.has(to) && !to.endsWith('.mjs'),
      );
    expect(missing.map(show)).toEqual([]);
  });
});

describe('The sandbox and the gateway', () => {
  it('know nothing of each other', () => {
    const wrong = [...filesBelow('src'), ...filesBelow('sandbox')]
      .filter((path) => path.endsWith('.ts') && (!isTest(path) || path.startsWith('sandbox/')))
      .flatMap(importsOf)
      .filter(({ from, to }) => (from.startsWith('src/') ? to.startsWith('sandbox/') : to.startsWith('src/')));
    expect(wrong.map(show)).toEqual([]);
  });
});

/** The files of one circle of imports, or none. */
function findCircle(next: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const to of next.get(path) ?? []) {
      const circle = walk(to, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const path of next.keys()) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
