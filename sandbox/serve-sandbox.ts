import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { bodyLimit, readArrival } from './arrival.js';
import type { Arrival } from './arrival.js';
import { control } from './control.js';
import type { SandboxReply } from './provider.js';
import { serveProvider } from './provider-front.js';
import { providerNames } from './provider-name.js';
import { deliver } from './reply-writer.js';
import { Sandbox } from './sandbox.js';
import type { ProviderFactories } from './sandbox.js';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly factories: ProviderFactories;
  readonly dataDir?: string;
  /** Key and certificate in PEM; with them the sandbox speaks TLS only. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
  /** Takes what a person should know; by default it goes to standard error. */
  readonly warn?: (message: string) => void;
}

export interface RunningSandbox {
  readonly port: number;
  readonly url: string;
  /** Cuts all connections and stores the state. */
  close(): Promise<void>;
}

const limits = { maxHeaderSize: 64 * 1024, keepAliveTimeout: 65_000 };

/** Starts the sandbox with the given simulators. Rejects when the port cannot be had. */
export async function serveSandbox(options: ServerOptions): Promise<RunningSandbox> {
  const warn = options.warn ?? ((message) => void process.stderr.write(`${message}\n`));
  const { factories, dataDir, tls } = options;
  const sandbox = new Sandbox({ factories, warn, ...(dataDir === undefined ? {} : { dataDir }) });
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    serve(sandbox, message, response).catch((error: unknown) => fail(sandbox, response, error));
  };
  const server = tls ? createTlsServer({ ...limits, ...tls }, onRequest) : createServer(limits, onRequest);
  const port = await listen(server, options.host, options.port);
  return {
    port,
    url: `${tls ? 'https' : 'http'}://${toReachable(options.host)}:${port}`,
    close: async () => {
      await stop(server);
      sandbox.store();
    },
  };
}

async function serve(sandbox: Sandbox, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrival = await readArrival(message);
  const { body } = arrival;
  if (body === undefined) {
    return send(sandbox, response, { status: 413, body: { message: `A body may have ${bodyLimit} bytes.` } });
  }
  const [, prefix = ''] = arrival.path.split('/', 2);
  const provider = providerNames.find((name) => name === prefix);
  if (provider) return serveProvider(sandbox, provider, { ...arrival, body }, response);
  return send(sandbox, response, prefix === 'control' ? controlled(sandbox, arrival, body) : unknownPrefix(arrival));
}

function controlled(sandbox: Sandbox, { method, path, query }: Arrival, body: Buffer): SandboxReply {
  return control(sandbox, { method, path: path.slice('/control'.length), query, body });
}

function unknownPrefix({ path }: Arrival): SandboxReply {
  return { status: 404, body: { message: `Nothing is at ${path}. Known: /keap, /emfluence, /control.` } };
}

function send(sandbox: Sandbox, response: ServerResponse, reply: SandboxReply): Promise<void> {
  const { signal } = new AbortController();
  return deliver(response, reply, { now: sandbox.clock.now(), signal, lastBytes: () => undefined });
}

function fail(sandbox: Sandbox, response: ServerResponse, error: unknown): void {
  // A caller that leaves while it is still sending is no failure of ours.
  if (response.req.destroyed && !response.req.complete) return;
  sandbox.warn(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"The sandbox failed."}');
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** An address a client on this machine can use: listening on all of them is no address. */
function toReachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
