import { HttpService } from '@nestjs/axios';
import Axios from 'axios';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { readEnvironment, type Environment } from '../config/environment.js';
import type { Effect, ElementDefinition, VendorOperation, VendorReply } from '../elements/element-definition.js';
import { Pacer } from './pacer.js';
import { TokenRequest } from './token-request.js';
import { VendorAgents } from './vendor-agents.js';
import { VendorClient } from './vendor-client.js';
import type { VendorConnection } from './vendor-connection.js';
import { VendorTransport } from './vendor-transport.js';

/** An element with no rules of its own, so that the shared defaults show. */
export const plainElement: ElementDefinition = {
  id: 1,
  key: 'plain',
  name: 'Plain',
  description: 'An element for tests.',
  hub: 'marketing',
  baseUrl: 'https://api.plain.example',
  hosts: ['login.plain.example', '.tenants.plain.example'],
  timeoutMs: 2000,
  configuration: [],
  authentication: {
    type: 'oauth2',
    alternatives: [
      { kind: 'oauth', keys: [], placement: { header: 'Authorization', value: 'Bearer {credential}' } },
      { kind: 'key', keys: [], placement: { header: 'X-Plain-Key', value: '{credential}' } },
    ],
  },
  verification: { operation: { method: 'GET', path: '/me', effect: 'read' }, input: {} },
  limits: { sockets: 4 },
  failures: { isFailure: () => false, read: readFailure, rules: [] },
  ping: { steps: [] },
  resources: {},
};

function readFailure({ body }: VendorReply): { message?: string } {
  const message: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined;
  return typeof message === 'string' ? { message } : {};
}

export const operation = (effect: Effect, path = '/things'): VendorOperation => ({
  method: effect === 'read' ? 'GET' : 'POST',
  path,
  effect,
});

export interface Gateway {
  readonly client: VendorClient;
  readonly tokens: TokenRequest;
  readonly agents: VendorAgents;
}

/** The whole folder, put together as its module does. */
export function createGateway(settings: Record<string, string> = {}): Gateway {
  const environment: Environment = readEnvironment({ NODE_ENV: 'test', ...settings });
  const agents = new VendorAgents(environment);
  const transport = new VendorTransport(new HttpService(Axios.create()), agents, new Pacer(environment));
  return { agents, client: new VendorClient(transport, environment), tokens: new TokenRequest(transport, environment) };
}

export function connectionTo(baseUrl: string, more: Partial<VendorConnection> = {}): VendorConnection {
  return {
    instanceId: 1,
    element: plainElement,
    baseUrl,
    credential: { kind: 'oauth', value: 'token-of-tests' },
    secrets: [],
    ...more,
  };
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LocalProvider {
  readonly origin: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** A provider on a free port that keeps what it was sent. */
export async function startProvider(answer: RequestListener): Promise<LocalProvider> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void readText(request).then((body) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  const port = await listen(server);
  return { origin: `http://127.0.0.1:${port}`, seen, close: () => closeServer(server) };
}

export async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server | TcpServer): Promise<void> {
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
