import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { allPidsBelow, isRunning } from './processes.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const limitMs = 60_000;

interface Credentials {
  readonly baseUrl: string;
  readonly sandboxUrl: string;
  readonly organization: { readonly name: string; readonly secret: string };
  readonly user: { readonly email: string; readonly password: string; readonly secret: string };
  readonly instances: readonly {
    readonly id: number;
    readonly elementKey: string;
    readonly name: string;
    readonly token: string;
  }[];
}

/** `npm start` without npm: in a process group of its own, as a terminal would run it. */
class Started {
  output = '';
  private readonly exited: Promise<unknown>;

  private constructor(readonly process: ChildProcess) {
    const take = (chunk: Buffer): void => void (this.output += chunk.toString());
    process.stdout?.on('data', take);
    process.stderr?.on('data', take);
    this.exited = once(process, 'exit');
  }

  static async in(dataDir: string): Promise<Started> {
    // Empty variables count as unset and keep a developer's own .env out of the test.
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TZ: process.env['TZ'],
      DATABASE_URL: '',
      NODE_ENV: '',
      PORT: '',
      HUB_SANDBOX: '',
      HUB_DATA_DIR: dataDir,
    };
    const started = new Started(
      spawn(process.execPath, ['scripts/start.mjs'], {
        cwd: root,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const until = performance.now() + limitMs;
    while (!started.output.includes('npm run connect')) {
      if (started.process.exitCode !== null || performance.now() > until)
        throw new Error(`the gateway did not start:\n${started.output}`);
      await sleep(50);
    }
    return started;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Ctrl-C in a terminal signals the whole group. */
  async interrupt(): Promise<void> {
    process.kill(-this.pid, 'SIGINT');
    await this.exited;
  }

  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.exited;
  }
}

/** What a person gets who pastes it into another terminal that knows of the same data folder. */
function paste(command: string): Promise<{ readonly stdout: string; readonly code: number }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: '', NODE_ENV: '', HUB_DATA_DIR: dataDir };
    const child = execFile('bash', ['-c', command], { cwd: root, timeout: 30_000, env }, (error, stdout, stderr) =>
      resolve({ stdout: stdout + stderr, code: error ? Number(error.code ?? 1) : 0 }),
    );
    child.stdin?.end();
  });
}

const dataDir = mkdtempSync(join(tmpdir(), 'hub-first-start-'));
const credentials = (): Credentials =>
  JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as Credentials;
const modeOf = (name: string): number => statSync(join(dataDir, name)).mode & 0o777;
const secretsOf = ({ organization, user, instances }: Credentials): readonly string[] => [
  organization.secret,
  user.secret,
  user.password,
  ...instances.map(({ token }) => token),
];
const commandsOf = (output: string): readonly string[] =>
  output.split('\n').filter((line) => /^(?:curl|npm) /.test(line));

async function listContacts(curlFile: string): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await paste(
    `curl -K '${join(dataDir, curlFile)}' '${credentials().baseUrl}/elements/api-v2/hubs/marketing/contacts?pageSize=3'`,
  );
  return JSON.parse(stdout) as Record<string, unknown>[];
}

let started: Started;

beforeAll(async () => {
  // A temporary folder is closed to others; the embedded server, which never runs as root, has to pass through.
  chmodSync(dataDir, 0o755);
  started = await Started.in(dataDir);
}, limitMs);

