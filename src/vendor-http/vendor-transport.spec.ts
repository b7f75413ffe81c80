import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Effect } from '../elements/element-definition.js';
import { Deadline } from './deadline.js';
import {
  closeServer,
  connectionTo,
  createGateway,
  listen,
  operation,
  plainElement,
  type Gateway,
} from './local-provider.fixture.js';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

/** What becomes of one request: told its number on the connection and the number of the connection. */
type Behaviour = (socket: Socket, request: number, connection: number) => void;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A provider whose every byte is in the hands of the test. Requests of the tests fit into one packet. */
async function startRaw(behave: Behaviour): Promise<{ origin: string; connections: () => number }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const connection = (connections += 1);
    let requests = 0;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', () => behave(socket, (requests += 1), connection));
  });
  const port = await listen(server);
  ends.push(
    () => sockets.forEach((socket) => socket.destroy()),
    () => closeServer(server),
  );
  return { origin: `http://127.0.0.1:${port}`, connections: () => connections };
}

function gatewayTo(origin: string): Gateway {
  const gateway = createGateway({ HUB_EGRESS_ALLOW: origin });
  ends.unshift(() => gateway.agents.onApplicationShutdown());
  return gateway;
}

function send(gateway: Gateway, origin: string, effect: Effect, { timeoutMs = 300, deadlineMs = 5000 } = {}) {
  const connection = connectionTo(origin, { element: { ...plainElement, timeoutMs } });
  return gateway.client.send(connection, operation(effect), {}, new Deadline(deadlineMs));
}

async function outcomes(behave: Behaviour): Promise<string[]> {
  const { origin } = await startRaw(behave);
  const effects: readonly Effect[] = ['read', 'idempotent_write', 'unsafe_write'];
  return Promise.all(effects.map((effect) => send(gatewayTo(origin), origin, effect).then(() => 'ok', toReason)));
}

const toReason = (error: unknown) => String((error as { reason?: string }).reason);

