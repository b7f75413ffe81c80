import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { echoes } from './echo-provider.fixture.js';
import { SandboxClient } from './sandbox-client.fixture.js';
import { serveSandbox } from './serve-sandbox.js';
import type { RunningSandbox } from './serve-sandbox.js';

let sandbox: RunningSandbox;
let client: SandboxClient;

beforeEach(async () => {
  sandbox = await serveSandbox({ host: '127.0.0.1', port: 0, factories: echoes });
  client = new SandboxClient(sandbox.url);
});

afterEach(() => sandbox.close());

describe('faults on the wire', () => {
  it('answers a status without asking the provider, so often as told', async () => {
    await client.fault({ times: 2, status: 503, headers: { 'Retry-After': '7' }, body: { why: 'rest' } });
    for (let index = 0; index < 2; index += 1) {
      const { status, headers, json } = await client.call('POST', '/keap/x', 'n');
      expect([status, headers.get('retry-after'), json]).toEqual([503, '7', { why: 'rest' }]);
    }
    expect(await client.notes()).toEqual([]);
    expect((await client.call('POST', '/keap/x', 'n')).status).toBe(200);
    expect((await client.journal()).map(({ status, executed }) => [status, executed])).toEqual([
      [503, false],
      [503, false],
      [200, true],
    ]);
  });

  it('asks the provider first where it shall be executed', async () => {
    await client.fault({ status: 502, execute: true });
    expect((await client.call('POST', '/keap/x', 'n')).status).toBe(502);
    expect(await client.notes()).toEqual(['n']);
  });

  it('patches the real answer', async () => {
    await client.fault({ bodyPatch: { path: 5, headers: null } });
    const { json, headers } = await client.call('GET', '/keap/x');
    expect(json).toMatchObject({ path: 5, bytes: 0 });
    expect([json['headers'], headers.get('x-echo')]).toEqual([undefined, 'yes']);
  });

  it('cuts before the request is executed', async () => {
    await client.fault({ cut: 'before' });
    expect(await client.exchange('POST /keap/x HTTP/1.1', 'Host: a', 'Content-Length: 0')).toBe('');
    expect(await client.notes()).toEqual([]);
    expect((await client.journal())[0]).toMatchObject({ status: null, executed: false, endedMs: expect.any(Number) });
  });

  it('cuts within the head of the answer to a request that was executed', async () => {
    await client.fault({ cut: 'headers' });
    const received = await client.exchange('POST /keap/x HTTP/1.1', 'Host: a', 'Content-Length: 0');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).not.toContain('\r\n\r\n');
    expect(await client.notes()).toEqual(['']);
    expect((await client.journal())[0]).toMatchObject({ status: 200, executed: true });
  });

  it('cuts in the middle of the body', async () => {
    await client.fault({ cut: 'body' });
    const received = await client.exchange('POST /keap/x HTTP/1.1', 'Host: a', 'Content-Length: 0');
    const [head = '', body = ''] = received.split('\r\n\r\n');
    const announced = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    expect(body.length).toBe(Math.floor(announced / 2));
    expect(await client.notes()).toEqual(['']);
  });

  it.each(['before', 'headers', 'body'])('makes a client of fetch fail when it cuts %s', async (cut) => {
    await client.fault({ cut });
    await expect(client.call('GET', '/keap/x')).rejects.toThrow();
    expect((await client.call('GET', '/keap/x')).status).toBe(200);
  });

  it('sends raw bytes and closes', async () => {
    await client.fault({ rawHex: Buffer.from('HTTP/9.9 maybe\r\n\0\xff').toString('hex') });
    expect(await client.exchange('GET /keap/x HTTP/1.1', 'Host: a')).toBe(
      Buffer.from('HTTP/9.9 maybe\r\n\0\xff').toString('latin1'),
    );
  });

  it('holds an executed answer back', async () => {
    await client.fault({ latencyMs: 200 });
    const started = performance.now();
    const answer = client.call('POST', '/keap/x', 'n');
    await sleep(100);
    expect(await client.notes()).toEqual(['n']);
    expect((await answer).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(195);
  });

  it('sends the body no faster than told, and whole', async () => {
    await client.fault({ body: 'x'.repeat(300), bytesPerSecond: 1000 });
    const started = performance.now();
    expect((await client.call('GET', '/keap/x')).text).toBe('x'.repeat(300));
    const took = performance.now() - started;
    expect(took).toBeGreaterThanOrEqual(290);
    expect(took).toBeLessThan(2000);
  });

  it('ends a slow answer whose caller has left', async () => {
    await client.fault({ body: 'x'.repeat(100), bytesPerSecond: 1 });
    const slow = fetch(`${sandbox.url}/keap/x`, { signal: AbortSignal.timeout(100) }).then((reply) => reply.text());
    await expect(slow).rejects.toThrow();
    await sleep(50);
    expect((await client.journal())[0]?.endedMs).not.toBeNull();
  });
});
