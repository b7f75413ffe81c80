import { request as send } from 'node:http';
import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  /** As it stands in the request line: nothing is encoded, collapsed or resolved. */
  readonly path: string;
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is and called JSON, unless the headers call it something else. */
  readonly body?: string;
}

/** One request whose path and body nobody touches, as programs without a URL parser send it. */
export function sendAsIs(
  url: string,
  { method = 'GET', path, authorization, headers = {}, body }: RawRequest,
): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  const sent = {
    ...(authorization !== undefined && { authorization }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, method, path, headers: sent, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers as Record<string, string>, text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Bytes on a socket, and what comes back until the other side closes. For what no HTTP client would send. */
export function sendBytes(url: string, bytes: string): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', (error) => (received === '' ? reject(error) : undefined));
    socket.on('close', () => resolve(toReply(received)));
  });
}

function toReply(received: string): RawReply {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers), text: rest.join('\r\n\r\n') };
}

/** The bytes of an answer with the one part that differs from call to call taken out. */
export function withoutRequestId({ status, headers, text }: RawReply): string {
  return `${status} ${headers['content-type'] ?? ''}\n${text.replace(/"requestId":"[0-9a-f]{24}"/, '"requestId":""')}`;
}
