import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

describe('startEmbeddedPostgres', () => {
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'embedded-'));
    chmodSync(dataDir, 0o700);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function start(options: { readonly signal?: AbortSignal } = {}): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, isDurable: false, ...options });
    running.push(server);
    return server;
  }

  async function ask(server: EmbeddedPostgres, sql: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      return Object.values(rows[0] ?? {})[0];
    } finally {
      await client.end();
    }
  }

  const lockFile = () => join(dataDir, 'postgres', 'postmaster.pid');
  const serverPid = () => Number(readFileSync(lockFile(), 'utf8').split('\n')[0]);
  const isGone = (pid: number) => {
    try {
      // A process that nobody has collected yet has ended, too.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === '';
    } catch {
      return true;
    }
  };

  it('keeps its data from one start to the next and leaves no process behind', async () => {
    const first = await start();
    await ask(first, "create table kept as select 'schön ☃' as word");
    const pid = serverPid();
    await first.stop();
    expect(isGone(pid)).toBe(true);
    const second = await start();
    expect(await ask(second, 'select word from kept')).toBe('schön ☃');
    expect(await ask(second, 'show server_encoding')).toBe('UTF8');
    expect(await ask(second, "select lower('ÄÖ')")).toBe('äö');
    expect(await ask(second, 'show listen_addresses')).toBe('127.0.0.1');
  });

  it('keeps its password for the owner only, and lets nobody in without it', async () => {
    const server = await start();
    const { password } = new URL(server.url);
    expect(password.length).toBeGreaterThanOrEqual(32);
    for (const name of readdirSync(dataDir, { withFileTypes: true })) {
      expect(statSync(join(dataDir, name.name)).mode & 0o066).toBe(0);
    }
    const stranger = server.url.replace(password, 'guess');
    await expect(ask({ ...server, url: stranger }, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('recovers from a server that was killed', async () => {
    const first = await start();
    await ask(first, 'create table kept as select 42 as answer');
    process.kill(serverPid(), 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(await ask(second, 'select answer from kept')).toBe(42);
  });

  it('does not take another program for its server because the number in the lock is the same', async () => {
    const first = await start();
    await ask(first, 'create table kept as select 42 as answer');
    const lock = readFileSync(lockFile(), 'utf8');
    await first.stop();
    writeFileSync(lockFile(), lock.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await ask(second, 'select answer from kept')).toBe(42);
  });

  it('shares one server between all who start it, and the last one stops it', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const third = await start();
    expect(new Set([first.url, second.url, third.url]).size).toBe(1);
    const pid = serverPid();
    await first.stop();
    await third.stop();
    expect(await ask(second, 'select 1')).toBe(1);
    await second.stop();
    expect(isGone(pid)).toBe(true);
  });

  it('stops the server when all leave at the same moment', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    const pid = serverPid();
    await Promise.all(servers.map((server) => server.stop()));
    expect(isGone(pid)).toBe(true);
  });

  it('can be interrupted while it starts, and leaves nothing running or half made', async () => {
    for (const delayMs of [0, 100, 400]) {
      await expect(start({ signal: AbortSignal.timeout(delayMs) })).rejects.toThrow();
      expect(readdirSync(dataDir).filter((name) => name.includes('.new-'))).toEqual([]);
    }
    const server = await start();
    expect(await ask(server, 'select 1')).toBe(1);
  });

  it('refuses to replace data whose password is lost', async () => {
    await (await start()).stop();
    rmSync(join(dataDir, 'postgres.json'));
    await expect(start()).rejects.toThrow('postgres.json with its password is gone');
  });

  it('says so when the data was made by another release', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '11\n');
    await expect(start()).rejects.toThrow('was made by PostgreSQL 11');
  });
});
