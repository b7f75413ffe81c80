import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { copyBinaries, type PostgresBinaries } from './postgres-binaries.js';

/** PostgreSQL refuses to run as root; then it runs as this user instead. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded server lives and as whom it runs. */
export interface PostgresPlace {
  /** The folder of its data. */
  readonly cluster: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  /** Absent: the user of this process. */
  readonly user?: ServerUser;
}

/** What `postgres.json` keeps. */
interface Note {
  readonly password: string;
  readonly cluster: string;
}

const sharedRoot = '/var/lib/marketing-hub';
const noteName = 'postgres.json';

function userNamed(name: string): ServerUser | undefined {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function systemUser(): ServerUser {
  const existing = userNamed('postgres');
  if (existing) return existing;
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', [...options, 'postgres'], { stdio: 'ignore' });
  const user = userNamed('postgres') ?? userNamed('nobody');
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no user to run it as. Set DATABASE_URL.');
  return user;
}

/** Asks the system itself, since modes alone do not tell about access lists and parent folders. */
function may(user: ServerUser, test: '-x' | '-r', path: string): boolean {
  const run = spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...user, cwd: '/', stdio: 'ignore' });
  return run.status === 0;
}

function ownerOf(folder: string): ServerUser | undefined {
  if (!existsSync(folder)) return undefined;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? undefined : { uid, gid };
}

/** Inside the data folder when `user` can get there, else below the shared root. */
function chooseCluster(dataDir: string, user: ServerUser | undefined): string {
  const inside = join(dataDir, 'postgres');
  if (!user || existsSync(inside)) return inside;
  // The files in it stay private; the server's user must only be able to pass through.
  if (may(user, '-x', dirname(dataDir))) chmodSync(dataDir, statSync(dataDir).mode | 0o001);
  if (may(user, '-x', dataDir)) return inside;
  const outside = join(sharedRoot, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
  // Its data folder was deleted, and with it the keys that could read this data.
  if (existsSync(outside) && !existsSync(join(dataDir, noteName)))
    renameSync(outside, `${outside}-abandoned-${Date.now()}`);
  return outside;
}

function readNote(file: string): Note | undefined {
  if (!existsSync(file)) return undefined;
  const note = JSON.parse(readFileSync(file, 'utf8')) as Partial<Note>;
  if (note.password && note.cluster) return { password: note.password, cluster: note.cluster };
  throw new Error(`${file} is damaged: it must hold the password and the folder of the database.`);
}

/** Of several processes that start at once, one writes and all read the same. */
function makeNote(file: string, cluster: string): Note {
  if (existsSync(cluster) && !existsSync(file)) {
    throw new Error(`${cluster} holds a database, but ${file} with its password is gone. Restore it or move the data.`);
  }
  const note = { password: randomBytes(24).toString('base64url'), cluster };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
  return readNote(file) ?? note;
}

/** A folder that was moved with its data keeps it: only a place outside is bound to its path. */
function clusterOf(note: Note | undefined, dataDir: string): string | undefined {
  if (!note) return undefined;
  const inside = join(dataDir, 'postgres');
  return existsSync(inside) ? inside : note.cluster;
}

export function findPlace(folder: string, binaries: PostgresBinaries): PostgresPlace {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(folder);
  const file = join(dataDir, noteName);
  const noted = readNote(file);
  const known = clusterOf(noted, dataDir);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? (ownerOf(known ?? join(dataDir, 'postgres')) ?? systemUser()) : undefined;
  const { password, cluster } = noted ?? makeNote(file, chooseCluster(dataDir, user));
  const usable = !user || (may(user, '-x', binaries.postgres) && may(user, '-r', join(binaries.folder, 'share')));
  return {
    cluster: known ?? cluster,
    password,
    binaries: usable ? binaries : copyBinaries(binaries, sharedRoot),
    ...(user ? { user } : {}),
  };
}
