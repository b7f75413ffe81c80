import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, linkSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPlace } from './postgres-place.js';

/** What a server writes about itself into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** The environment of the server's programs: nothing of ours, so no secret of the gateway, and messages in English. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const logLimit = 1_000_000;

function commandOf(pid: number): readonly string[] {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(' ');
  } catch {
    return [];
  }
}

/** Whether this process is a server on this data: its number alone may have passed on to some other program. */
function serves(pid: number, cluster: string): boolean {
  const [program = '', ...rest] = commandOf(pid);
  return /(^|\/)postgres$/.test(program) && rest.join(' ').includes(cluster);
}

function readLock(cluster: string): string | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
  } catch {
    return undefined;
  }
}

/** The server that runs on this data now, whoever started it. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const [pid, , , port, , , , status] = readLock(cluster)?.split('\n') ?? [];
  if (!pid || !serves(Number(pid), cluster)) return undefined;
  return { pid: Number(pid), port: Number(port), isReady: status?.trim() === 'ready' };
}

/**
 * Takes away the lock of a killed server whose process number lives on in another program or in a zombie; PostgreSQL
 * would refuse to start. That no server process is left is checked by PostgreSQL itself, through shared memory.
 */
export function removeStaleLock(cluster: string): void {
  const lock = readLock(cluster);
  if (lock === undefined || findPostmaster(cluster)) return;
  const file = join(cluster, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Somebody else was faster and this is the lock of a living server: put it back.
    if (readFileSync(aside, 'utf8') !== lock) linkSync(aside, file);
  } catch {
    // It has gone by itself.
  } finally {
    rmSync(aside, { force: true });
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.');
  return address.port;
}

function settings(port: number, isDurable: boolean): string[] {
  const options: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '32MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Values of rows and statements stay out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(isDurable ? {} : { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const passingTroubles = /already in use|could not create any TCP\/IP sockets|lock file|still in use|is being accessed/i;

/**
 * Starts a server in a session of its own: Ctrl-C in the terminal reaches the gateway, which drains first, and a killed
 * gateway leaves a server that the next start finds. Undefined when the cause is one that passes, such as a taken port
 * or another process that was faster.
 */
export async function launch(
  place: PostgresPlace,
  options: { readonly log: string; readonly isDurable: boolean; readonly signal: AbortSignal },
): Promise<Postmaster | undefined> {
  const log = openLog(options.log);
  const before = fstatSync(log).size;
  const server = spawn(
    place.binaries.postgres,
    ['-D', place.cluster, ...settings(await freePort(), options.isDurable)],
    {
      ...place.user,
      cwd: '/',
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  server.once('error', (error) => end(error.message)).once('exit', () => end('it ended'));
  server.unref();
  try {
    return await ready(place.cluster, server.pid ?? 0, ended, options.signal);
  } catch (error) {
    if (server.exitCode === null && server.kill('SIGINT')) await Promise.race([ended, sleep(20_000)]);
    options.signal.throwIfAborted();
    const said = readFileSync(options.log).subarray(before).toString('utf8');
    if (passingTroubles.test(said)) return undefined;
    throw new Error(`PostgreSQL did not start on ${place.cluster}: ${said.trim() || String(error)}`, { cause: error });
  }
}

function openLog(file: string): number {
  const log = openSync(file, 'a', 0o600);
  if (fstatSync(log).size < logLimit) return log;
  closeSync(log);
  return openSync(file, 'w', 0o600);
}

async function ready(cluster: string, pid: number, ended: Promise<string>, signal: AbortSignal): Promise<Postmaster> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    signal.throwIfAborted();
    const running = findPostmaster(cluster);
    if (running?.pid === pid && running.isReady) return running;
    const failure = await Promise.race([ended, sleep(20, undefined)]);
    if (failure !== undefined) throw new Error(failure);
  }
  throw new Error('it was not ready within a minute');
}

/** Ends a server in order; one that does not come to an end is stopped hard, which loses nothing that was committed. */
export async function shutDown(cluster: string, pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 2000],
  ] as const) {
    if (!serves(pid, cluster)) return;
    process.kill(pid, signal);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline && serves(pid, cluster);) await sleep(10);
  }
}
