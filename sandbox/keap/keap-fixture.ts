import { Clock } from '../clock.js';
import type { ProviderSimulator, SandboxReply } from '../provider.js';
import { Settings } from '../settings.js';
import { createKeap } from './keap.js';

/** 2026-11-21T10:00:00Z: the tests' clock stands still unless it is moved. */
export const START = Date.UTC(2026, 10, 21, 10);

export const DEMO = {
  clientId: 'sandbox-keap-client-id-0001',
  clientSecret: 'sandbox-keap-client-secret-0001',
  serviceKey: 'KeapAK-sandbox-service-account-key-0001',
  personalToken: 'KeapAK-sandbox-personal-access-token-0001',
  redirectUri: 'http://127.0.0.1:3000/oauth/callback',
} as const;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as its receiver reads it from JSON; of other bodies the text. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface CallOptions {
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Sent as it is, with no content type of its own. */
  readonly raw?: string;
}

function toAnswer({ status, headers = {}, body }: SandboxReply): Answer {
  const text =
    typeof body === 'string' ? body : Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body ?? null);
  const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return { status, headers, body: parsed as Record<string, unknown>, text };
}

/** A simulator with its switches declared, called as the sandbox's server would call it. */
export class KeapFixture {
  readonly settings = new Settings();
  readonly clock = new Clock(() => START);
  readonly keap: ProviderSimulator;
  throttled = 0;

  constructor() {
    this.settings.declare('limits', 'off', ['on', 'off']);
    this.settings.declare('consent', 'auto', ['auto', 'ask']);
    this.settings.declare('grace', 0);
    this.settings.declare('familyRevocation', false);
    this.keap = createKeap({
      clock: this.clock,
      settings: this.settings,
      openConnections: () => 1,
      runningRequests: () => 1,
      countThrottled: () => {
        this.throttled += 1;
      },
    });
    for (const guess of this.keap.guesses) this.settings.declare(guess.name, guess.default, guess.values);
  }

  /** Any request; `target` is a path below the provider's prefix with its query. */
  async send(method: string, target: string, { headers = {}, body, raw }: CallOptions = {}): Promise<Answer> {
    const [path = '', query = ''] = target.split('?', 2);
    const text = raw ?? (body === undefined ? '' : JSON.stringify(body));
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await this.keap.handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers: { ...type, ...headers },
      body: Buffer.from(text),
      baseUrl: 'http://127.0.0.1:3100/keap',
      secure: false,
    });
    return toAnswer(reply);
  }

  /** A call of the REST API with the service account key; `target` is below `/crm/rest`. */
  api(method: string, target: string, body?: unknown): Promise<Answer> {
    return this.send(method, `/crm/rest${target}`, { headers: { 'x-keap-api-key': DEMO.serviceKey }, body });
  }

  async createContact(body: Record<string, unknown>): Promise<string> {
    const { status, body: contact } = await this.api('POST', '/v2/contacts', body);
    if (status !== 201) throw new Error(`The contact was refused with ${status}.`);
    return String(contact['id']);
  }

  token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.send('POST', '/token', { headers: { ...type, ...headers }, raw: new URLSearchParams(form).toString() });
  }

  authorize(more: Record<string, string> = {}): Promise<Answer> {
    const query = {
      client_id: DEMO.clientId,
      redirect_uri: DEMO.redirectUri,
      response_type: 'code',
      scope: 'full',
      ...more,
    };
    return this.send('GET', `/app/oauth/authorize?${new URLSearchParams(query).toString()}`);
  }

  async code(): Promise<string> {
    const { headers } = await this.authorize();
    return new URL(headers['location'] ?? '').searchParams.get('code') ?? '';
  }

  exchange(code: string, more: Record<string, string> = {}): Promise<Answer> {
    const { clientId, clientSecret, redirectUri } = DEMO;
    const credentials = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri };
    return this.token({ grant_type: 'authorization_code', code, ...credentials, ...more });
  }

  refresh(refreshToken: string): Promise<Answer> {
    const basic = Buffer.from(`${DEMO.clientId}:${DEMO.clientSecret}`).toString('base64');
    return this.token(
      { grant_type: 'refresh_token', refresh_token: refreshToken },
      { authorization: `Basic ${basic}` },
    );
  }

  /** The whole flow: consent, code, tokens. */
  async connect(): Promise<{ access: string; refresh: string }> {
    const { body } = await this.exchange(await this.code());
    return { access: String(body['access_token']), refresh: String(body['refresh_token']) };
  }

  ping(headers: Record<string, string>): Promise<Answer> {
    return this.send('GET', '/crm/rest/v2/oauth/connect/userinfo', { headers });
  }
}

/** The rows of a list answer. */
export function rowsOf(answer: Answer, name: string): Record<string, unknown>[] {
  const rows = answer.body[name];
  if (!Array.isArray(rows)) throw new Error(`The answer has no ${name}: ${answer.text}`);
  return rows as Record<string, unknown>[];
}

export function idsOf(answer: Answer, name: string): unknown[] {
  return rowsOf(answer, name).map(({ id }) => id);
}
