import { describe, expect, it } from '@jest/globals';
import { Environment } from '../../src/config/environment.js';
import { filesBelow, productFiles, readText } from './source-files.js';

const table = /^const variables[^{]*\{$(.*?)^\};$/ms.exec(readText('src/config/environment.ts'))?.[1] ?? '';
const gateway = new Map(
  [...table.matchAll(/^ {2}([A-Z_]+): \['(\w+)'/gm)].map(([, name = '', property = '']) => [name, property]),
);
const example = new Map(
  [...readText('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);

/** Read by Node itself or by a package, not by us. */
const read = ['NODE_EXTRA_CA_CERTS'];
/** Given by the tests to their own processes. */
const internal = /^(?:HUB_TEST_|PATH$|TZ$|HOME$|CI$)/;

function variablesIn(paths: readonly string[]): readonly string[] {
  const names = paths.flatMap((path) =>
    [...readText(path).matchAll(/process\.env(?:\.|\[')([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => !internal.test(name));
}

/** The sandbox takes its own variables by name out of what it is given. */
const ofSandbox = [...readText('sandbox/main.ts').matchAll(/\b(?:SANDBOX|HUB)_[A-Z_]+\b/g)].map(([name]) => name);

const elsewhere = variablesIn([
  ...filesBelow('scripts').filter((path) => path.endsWith('.mjs')),
  ...filesBelow('test/support'),
]);
const others = [...elsewhere, ...ofSandbox];
const composed = [...readText('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);

describe('.env.example', () => {
  it('lists every variable of the gateway', () => {
    expect(gateway.size).toBeGreaterThan(15);
    expect([...gateway.keys()].filter((name) => !example.has(name))).toEqual([]);
  });

  it('lists every variable that the sandbox, the scripts, compose and the tests read', () => {
    expect([...others, ...composed].filter((name) => !example.has(name))).toEqual([]);
  });

  it('lists no variable that nobody reads', () => {
    const known = new Set([...gateway.keys(), ...others, ...composed, ...read]);
    expect([...example.keys()].filter((name) => !known.has(name))).toEqual([]);
  });

  it('shows the defaults that hold', () => {
    const defaults = new Environment() as unknown as Readonly<Record<string, unknown>>;
    const shown = [...gateway].flatMap(([name, property]) => {
      const value = defaults[property];
      if (name === 'HUB_DATA_DIR' || Array.isArray(value) || value === undefined) return [];
      return [[name, typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)] as const];
    });
    expect(shown.length).toBeGreaterThan(8);
    expect(shown.filter(([name, value]) => example.get(name) !== value)).toEqual([]);
  });
});

describe('The environment', () => {
  it('is read in src/config alone', () => {
    const readers = productFiles('src').filter((path) => /process\.env|\benv\b[^=;]*\} = process/.test(readText(path)));
    expect(readers).toEqual(['src/config/environment.ts']);
  });
});
