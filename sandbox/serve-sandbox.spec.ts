import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoes } from './echo-provider.fixture.js';
import { SandboxClient } from './sandbox-client.fixture.js';
import { serveSandbox } from './serve-sandbox.js';
import type { RunningSandbox, ServerOptions } from './serve-sandbox.js';

let sandbox: RunningSandbox;
let client: SandboxClient;
let warnings: string[];

async function start(options: Partial<ServerOptions> = {}): Promise<void> {
  const warn = (message: string): void => void warnings.push(message);
  sandbox = await serveSandbox({ host: '127.0.0.1', port: 0, factories: echoes, warn, ...options });
  client = new SandboxClient(sandbox.url);
}

beforeEach(async () => {
  warnings = [];
  await start();
});

afterEach(() => sandbox.close());

describe('serveSandbox', () => {
  it('hands a request to the provider of its prefix as it was sent', async () => {
    const { json } = await client.call('GET', '/keap/crm/a%2Fb//c?x=%20&x=2', undefined, { 'X-Own': 'Yes' });
    expect(json).toMatchObject({ path: '/crm/a%2Fb//c', query: 'x=+&x=2', secure: false });
    expect(json['baseUrl']).toBe(`${sandbox.url}/keap`);
    expect(json['headers']).toMatchObject({ 'x-own': 'Yes' });
  });

  it('gives the simulator the first value of a repeated header, and the journal all', async () => {
    const lines = ['GET /keap/ HTTP/1.1', 'Host: a', 'X-A: 1', 'x-a: 2', 'Connection: close'];
    expect(await client.exchange(...lines)).toContain('"x-a":"1"');
    expect((await client.journal())[0]?.headers).toMatchObject({ 'x-a': ['1', '2'] });
  });

  it('answers 404 in JSON below an unknown prefix', async () => {
    for (const path of ['/', '/keaps/x', '/KEAP/x', '//keap']) {
      const { status, headers, json } = await client.call('GET', path);
      expect([status, headers.get('content-type')]).toEqual([404, 'application/json']);
      expect(json['message']).toContain('/keap');
    }
  });

  it('sends text and empty bodies as such', async () => {
    const { text, headers } = await client.call('GET', '/keap/text');
    expect([text, headers.get('content-type')]).toEqual(['plain words', 'text/plain; charset=utf-8']);
    const nothing = await client.call('GET', '/keap/nothing');
    expect([nothing.status, nothing.text, nothing.headers.get('content-length')]).toEqual([204, '', null]);
  });

  it('refuses a body above 12 MB and takes one of 12 MB', async () => {
    const size = 12 * 1024 * 1024;
    expect((await client.call('POST', '/keap/x', 'a'.repeat(size + 1))).status).toBe(413);
    expect((await client.call('POST', '/keap/x', 'a'.repeat(size))).json).toMatchObject({ bytes: size });
  });

  it('takes headers of 60 KB', async () => {
    expect((await client.call('GET', '/keap/x', undefined, { 'X-Long': 'a'.repeat(60_000) })).status).toBe(200);
  });

  it('answers 500 when a simulator crashes, tells why, and lives on', async () => {
    expect((await client.call('GET', '/keap/boom?access_token=secret')).status).toBe(500);
    expect(warnings).toEqual([expect.stringMatching(/keap simulator failed on GET \/boom: Error: the echo broke/)]);
    expect(warnings.join()).not.toContain('secret');
    expect((await client.call('GET', '/keap/x')).status).toBe(200);
  });

  it('dates its answers by the clock that control moves', async () => {
    await client.call('POST', '/control/clock', { advanceMs: 86_400_000 });
    const { headers } = await client.call('GET', '/keap/x');
    const ahead = Date.parse(headers.get('date') ?? '') - Date.now();
    expect(Math.abs(ahead - 86_400_000)).toBeLessThan(2000);
    expect(Math.abs(Date.parse((await client.journal())[0]?.at ?? '') - Date.now() - 86_400_000)).toBeLessThan(2000);
  });

  it('writes requests into the journal with account, times and outcome', async () => {
    await client.call('POST', '/keap/x?a=1', { b: 2 }, { Authorization: 'Bearer keap-1' });
    await client.call('GET', '/keap/slow', undefined, { Authorization: 'Bearer nobody' });
    const [first, slow] = await client.journal();
    const expected = { account: 'keap-1', method: 'POST', path: '/x', query: { a: '1' }, body: { b: 2 }, status: 200 };
    expect(first).toMatchObject({ ...expected, executed: true });
    expect(slow?.account).toBeNull();
    expect((slow?.endedMs ?? 0) - (slow?.startedMs ?? 0)).toBeGreaterThanOrEqual(145);
  });

  it('notes the end of a request whose caller left', async () => {
    await expect(fetch(`${sandbox.url}/keap/slow`, { signal: AbortSignal.timeout(30) })).rejects.toThrow();
    await sleep(50);
    expect((await client.journal())[0]).toMatchObject({ executed: true, endedMs: expect.any(Number) });
    expect((await client.call('GET', '/keap/x')).json).toMatchObject({ running: 1 });
  });

  it('counts the sockets of each provider, idle ones included, with their peak and what was throttled', async () => {
    const agents = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })] as const;
    await client.viaAgent(agents[0], '/keap/x');
    expect(await client.viaAgent(agents[1], '/keap/refused')).toMatchObject({ open: 2, running: 1 });
    // The second socket moves over to emfluence, which it speaks to last.
    expect(await client.viaAgent(agents[1], '/emfluence/x')).toMatchObject({ open: 1 });
    expect((await client.call('GET', '/control/connections')).json).toEqual({
      keap: { open: 1, peak: 2, throttled: 1 },
      emfluence: { open: 1, peak: 1, throttled: 0 },
    });
    for (const agent of agents) agent.destroy();
    await sleep(50);
    await client.call('POST', '/control/reset');
    const nothing = { open: 0, peak: 0, throttled: 0 };
    expect((await client.call('GET', '/control/connections')).json).toEqual({ keap: nothing, emfluence: nothing });
  });

  it('counts requests that are answered at the same time', async () => {
    const [first, second] = await Promise.all([client.call('GET', '/keap/slow'), client.call('GET', '/keap/slow')]);
    expect([first.json['running'], second.json['running']].sort()).toEqual([1, 2]);
    expect((await client.call('GET', '/keap/x')).json).toMatchObject({ running: 1 });
  });
});

