import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cut } from './faults.js';
import type { SandboxReply } from './provider.js';

export interface Delivery {
  /** The value of the `Date` header. */
  readonly now: number;
  readonly bytesPerSecond?: number;
  readonly cut?: Cut;
  /** Sent instead of the reply. */
  readonly raw?: Buffer;
  /** Ends all waiting when the caller is gone. */
  readonly signal: AbortSignal;
  /** Called just before the last bytes leave, so that whoever has read the answer finds it accounted for. */
  readonly lastBytes: () => void;
}

type Headers = Record<string, string>;

/** Sends the reply, after its delay, as slowly and as completely as told. Rejects when the caller is gone. */
export async function deliver(response: ServerResponse, reply: SandboxReply, delivery: Delivery): Promise<void> {
  if (reply.delayMs) await sleep(reply.delayMs, undefined, { signal: delivery.signal });
  const body = toBytes(reply.body);
  const headers = completeHeaders(reply, body, delivery.now);
  if (delivery.cut || delivery.raw) return sendRaw(response, toRaw(reply.status, headers, body, delivery), delivery);
  response.sendDate = false;
  response.writeHead(reply.status, headers);
  if (!delivery.bytesPerSecond) {
    delivery.lastBytes();
    response.end(body);
    return;
  }
  response.flushHeaders();
  await drip(body, delivery.bytesPerSecond, delivery.signal, (bytes) => response.write(bytes));
  delivery.lastBytes();
  response.end();
}

/** What precedes the end of the connection: the head, which is sent at once, and bytes at the told speed. */
interface RawAnswer {
  readonly atOnce: Buffer;
  readonly slowly: Buffer;
}

function toRaw(status: number, headers: Headers, body: Buffer, { cut, raw }: Delivery): RawAnswer {
  const nothing = Buffer.alloc(0);
  if (raw) return { atOnce: nothing, slowly: raw };
  if (cut === 'before') return { atOnce: nothing, slowly: nothing };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`, 'latin1');
  // A body of nothing cannot be cut, so that the cut falls into the head.
  if (cut === 'headers' || body.length === 0) {
    return { atOnce: head.subarray(0, Math.ceil(head.length / 2)), slowly: nothing };
  }
  return { atOnce: head, slowly: body.subarray(0, Math.floor(body.length / 2)) };
}

async function sendRaw(response: ServerResponse, { atOnce, slowly }: RawAnswer, delivery: Delivery): Promise<void> {
  const { socket } = response;
  if (!socket) return;
  const { bytesPerSecond, signal } = delivery;
  if (atOnce.length > 0) socket.write(atOnce);
  if (bytesPerSecond) await drip(slowly, bytesPerSecond, signal, (bytes) => socket.write(bytes));
  delivery.lastBytes();
  const rest = bytesPerSecond ? Buffer.alloc(0) : slowly;
  // Destroying at once could swallow bytes that are still queued here.
  if (rest.length + socket.writableLength === 0) socket.destroy();
  else socket.write(rest, () => socket.destroy());
}

async function drip(bytes: Buffer, perSecond: number, signal: AbortSignal, write: (part: Buffer) => void) {
  const size = Math.max(1, Math.floor(perSecond / 20));
  for (let start = 0; start < bytes.length; start += size) {
    await sleep((Math.min(size, bytes.length - start) * 1000) / perSecond, undefined, { signal });
    write(bytes.subarray(start, start + size));
  }
}

function toBytes(body: SandboxReply['body']): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}

function completeHeaders(reply: SandboxReply, body: Buffer, now: number): Headers {
  const headers: Headers = { ...reply.headers };
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const type = defaultType(reply.body);
  const bodiless = reply.status === 204 || reply.status === 304;
  if (type && !bodiless && !given.has('content-type')) headers['Content-Type'] = type;
  if (!bodiless && !given.has('content-length') && !given.has('transfer-encoding')) {
    headers['Content-Length'] = String(body.length);
  }
  if (!given.has('date')) headers['Date'] = new Date(now).toUTCString();
  return headers;
}

function defaultType(body: SandboxReply['body']): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (Buffer.isBuffer(body)) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
}
