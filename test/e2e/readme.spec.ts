import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import type { ResourceDefinition } from '../../src/elements/element-definition.js';
import { startProgram, type ChildProgram } from '../support/child-program.js';
import { createTestDatabase } from '../support/test-database.js';
import { codeBlocks, documentedCommands, matches, tableBelow } from './readme-document.js';

/** Installing and starting are what this test itself stands on; the rest needs a person or a test run of its own. */
const apart = /^(?:npm (?:ci|start|test|run (?:connect|check|bootstrap|sandbox|test:\w+))|docker )/;

// The README's paths are those of a folder in which nothing was configured.
const folder = mkdtempSync(join(tmpdir(), 'hub-readme-'));
const endings: (() => Promise<unknown>)[] = [];
let gateway: ChildProgram;
let urls: { readonly baseUrl: string; readonly sandboxUrl: string };

/** Only the ports differ from those of a machine where nothing else runs. */
const onOurPorts = (command: string): string =>
  command.replaceAll('http://127.0.0.1:3000', urls.baseUrl).replaceAll('http://127.0.0.1:3100', urls.sandboxUrl);
const asDocumented = (output: string): string =>
  output.replaceAll(urls.baseUrl, 'http://127.0.0.1:3000').replaceAll(urls.sandboxUrl, 'http://127.0.0.1:3100');

function run(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) =>
    execFile(file, args, { cwd: folder, timeout: 20_000 }, (_error, stdout, stderr) => resolve(stdout + stderr)),
  );
}

beforeAll(async () => {
  const database = await createTestDatabase();
  endings.push(database.drop, () => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  const dataDir = join(folder, '.data');
  gateway = startProgram('src/main.js', {
    DATABASE_URL: database.url,
    HUB_DATA_DIR: dataDir,
    PORT: '0',
    SANDBOX_PORT: '0',
  });
  endings.push(gateway.stop);
  await gateway.says(/npm run connect/);
  urls = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as typeof urls;
}, 60_000);

afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

describe('the README', () => {
  it('shows for each of its commands what the command prints on a fresh start', async () => {
    const commands = documentedCommands().filter(({ command }) => !apart.test(command));
    expect(commands.length).toBeGreaterThan(5);
    for (const { command, output } of commands) {
      const printed = asDocumented(await run('bash', ['-c', onOurPorts(command)])).trim();
      // On a difference both texts are shown; otherwise the documented one stands for itself.
      expect({ command, output: matches(output, printed) ? output : printed }).toEqual({ command, output });
    }
  }, 60_000);

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [
      ...readFileSync(new URL('../../README.md', import.meta.url), 'utf8').matchAll(/npm run ([\w:-]+)/g),
    ].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    for (const { command } of documentedCommands().filter(({ command }) => apart.test(command)))
      expect(command).toMatch(/^(?:npm (?:ci|start|test)|npm run [\w:-]+)\b|^docker /);
  });

  it('shows code that runs as it stands and prints what it says', async () => {
    const [code = ''] = codeBlocks('js');
    const [, said = ''] = /\/\/ prints (.*)/.exec(code) ?? [];
    writeFileSync(join(folder, 'example.mjs'), code);
    const printed = (await run(process.execPath, ['example.mjs'])).trim();
    expect(said).not.toBe('');
    expect(matches(said, printed) ? said : printed).toBe(said);
  });

  it('lists the demonstration accounts of the sandbox as they are', async () => {
    const answer = await fetch(`${urls.sandboxUrl}/control/accounts`);
    const accounts = (await answer.json()) as Record<string, readonly Record<string, unknown>[]>;
    const listed = tableBelow('The sandbox')
      .slice(1)
      .map(
        ([provider = '', name = '', value = '']) =>
          [provider.toLowerCase(), name.replaceAll('`', ''), value.replaceAll('`', '')] as const,
      );
    expect(listed.length).toBeGreaterThan(8);
    for (const [provider, name, value] of listed)
      expect([provider, name, accounts[provider]?.[0]?.[name]]).toEqual([provider, name, value]);
  });

  it('lists exactly what the elements declare', () => {
    const [head, ...rows] = tableBelow('What each provider can');
    expect(head).toEqual(['Resource', ...elementCatalog.all().map(({ key }) => `\`${key}\``)]);
    expect(rows).toEqual(supportRows());
  });
});

/** Every resource of any element with the verbs that each declares, by the first letters of their operations. */
function supportRows(): readonly (readonly string[])[] {
  const tables = elementCatalog
    .all()
    .map(
      ({ resources }) => new Map(Object.entries(resources).flatMap(([name, resource]) => operationsOf(name, resource))),
    );
  const names = [...new Set(tables.flatMap((table) => [...table.keys()]))].sort();
  return names.map((name) => [`\`${name}\``, ...tables.map((table) => table.get(name) ?? '')]);
}

const letters = { create: 'C', list: 'L', retrieve: 'R', update: 'U', delete: 'D' } as const;

function operationsOf(name: string, resource: ResourceDefinition): readonly (readonly [string, string])[] {
  const declared = (Object.keys(letters) as (keyof typeof letters)[]).filter(
    (operation) => resource.operations[operation],
  );
  const children = Object.entries(resource.children ?? {}).flatMap(([child, below]) =>
    operationsOf(`${name}/{id}/${child}`, below),
  );
  return [[name, declared.map((operation) => letters[operation]).join(' ')], ...children];
}
