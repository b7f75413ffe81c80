import type { ServerResponse } from 'node:http';
import { firstHeaders } from './arrival.js';
import type { Arrival } from './arrival.js';
import { isExecuted } from './faults.js';
import type { Fault } from './faults.js';
import { spoil } from './faulty-reply.js';
import type { OpenEntry } from './journal.js';
import type { SandboxReply, SandboxRequest } from './provider.js';
import type { ProviderName } from './provider-name.js';
import { deliver } from './reply-writer.js';
import type { Delivery } from './reply-writer.js';
import type { Sandbox } from './sandbox.js';
import { mayChangeState } from './state-changes.js';

/** Leads a request to a provider: into the journal, through the faults, to the simulator and back. */
export async function serveProvider(
  sandbox: Sandbox,
  provider: ProviderName,
  arrival: Arrival & { readonly body: Buffer },
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const request = toRequest(provider, arrival);
  const entry = begin(sandbox, provider, request, arrival);
  const fault = sandbox.faults.take(provider, request.method, request.path);
  const finished = sandbox.connections.began(provider);
  let status: number | null = null;
  const lastBytes = once(() => {
    finished();
    entry.ended(status);
  });
  try {
    const reply = await answer(sandbox, provider, request, { fault, entry });
    status = saysNothing(fault) ? null : reply.status;
    const now = sandbox.clock.now();
    await deliver(response, reply, { now, signal: gone.signal, lastBytes, ...toFlaws(fault) });
  } catch (error) {
    if (gone.signal.aborted) return;
    status = 500;
    throw error;
  } finally {
    lastBytes();
  }
}

function saysNothing(fault: Fault | undefined): boolean {
  return fault?.cut === 'before' || fault?.rawHex !== undefined;
}

function toFlaws({ cut, bytesPerSecond, rawHex }: Partial<Fault> = {}): Pick<
  Delivery,
  'cut' | 'bytesPerSecond' | 'raw'
> {
  return {
    ...(cut ? { cut } : {}),
    ...(bytesPerSecond ? { bytesPerSecond } : {}),
    ...(rawHex ? { raw: Buffer.from(rawHex, 'hex') } : {}),
  };
}

function begin(sandbox: Sandbox, provider: ProviderName, request: SandboxRequest, { message }: Arrival): OpenEntry {
  return sandbox.journal.begin(provider, {
    at: new Date(sandbox.clock.now()).toISOString(),
    account: readAccount(sandbox, provider, request),
    connection: sandbox.connections.spoke(message.socket, provider),
    method: request.method,
    path: request.path,
    query: request.query,
    rawHeaders: message.rawHeaders,
    body: request.body,
  });
}

async function answer(
  sandbox: Sandbox,
  provider: ProviderName,
  request: SandboxRequest,
  { fault, entry }: { fault: Fault | undefined; entry: OpenEntry },
): Promise<SandboxReply> {
  if (fault && !isExecuted(fault)) return spoil(undefined, fault);
  entry.executed();
  const reply = await execute(sandbox, provider, request);
  if (mayChangeState(provider, request.method, request.path)) sandbox.changed();
  return fault ? spoil(reply, fault) : reply;
}

async function execute(sandbox: Sandbox, provider: ProviderName, request: SandboxRequest): Promise<SandboxReply> {
  try {
    return await sandbox.simulator(provider).handle(request);
  } catch (error) {
    tell(sandbox, provider, request, error);
    return { status: 500, body: { message: `The ${provider} simulator itself failed; its standard error tells why.` } };
  }
}

function readAccount(sandbox: Sandbox, provider: ProviderName, request: SandboxRequest): string | null {
  try {
    return sandbox.simulator(provider).accountOf(request) ?? null;
  } catch (error) {
    tell(sandbox, provider, request, error);
    return null;
  }
}

/** Names no query and no header, which may hold credentials. */
function tell(sandbox: Sandbox, provider: ProviderName, { method, path }: SandboxRequest, error: unknown): void {
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  sandbox.warn(`sandbox: the ${provider} simulator failed on ${method} ${path}: ${cause}`);
}

function toRequest(provider: ProviderName, arrival: Arrival & { readonly body: Buffer }): SandboxRequest {
  const { message, method, path, query, body } = arrival;
  const headers = firstHeaders(message.rawHeaders);
  const { socket } = message;
  const secure = 'encrypted' in socket;
  const host = headers['host'] ?? `${socket.localAddress}:${socket.localPort}`;
  const baseUrl = `${secure ? 'https' : 'http'}://${host}/${provider}`;
  return { method, path: path.slice(provider.length + 1) || '/', query, headers, body, baseUrl, secure };
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