afterAll(async () => {
  await started?.interrupt().catch(() => undefined);
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the first start in an empty folder', () => {
  it('leaves the credentials of everything it made, readable by their owner alone', () => {
    expect(credentials()).toEqual({
      baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      sandboxUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      organization: { name: expect.any(String), secret: expect.stringMatching(/^[0-9a-f]{32}$/) },
      user: {
        email: 'admin@example.com',
        password: expect.stringMatching(/^\S{12,}$/),
        secret: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      },
      instances: [
        {
          id: expect.any(Number),
          elementKey: 'infusionsoftmarketing',
          name: expect.any(String),
          token: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        },
        {
          id: expect.any(Number),
          elementKey: 'emfluence',
          name: expect.any(String),
          token: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
        },
      ],
    });
    for (const name of ['credentials.json', 'keap.curl', 'emfluence.curl', 'keys.json', 'postgres.json'])
      expect({ name, mode: modeOf(name) }).toEqual({ name, mode: 0o600 });
  });

  it('says where it listens, and prints no secret', () => {
    expect(started.output).toContain(`listens on ${credentials().baseUrl}/elements/api-v2`);
    for (const secret of secretsOf(credentials())) expect(started.output).not.toContain(secret);
    const keys = Object.values(JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')) as Record<string, string>);
    for (const key of keys) expect(started.output).not.toContain(key);
  });

  it('prints commands that work when pasted: the same keys from both providers, a create with its provider call, a refusal', async () => {
    const commands = commandsOf(started.output);
    expect(commands).toHaveLength(6);
    const [keap, emfluence, create, journal, refusal, connect] = await commands.reduce<
      Promise<{ stdout: string; code: number }[]>
    >(async (before, command) => [...(await before), await paste(command)], Promise.resolve([]));
    for (const answer of [keap, emfluence]) {
      expect(JSON.parse(answer?.stdout ?? '')).toHaveLength(3);
      const people = JSON.parse(answer?.stdout ?? '') as Record<string, unknown>[];
      for (const person of people)
        expect(Object.keys(person)).toEqual(
          expect.arrayContaining(['id', 'email', 'status', 'listIds', 'createdAt', 'updatedAt']),
        );
    }
    const created = JSON.parse(create?.stdout ?? '') as Record<string, unknown>;
    expect(created).toMatchObject({ email: 'new.person@example.com', firstName: 'New', lastName: 'Person' });
    expect(JSON.parse(journal?.stdout ?? '')).toMatchObject([
      { method: 'POST', path: '/crm/rest/v2/contacts', status: 201, body: { given_name: 'New' } },
    ]);
    expect(JSON.parse(refusal?.stdout ?? '')).toMatchObject({
      reason: 'NOT_FOUND',
      providerMessage: expect.stringMatching(/.+/),
    });
    // Nobody is there to answer its questions; it asks them, and ends.
    expect(connect?.stdout).toMatch(/How do you want to connect\?|Client ID|API key/);
    expect(connect?.stdout).not.toMatch(/Cannot find module|at .*\.js:\d+/);
  }, 60_000);

  it('needs less than 200 MB for the gateway at rest', () => {
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${started.pid}/status`, 'utf8')) ?? [];
    const megabytes = Math.round(Number(kilobytes) / 1024);
    process.stdout.write(`The gateway at rest takes ${megabytes} MB.\n`);
    expect(megabytes).toBeGreaterThan(20);
    expect(megabytes).toBeLessThan(200);
  });

  it('leaves no process behind when it is interrupted', async () => {
    const pids = allPidsBelow(started.pid);
    // The gateway, the sandbox, and PostgreSQL with its own processes.
    expect(pids.length).toBeGreaterThan(3);
    await started.interrupt();
    expect(started.process.exitCode).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
    expect(readdirSync(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  }, 30_000);
});

describe('the next start in the same folder', () => {
  it(
    'takes under five seconds, keeps everything, and works',
    async () => {
      const before = credentials();
      const from = performance.now();
      started = await Started.in(dataDir);
      const seconds = (performance.now() - from) / 1000;
      process.stdout.write(`The second start took ${seconds.toFixed(1)} s.\n`);
      expect(seconds).toBeLessThan(5);
      const { baseUrl: _, ...after } = credentials();
      expect(before).toMatchObject(after);
      const { baseUrl } = credentials();
      const { stdout } = await paste(
        `curl -K '${join(dataDir, 'keap.curl')}' -G --data-urlencode "where=email = 'new.person@example.com'" '${baseUrl}/elements/api-v2/hubs/marketing/contacts'`,
      );
      expect(JSON.parse(stdout)).toMatchObject([{ firstName: 'New' }]);
      expect(await listContacts('emfluence.curl')).toHaveLength(3);
    },
    limitMs,
  );

  it(
    'recovers from a gateway that was killed',
    async () => {
      const pids = allPidsBelow(started.pid);
      await started.kill();
      started = await Started.in(dataDir);
      expect(await listContacts('keap.curl')).toHaveLength(3);
      expect(await listContacts('emfluence.curl')).toHaveLength(3);
      const now = allPidsBelow(started.pid);
      await started.interrupt();
      expect([...pids, ...now].filter(isRunning)).toEqual([]);
    },
    limitMs,
  );

  it(
    'writes the credentials again when their file is gone',
    async () => {
      const before = credentials();
      unlinkSync(join(dataDir, 'credentials.json'));
      started = await Started.in(dataDir);
      const { password: _, ...user } = before.user;
      const { baseUrl: _url, sandboxUrl: _sandbox, ...kept } = { ...before, user };
      expect(credentials()).toMatchObject(kept);
      expect(modeOf('credentials.json')).toBe(0o600);
      expect(await listContacts('keap.curl')).toHaveLength(3);
      for (const secret of secretsOf(before)) expect(started.output).not.toContain(secret);
    },
    limitMs,
  );
});
