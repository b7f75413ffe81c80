import { Clock } from '../clock.js';
import type { ProviderSimulator, SandboxReply, SandboxRequest } from '../provider.js';
import { Settings, type SettingValue } from '../settings.js';
import { createEmfluence } from './emfluence.js';

export interface Envelope {
  readonly success: unknown;
  readonly code: number;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  readonly requestID?: string;
  // Foreign JSON, whose shape is what the tests are about.
  readonly data: Readonly<Record<string, unknown>>;
}

export const demonstration = {
  id: 'emfluence-demo',
  accessToken: '5A4DB0E5-0000-4000-8000-00000000A001',
  restrictedToken: '5A4DB0E5-0000-4000-8000-00000000A002',
  clientID: '5A4DB0E5-0000-4000-8000-00000000C001',
  clientSecret: '5A4DB0E5-0000-4000-8000-00000000C002',
} as const;

export const baseUrl = 'http://127.0.0.1:3100/emfluence';

/** A simulator of its own for one test, with a clock that stands still, and a client that speaks to it. */
export class TestClient {
  readonly settings = new Settings();
  readonly clock = new Clock(() => Date.UTC(2026, 2, 1, 12, 0, 0));
  readonly simulator: ProviderSimulator;
  connections = 1;
  running = 1;
  throttled = 0;
  token: string = demonstration.accessToken;

  constructor() {
    this.settings.declare('limits', 'off', ['on', 'off']);
    this.settings.declare('consent', 'auto', ['auto', 'ask']);
    this.simulator = createEmfluence({
      clock: this.clock,
      settings: this.settings,
      openConnections: () => this.connections,
      runningRequests: () => this.running,
      countThrottled: () => (this.throttled += 1),
    });
    for (const { name, values, default: value } of this.simulator.guesses) this.settings.declare(name, value, values);
  }

  flip(name: string, value: SettingValue): void {
    this.settings.set(name, value);
  }

  /** One raw request; the path may carry a query. */
  async send(
    method: string,
    path: string,
    more: Partial<SandboxRequest> & { json?: unknown } = {},
  ): Promise<SandboxReply> {
    const { json, ...rest } = more;
    const url = new URL(`http://sandbox${path}`);
    const body = json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json));
    const headers = { authorization: `Bearer ${this.token}` };
    const request = { method, path: url.pathname, query: url.searchParams, headers, body, baseUrl, secure: false };
    return this.simulator.handle({ ...request, ...rest });
  }

  async post(endpoint: string, json: unknown = {}): Promise<Envelope> {
    return readEnvelope(await this.send('POST', `/v1/${endpoint}`, { json }));
  }

  async get(endpoint: string): Promise<Envelope> {
    return readEnvelope(await this.send('GET', `/v1/${endpoint}`));
  }

  /** The data of a call that must succeed. */
  async data<T = Record<string, unknown>>(endpoint: string, json: unknown = {}): Promise<T> {
    const envelope = await this.post(endpoint, json);
    if (envelope.success !== 1) throw new Error(`${endpoint} failed: ${JSON.stringify(envelope)}`);
    return envelope.data as T;
  }
}

export function readEnvelope(reply: SandboxReply): Envelope {
  return JSON.parse(String(reply.body)) as Envelope;
}