describe('VendorTransport: broken exchanges', () => {
  it('says unavailable when nobody listens', async () => {
    const server = createServer();
    const port = await listen(server);
    await closeServer(server);
    const origin = `http://127.0.0.1:${port}`;
    await expect(send(gatewayTo(origin), origin, 'unsafe_write')).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
      status: 503,
    });
  });

  it('says unavailable when the name does not exist', async () => {
    const origin = 'https://no-such-name.invalid';
    await expect(send(gatewayTo(origin), origin, 'unsafe_write', { timeoutMs: 5000 })).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
  });

  it.each<[string, Behaviour]>([
    ['resets after the request', (socket) => socket.resetAndDestroy()],
    ['hangs up after the request', (socket) => socket.end()],
    ['cuts the answer in its head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['cuts the answer in its body', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"id":')],
  ])('decides by the effect when the provider %s', async (_, behave) => {
    expect(await outcomes(behave)).toEqual(['PROVIDER_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'PROVIDER_RESULT_UNKNOWN']);
  });

  it.each<[string, Behaviour]>([
    ['never answers', () => {}],
    ['stops in the middle', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"id":')],
    [
      'answers a byte at a time',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
        const drip = setInterval(() => socket.write(' '), 20);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('cuts it off in time when the provider %s', async (_, behave) => {
    const began = performance.now();
    expect(await outcomes(behave)).toEqual(['PROVIDER_TIMEOUT', 'PROVIDER_TIMEOUT', 'PROVIDER_RESULT_UNKNOWN']);
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('calls an answer that is not HTTP nonsense', async () => {
    expect(new Set(await outcomes((socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n')))).toEqual(
      new Set(['PROVIDER_BAD_RESPONSE']),
    );
  });

  it('gives up at the deadline when that comes before the element’s own time', async () => {
    const { origin } = await startRaw(() => {});
    const began = performance.now();
    await expect(send(gatewayTo(origin), origin, 'read', { timeoutMs: 60_000, deadlineMs: 200 })).rejects.toMatchObject(
      { reason: 'PROVIDER_TIMEOUT' },
    );
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('sends nothing after the deadline', async () => {
    const { origin, connections } = await startRaw((socket) => socket.write(OK));
    await expect(send(gatewayTo(origin), origin, 'unsafe_write', { deadlineMs: 0 })).rejects.toMatchObject({
      reason: 'PROVIDER_TIMEOUT',
    });
    expect(connections()).toBe(0);
  });

  it('carries no credential in what it throws', async () => {
    const { origin } = await startRaw((socket) => socket.resetAndDestroy());
    const error: unknown = await send(gatewayTo(origin), origin, 'read').catch((thrown: unknown) => thrown);
    const seen = new Set<unknown>();
    const text = JSON.stringify(error, function (this: unknown, _key, value: unknown) {
      if (seen.has(value) && typeof value === 'object') return undefined;
      seen.add(value);
      return value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value;
    });
    expect(text).toContain('ECONNRESET');
    expect(text).not.toContain('token-of-tests');
  });
});

describe('VendorTransport: kept connections', () => {
  /** Answers the first request of the first connection, and breaks that connection at its second. */
  const breakOnReuse: Behaviour = (socket, request, connection) =>
    connection === 1 && request === 2 ? socket.resetAndDestroy() : socket.write(OK);

  it.each<Effect>(['read', 'idempotent_write'])(
    'replaces one that broke when it was used again, for a %s',
    async (effect) => {
      const { origin, connections } = await startRaw(breakOnReuse);
      const gateway = gatewayTo(origin);
      await send(gateway, origin, 'read');
      expect((await send(gateway, origin, effect)).status).toBe(200);
      expect(connections()).toBe(2);
    },
  );

  it('does not repeat an unsafe write that may have arrived', async () => {
    const { origin, connections } = await startRaw(breakOnReuse);
    const gateway = gatewayTo(origin);
    await send(gateway, origin, 'read');
    await expect(send(gateway, origin, 'unsafe_write')).rejects.toMatchObject({
      reason: 'PROVIDER_RESULT_UNKNOWN',
      status: 504,
    });
    expect(connections()).toBe(1);
  });

  it('replaces it only once', async () => {
    const { origin, connections } = await startRaw((socket, request, connection) =>
      connection === 1 && request === 1 ? socket.write(OK) : socket.resetAndDestroy(),
    );
    const gateway = gatewayTo(origin);
    await send(gateway, origin, 'read');
    await expect(send(gateway, origin, 'read')).rejects.toMatchObject({ reason: 'PROVIDER_UNAVAILABLE' });
    expect(connections()).toBe(2);
  });

  it('repeats even an unsafe write when the connection had been reset before it could be written', async () => {
    const { origin, resetAll } = await startElsewhere();
    const gateway = gatewayTo(origin);
    await send(gateway, origin, 'read');
    resetAll();
    expect((await send(gateway, origin, 'unsafe_write')).status).toBe(200);
  });
});

/** A provider in another thread, so that it can reset its connections while this one is too busy to notice. */
async function startElsewhere(): Promise<{ origin: string; resetAll: () => void }> {
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const sockets = new Set();
     const server = require('node:net').createServer((socket) => {
       sockets.add(socket);
       socket.on('error', () => {});
       socket.on('data', () => socket.write(${JSON.stringify(OK)}));
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
     parentPort.on('message', () => {
       for (const socket of sockets) socket.resetAndDestroy();
       setTimeout(() => { Atomics.store(workerData, 0, 1); Atomics.notify(workerData, 0); }, 50);
     });`,
    { eval: true, workerData: done },
  );
  ends.push(() => worker.terminate());
  const port = await new Promise((resolve) => worker.once('message', resolve));
  const resetAll = () => {
    worker.postMessage('reset');
    Atomics.wait(done, 0, 0, 5000);
  };
  return { origin: `http://127.0.0.1:${String(port)}`, resetAll };
}
