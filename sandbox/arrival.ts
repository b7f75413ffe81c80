import type { IncomingMessage } from 'node:http';

/** A request as it came, its body fully read. */
export interface Arrival {
  readonly message: IncomingMessage;
  readonly method: string;
  /** As sent: still percent-encoded, nothing collapsed. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Undefined when it was larger than the sandbox takes. */
  readonly body: Buffer | undefined;
}

export const bodyLimit = 12 * 1024 * 1024;

export async function readArrival(message: IncomingMessage): Promise<Arrival> {
  const [path, query] = splitTarget(message.url ?? '/');
  const body = await readBody(message);
  return { message, method: message.method ?? 'GET', path, query: new URLSearchParams(query), body };
}

function splitTarget(target: string): [path: string, query: string] {
  // Proxies may send the absolute form. Anything else must not go through URL, which rewrites paths.
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const [beforeFragment = ''] = local.split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  return [path.startsWith('/') ? path : `/${path}`, mark < 0 ? '' : beforeFragment.slice(mark + 1)];
}

/** Reads to the end even what is too large: closing on a caller that still writes would lose it the answer. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks);
}

/** Names in lower case; of a repeated header the first value. */
export function firstHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (!headers.has(name)) headers.set(name, rawHeaders[index + 1] ?? '');
  }
  return Object.fromEntries(headers);
}