describe('state', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
    await restart();
  });

  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  async function restart(): Promise<void> {
    await sandbox.close();
    await start({ dataDir });
  }

  it('survives a restart: records, accounts and clock', async () => {
    await client.call('POST', '/keap/x', 'kept');
    await client.call('POST', '/control/accounts', { provider: 'emfluence' });
    await client.call('POST', '/control/clock', { advanceMs: 86_400_000 });
    await restart();
    expect(await client.notes()).toEqual(['kept']);
    const { json } = await client.call('GET', '/control/accounts');
    expect(json['emfluence']).toEqual([{ id: 'emfluence-1' }, { id: 'emfluence-2' }]);
    const { headers } = await client.call('GET', '/keap/x');
    expect(Date.parse(headers.get('date') ?? '') - Date.now()).toBeGreaterThan(86_000_000);
    expect(warnings).toEqual([]);
  });

  it('is on disk soon after a change, before anything stops', async () => {
    await client.call('POST', '/keap/x', 'kept');
    await sleep(400);
    const first = sandbox;
    await start({ dataDir });
    expect(await client.notes()).toEqual(['kept']);
    await first.close();
  });

  it('begins anew for both providers when one cannot take its state back', async () => {
    await client.call('POST', '/keap/x', 'kept');
    await sandbox.close();
    const factories = { ...echoes, emfluence: failing };
    await start({ dataDir, factories });
    expect(await client.notes()).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/cannot be used \(not my state\).*moved to .*broken-/)]);
  });

  const failing: ServerOptions['factories']['emfluence'] = (context) => {
    const simulator = echoes.emfluence(context);
    simulator.restore = () => {
      throw new Error('not my state');
    };
    return simulator;
  };
});
