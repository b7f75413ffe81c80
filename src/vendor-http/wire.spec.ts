import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Effect } from '../elements/element-definition.js';
import { Deadline } from './deadline.js';
import { closeServer, connectionTo, createGateway, listen, operation, plainElement } from './local-provider.fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'wire-'));
const trusted = getCACertificates('default');
const closing: Server[] = [];
/** A server no longer knows the sockets that became tunnels. */
const tunnels = new Set<Duplex>();

beforeAll(() => {
  makeCertificate('good', ['IP:127.0.0.1', 'DNS:api.plain.example'], '30');
  makeCertificate('other', ['DNS:other.example'], '30');
  makeCertificate('unknown', ['IP:127.0.0.1'], '30');
  setDefaultCACertificates([...trusted, read('good.crt'), read('other.crt')]);
});

afterAll(() => {
  setDefaultCACertificates(trusted);
  rmSync(folder, { recursive: true });
});

afterEach(async () => {
  for (const tunnel of tunnels) tunnel.destroy();
  tunnels.clear();
  for (const server of closing.splice(0)) await closeServer(server);
});

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

function makeCertificate(name: string, names: readonly string[], days: string): void {
  const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${names.join(',')}`, '-days', days];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject], { stdio: 'ignore' });
}

async function startTls(name: string): Promise<{ port: number; server: HttpsServer }> {
  const server = createTlsServer(
    { key: read(`${name}.key`), cert: read(`${name}.crt`) },
    (_request, response) => void response.end('{"over":"tls"}'),
  );
  const port = await listen(server);
  closing.push(server);
  return { port, server };
}

async function send(baseUrl: string, effect: Effect, settings: Record<string, string> = {}) {
  const gateway = createGateway({ HUB_EGRESS_ALLOW: new URL(baseUrl).host, ...settings });
  const element = { ...plainElement, timeoutMs: 1500 };
  try {
    return await gateway.client.send(connectionTo(baseUrl, { element }), operation(effect), {}, new Deadline(5000));
  } finally {
    gateway.agents.onApplicationShutdown();
  }
}

describe('Wire over TLS', () => {
  it('speaks to a provider whose certificate is trusted', async () => {
    const { port } = await startTls('good');
    expect((await send(`https://127.0.0.1:${port}`, 'unsafe_write')).body).toEqual({ over: 'tls' });
  });

  it.each([
    ['is not trusted', 'unknown'],
    ['belongs to another host', 'other'],
  ])('blames a certificate that %s, and sends nothing', async (_, name) => {
    const { port, server } = await startTls(name);
    let requests = 0;
    server.on('request', () => (requests += 1));
    await expect(send(`https://127.0.0.1:${port}`, 'unsafe_write')).rejects.toMatchObject({
      reason: 'PROVIDER_TLS',
      status: 502,
    });
    expect(requests).toBe(0);
  });

  it.each([
    ['never answers', () => {}],
    ['hangs up', (socket: { destroy(): void }) => socket.destroy()],
  ])('knows that nothing was sent when the provider %s in the handshake', async (_, behave) => {
    const server = createTcpServer((socket) => {
      tunnels.add(socket.on('error', () => {}));
      socket.on('data', () => behave(socket));
    });
    closing.push(server);
    const port = await listen(server);
    await expect(send(`https://127.0.0.1:${port}`, 'unsafe_write')).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
  });

  it('knows that nothing was sent to a port that speaks plain HTTP', async () => {
    const server = createHttpServer((_request, response) => void response.end('{}'));
    closing.push(server);
    const port = await listen(server);
    await expect(send(`https://127.0.0.1:${port}`, 'unsafe_write')).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
  });
});

