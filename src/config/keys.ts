import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeyList, isPepper } from './environment-formats.js';
import type { Environment } from './environment.js';

/** What stored secrets are encrypted and found with. Every key still opens; only the active one seals. */
export interface KeyRing {
  readonly active: string;
  readonly keys: ReadonlyMap<string, Buffer>;
  readonly pepper: Buffer;
}

interface KeyTexts {
  readonly keys: string;
  readonly pepper: string;
}

/** Injection token of the key ring. */
export const KEY_RING = Symbol('KeyRing');

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function readKeyFile(file: string): KeyTexts | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`${file} holds the keys of the stored credentials and cannot be read.`, { cause: error });
  }
  const broken = `${file} does not hold keys. Restore it: without it no stored credential can be opened.`;
  try {
    const read = JSON.parse(text) as Partial<KeyTexts> | null;
    if (typeof read?.keys === 'string' && typeof read.pepper === 'string' && isPepper(read.pepper)) {
      return { keys: read.keys, pepper: read.pepper };
    }
  } catch {
    // The parser's message would quote the file, and so perhaps a key.
  }
  throw new Error(broken);
}

/** Writes the file whole or not at all; of several processes that start at once one wins and all read what it wrote. */
function makeKeyFile(folder: string, file: string): KeyTexts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = { keys: `k1:${randomBytes(32).toString('base64')}`, pepper: randomBytes(32).toString('base64') };
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  return readKeyFile(file) ?? fresh;
}

/**
 * The keys of HUB_KEYS and HUB_PEPPER. What is unset is kept in `keys.json` of the data folder, made on first use;
 * production never comes that far, because the environment is refused before.
 */
export function loadKeys(environment: Environment): KeyRing {
  const file = join(environment.dataDir, 'keys.json');
  const kept =
    environment.keys && environment.pepper
      ? { keys: environment.keys, pepper: environment.pepper }
      : (readKeyFile(file) ?? makeKeyFile(environment.dataDir, file));
  const keys = parseKeyList(environment.keys ?? kept.keys);
  const active = keys?.keys().next().value;
  if (!keys || active === undefined) throw new Error(`${file} does not hold keys.`);
  return { active, keys, pepper: Buffer.from(environment.pepper ?? kept.pepper, 'base64') };
}
