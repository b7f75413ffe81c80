import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const built = resolve('dist/src');

const loadKeys = `
  const { readEnvironment } = await import('${built}/config/environment.js');
  const { loadKeys } = await import('${built}/config/keys.js');
  while (Date.now() < Number(process.env.BEGIN));
  console.log(loadKeys(readEnvironment()).pepper.toString('hex'));`;

const startServer = `
  const { startEmbeddedPostgres } = await import('${built}/database/embedded-postgres.js');
  process.on('SIGINT', () => undefined);
  const server = await startEmbeddedPostgres({ dataDir: process.env.HUB_DATA_DIR, isDurable: false });
  process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
  console.log(server.url);`;

describe('several processes on one data folder', () => {
  let dataDir: string;
  const programs: ChildProcess[] = [];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'processes-'));
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => end(program)));
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function end(program: ChildProcess): Promise<void> {
    if (program.exitCode !== null || program.signalCode !== null) return;
    const ended = new Promise((done) => program.once('exit', done));
    program.kill('SIGTERM');
    await ended;
  }

  function run(code: string, more: Record<string, string> = {}): ChildProcess {
    const env = { PATH: process.env.PATH, HUB_DATA_DIR: dataDir, ...more };
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
    const program = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio, detached: true });
    programs.push(program);
    return program;
  }

  async function firstLine(program: ChildProcess): Promise<string> {
    let text = '';
    for await (const chunk of program.stdout ?? []) {
      text += String(chunk);
      if (text.includes('\n')) return text.trim();
    }
    throw new Error('It ended without a word.');
  }

  const serverPid = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const commandOf = (pid: number) =>
    existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';

  it('agree on the keys that the fastest one made', async () => {
    const more = { BEGIN: String(Date.now() + 1500) };
    const peppers = await Promise.all(Array.from({ length: 4 }, () => firstLine(run(loadKeys, more))));
    expect(new Set(peppers).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(['keys.json']);
  });

  it('share one server, which outlives the one that started it', async () => {
    const first = run(startServer);
    const url = await firstLine(first);
    const second = run(startServer);
    expect(await firstLine(second)).toBe(url);
    const pid = serverPid();
    await end(first);
    expect(commandOf(pid)).toContain('postgres');
    await end(second);
    expect(commandOf(pid)).toBe('');
  });

  it('take over the server of a process that was killed, and stop it in the end', async () => {
    const killed = run(startServer);
    const url = await firstLine(killed);
    const pid = serverPid();
    killed.kill('SIGKILL');
    const next = run(startServer);
    expect(await firstLine(next)).toBe(url);
    expect(serverPid()).toBe(pid);
    await end(next);
    expect(commandOf(pid)).toBe('');
  });

  it('keep the server when Ctrl-C reaches the whole process group', async () => {
    const program = run(startServer);
    await firstLine(program);
    const pid = serverPid();
    process.kill(-(program.pid ?? 0), 'SIGINT');
    await sleep(300);
    expect(commandOf(pid)).toContain('postgres');
    await end(program);
    expect(commandOf(pid)).toBe('');
  });
});
