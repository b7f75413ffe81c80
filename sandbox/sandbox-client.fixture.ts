import { request } from 'node:http';
import type { Agent } from 'node:http';
import { connect } from 'node:net';
import type { JournalEntry } from './journal.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body when it is an object, else empty. */
  readonly json: Record<string, unknown>;
}

/** A client of a running sandbox over real sockets. */
export class SandboxClient {
  constructor(private readonly url: string) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.url}${path}`, { method, ...content, headers });
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, json };
  }

  /** What Keap saw. */
  async journal(): Promise<JournalEntry[]> {
    const { text } = await this.call('GET', '/control/journal?provider=keap');
    return JSON.parse(text) as JournalEntry[];
  }

  /** What the echo at Keap stored. */
  async notes(): Promise<unknown> {
    return JSON.parse((await this.call('GET', '/control/state?provider=keap&resource=notes')).text);
  }

  /** Sets a fault at Keap, for one request unless told otherwise. */
  async fault(fields: Record<string, unknown>): Promise<void> {
    const { status, text } = await this.call('POST', '/control/faults', { provider: 'keap', times: 1, ...fields });
    if (status !== 200) throw new Error(text);
  }

  /** Everything that comes back on a socket of its own until it closes. */
  exchange(...lines: string[]): Promise<string> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(received));
    });
  }

  /** One request on the agent's socket, which stays open. */
  viaAgent(agent: Agent, path: string): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      request(`${this.url}${path}`, { agent }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
      })
        .on('error', reject)
        .end();
    });
  }
}