describe('Wire through a proxy', () => {
  /** Tunnels to the given port, whatever host was asked for, and keeps what was asked. */
  async function startProxy(
    targetPort: number | undefined,
    status = '200 OK',
  ): Promise<{ url: string; asked: string[]; server: HttpServer }> {
    const asked: string[] = [];
    const server = createHttpServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{"over":"proxy"}');
    });
    server.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      tunnels.add(socket.on('error', () => {}));
      socket.write(`HTTP/1.1 ${status}\r\n\r\n`);
      if (targetPort === undefined) return;
      const target = connect(targetPort, '127.0.0.1').on('error', () => socket.destroy());
      target.pipe(socket).pipe(target);
      socket.on('close', () => target.destroy());
    });
    closing.push(server);
    const port = await listen(server);
    return { url: `http://127.0.0.1:${port}`, asked, server };
  }

  it('tunnels to the provider by name, and keeps TLS with the provider itself', async () => {
    const { port } = await startTls('good');
    const { url, asked } = await startProxy(port);
    const proxy = url.replace('http://', 'http://me:pass@');
    expect((await send('https://api.plain.example', 'unsafe_write', { HTTPS_PROXY: proxy })).body).toEqual({
      over: 'tls',
    });
    expect(asked).toEqual([`CONNECT api.plain.example:443 Basic ${Buffer.from('me:pass').toString('base64')}`]);
  });

  it('blames the certificate when the tunnel ends at somebody else', async () => {
    const { port } = await startTls('other');
    const { url } = await startProxy(port);
    await expect(send('https://api.plain.example', 'read', { HTTPS_PROXY: url })).rejects.toMatchObject({
      reason: 'PROVIDER_TLS',
    });
  });

  it('keeps several calls on one tunnel', async () => {
    const { port } = await startTls('good');
    const { url, asked } = await startProxy(port);
    const gateway = createGateway({ HTTPS_PROXY: url });
    const connection = connectionTo('https://api.plain.example');
    for (let call = 0; call < 3; call += 1)
      await gateway.client.send(connection, operation('read'), {}, new Deadline(5000));
    gateway.agents.onApplicationShutdown();
    expect(asked).toHaveLength(1);
  });

  it('sends plain http, where that is allowed, in full to the proxy', async () => {
    const { url, asked } = await startProxy(undefined);
    const settings = { HTTP_PROXY: url, HUB_EGRESS_ALLOW: 'http://sandbox.internal:3100' };
    expect((await send('http://sandbox.internal:3100/v1', 'read', settings)).body).toEqual({ over: 'proxy' });
    expect(asked).toEqual(['GET http://sandbox.internal:3100/v1/things']);
  });

  it('goes past the proxy to this machine, and to what NO_PROXY names', async () => {
    const { port } = await startTls('good');
    const { url, asked } = await startProxy(port);
    expect((await send(`https://127.0.0.1:${port}`, 'read', { HTTPS_PROXY: url })).body).toEqual({ over: 'tls' });
    await expect(
      send('https://api.plain.example', 'read', { HTTPS_PROXY: url, NO_PROXY: '.plain.example' }),
    ).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
    expect(asked).toEqual([]);
  });

  it('knows that nothing was sent when the proxy refuses', async () => {
    const { url } = await startProxy(undefined, '407 Proxy Authentication Required');
    await expect(send('https://api.plain.example', 'unsafe_write', { HTTPS_PROXY: url })).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
  });

  it('knows that nothing was sent when the tunnel stays silent', async () => {
    const { url } = await startProxy(undefined);
    await expect(send('https://api.plain.example', 'unsafe_write', { HTTPS_PROXY: url })).rejects.toMatchObject({
      reason: 'PROVIDER_UNAVAILABLE',
    });
  });

  it.each([
    ['does not answer', false],
    ['answers and stays silent', true],
  ])('gives the place of a tunnel free when the proxy %s', async (_, isAnswering) => {
    const { port } = await startTls('good');
    let tunnelsAsked = 0;
    const server = createHttpServer();
    server.on('connect', (_request, socket: Duplex) => {
      tunnels.add(socket.on('error', () => {}));
      tunnelsAsked += 1;
      if (tunnelsAsked > 1 || isAnswering) socket.write('HTTP/1.1 200 OK\r\n\r\n');
      if (tunnelsAsked > 1) socket.pipe(connect(port, '127.0.0.1')).pipe(socket);
    });
    closing.push(server);
    const gateway = createGateway({ HTTPS_PROXY: `http://127.0.0.1:${await listen(server)}` });
    const element = { ...plainElement, timeoutMs: 500, limits: { sockets: 1 } };
    const call = () =>
      gateway.client.send(
        connectionTo('https://api.plain.example', { element }),
        operation('read'),
        {},
        new Deadline(9000),
      );
    await expect(call()).rejects.toMatchObject({ reason: 'PROVIDER_UNAVAILABLE' });
    expect((await call()).body).toEqual({ over: 'tls' });
    gateway.agents.onApplicationShutdown();
  });
});
