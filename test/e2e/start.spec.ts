import { afterEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type ChildProgram } from '../support/child-program.js';
import { provisionKeap, startTestGateway } from '../support/gateway.js';
import { sendAsIs } from '../support/raw-http.js';
import { startTestSandbox } from '../support/sandbox.js';
import { createTestDatabase } from '../support/test-database.js';

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-start-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(
  env: Readonly<Record<string, string>>,
  file = 'src/main.js',
  args: readonly string[] = [],
): ChildProgram {
  const program = startProgram(file, env, args);
  endings.push(() => program.stop());
  return program;
}

async function database(): Promise<string> {
  const made = await createTestDatabase();
  endings.push(() => made.drop());
  return made.url;
}

async function occupy(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => {
    server.once('listening', () => resolve());
    // Taken by somebody else is as good.
    server.once('error', () => resolve());
    server.listen(port, '127.0.0.1');
  });
  endings.push(() => server.close());
  return server;
}

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves once the gateway takes no new connection. */
async function refused(url: string): Promise<void> {
  for (;;) {
    const answer = await sendAsIs(url, { path: '/health/live' }).catch((error: unknown) => String(error));
    if (typeof answer === 'string' && answer.includes('ECONNREFUSED')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const secret = (): string => randomBytes(32).toString('base64');

describe('production', () => {
  it('refuses to start without what it needs, naming each variable', async () => {
    const dataDir = temporaryFolder();
    const program = start({ NODE_ENV: 'production', HUB_DATA_DIR: dataDir });
    expect(await program.ended()).toBe(1);
    for (const variable of ['DATABASE_URL', 'HUB_KEYS', 'HUB_PEPPER'])
      expect(program.output()).toMatch(new RegExp(`${variable} is missing`));
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('names a wrong variable without showing its value', async () => {
    const wrong = {
      DATABASE_URL: 'mysql://root:hunter2@x/y',
      HUB_KEYS: 'v1:tooshort',
      HUB_PEPPER: 'short',
      PORT: '99999',
      HUB_SANDBOX: 'on',
      HUB_STATUSES: 'old',
      HUB_LIMITS_SCALE: '2',
    };
    const program = start({ NODE_ENV: 'production', HUB_DATA_DIR: temporaryFolder(), ...wrong });
    expect(await program.ended()).toBe(1);
    for (const variable of Object.keys(wrong)) expect(program.output()).toContain(variable);
    expect(program.output()).not.toMatch(/hunter2|tooshort/);
  });

  it('creates nothing by itself; bootstrap founds an organization and prints secrets that work', async () => {
    const dataDir = temporaryFolder();
    const env = {
      NODE_ENV: 'production',
      HUB_DATA_DIR: dataDir,
      DATABASE_URL: await database(),
      HUB_KEYS: `v1:${secret()}`,
      HUB_PEPPER: secret(),
    };
    const gateway = start({ ...env, PORT: '0' });
    const [, url = ''] = await gateway.says(/"baseUrl":"(http:[^"]+)"/);
    expect(gateway.output()).not.toContain('proxy');
    expect(existsSync(join(dataDir, 'credentials.json'))).toBe(false);
    const bootstrap = start(env, 'src/setup/commands/bootstrap.js', [
      '--organization',
      'Live',
      '--email',
      'live@example.com',
    ]);
    expect(await bootstrap.ended()).toBe(0);
    const [, organization = ''] = /Organization secret: +(\S+)/.exec(bootstrap.output()) ?? [];
    const [, user = ''] = /User secret: +(\S+)/.exec(bootstrap.output()) ?? [];
    const me = await sendAsIs(url, {
      path: '/organizations/me',
      authorization: `User ${user}, Organization ${organization}`,
    });
    expect([me.status, JSON.parse(me.text)]).toEqual([200, expect.objectContaining({ name: 'Live' })]);
    expect(gateway.output()).not.toContain(user);
    expect(await gateway.stop()).toBe(0);
  });
});

it("says at the start that behind a proxy host lists are all that guards, without the proxy's password", async () => {
  const gateway = start({
    HUB_DATA_DIR: temporaryFolder(),
    DATABASE_URL: await database(),
    HUB_SANDBOX: 'off',
    PORT: '0',
    HTTPS_PROXY: 'http://someone:hunter2@proxy.example:3128',
  });
  await gateway.says(/Behind a proxy only the lists of allowed hosts apply/);
  expect(gateway.output()).not.toContain('hunter2');
  expect(await gateway.stop()).toBe(0);
});

describe('the port', () => {
  it('is the next free one when none was asked for and 3000 is taken', async () => {
    await occupy(3000);
    const gateway = start({ HUB_DATA_DIR: temporaryFolder(), DATABASE_URL: await database(), HUB_SANDBOX: 'off' });
    const [, port = ''] = await gateway.says(/listens on http:\/\/127\.0\.0\.1:(\d+)/);
    expect(Number(port)).toBeGreaterThan(3000);
    expect((await sendAsIs(`http://127.0.0.1:${port}`, { path: '/health/ready' })).status).toBe(200);
    expect(await gateway.stop()).toBe(0);
  });

  it('that was asked for and is taken ends the start, and nothing is left', async () => {
    const server = await occupy(0);
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const gateway = start({
      HUB_DATA_DIR: temporaryFolder(),
      DATABASE_URL: await database(),
      HUB_SANDBOX: 'off',
      PORT: String(port),
    });
    expect(await gateway.ended()).toBe(1);
    expect(gateway.output()).toMatch(new RegExp(`EADDRINUSE.*${port}`));
  });
});

describe('SIGTERM', () => {
  it('lets calls under way finish, takes no new ones, and ends with 0', async () => {
    const sandbox = await startTestSandbox();
    endings.push(() => sandbox.stop());
    const gateway = await startTestGateway(sandbox);
    const [account] = (await sandbox.accounts()).keap;
    if (!account) throw new Error('The sandbox has no Keap account.');
    const { token } = await provisionKeap(gateway, sandbox, account);
    await sandbox.control('POST', '/faults', { provider: 'keap', path: '/crm', times: 1, latencyMs: 2000 });
    const since = await sandbox.mark();
    const slow = gateway.withToken(token).call('GET', '/hubs/marketing/ping');
    while ((await sandbox.journal('keap', since)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = gateway.stop();
    await refused(gateway.url);
    expect((await slow).status).toBe(200);
    expect(await stopped).toBe(0);
  });

  it('waits for nobody who keeps a connection open, and sends away whoever still asks', async () => {
    const sandbox = await startTestSandbox();
    endings.push(() => sandbox.stop());
    const gateway = await startTestGateway(sandbox, { HUB_DEADLINE_MS: '2000' });
    const silent = await open(gateway.url);
    const late = await open(gateway.url);
    let answer = '';
    late.on('data', (chunk) => (answer += chunk.toString()));
    late.write('GET /elements/keys HTTP/1.1\r\nHost: hub\r\n');
    await gateway.as('').call('GET', '/elements/keys');
    const begun = performance.now();
    const stopped = gateway.stop();
    await refused(gateway.url);
    late.write('\r\n');
    expect(await stopped).toBe(0);
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toMatch(/^elements-request-id: [0-9a-f]{24}\r$/im);
    expect(answer).toContain('"reason":"UNAVAILABLE"');
    silent.destroy();
  });

  it('leaves no process behind, neither database nor sandbox', async () => {
    const dataDir = temporaryFolder();
    const gateway = start({ HUB_DATA_DIR: dataDir, SANDBOX_PORT: '0', PORT: '0' });
    await gateway.says(/listens on http/);
    const place = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as Record<string, unknown>;
    const marks = [
      dataDir,
      ...Object.values(place).filter((value): value is string => typeof value === 'string' && value.startsWith('/')),
    ];
    expect(processesOf(marks).length).toBeGreaterThan(2);
    expect(await gateway.stop()).toBe(0);
    expect(processesOf(marks)).toEqual([]);
    for (const folder of marks) rmSync(folder, { recursive: true, force: true });
  }, 90_000);
});

/** Running processes whose command line or environment speaks of one of these folders. */
function processesOf(folders: readonly string[]): string[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return ids.filter((id) =>
    folders.some((folder) => `${read(`/proc/${id}/cmdline`)} ${read(`/proc/${id}/environ`)}`.includes(folder)),
  );
}
