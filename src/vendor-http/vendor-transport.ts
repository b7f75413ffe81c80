import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import { firstValueFrom } from 'rxjs';
import type { Effect, ElementDefinition, HttpMethod, VendorReply } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toMessage } from './classify-failure.js';
import type { Deadline } from './deadline.js';
import { Pacer } from './pacer.js';
import { readJson, UnreadableJson } from './read-json.js';
import { isProvablyUnsent, isStaleSocket, toTransportError, type BrokenExchange } from './transport-failure.js';
import { userAgent } from './user-agent.js';
import { closeIdleSockets, VendorAgents } from './vendor-agents.js';
import { Wire } from './wire.js';

/** After decompression. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

export interface VendorRequest {
  readonly element: ElementDefinition;
  readonly method: HttpMethod;
  /** Already judged: host list, origin and prefix. */
  readonly url: URL;
  readonly effect: Effect;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
  readonly instanceId?: number | undefined;
  readonly deadline: Deadline;
}

/** Carries a request to a provider and its answer back, whatever its status; throws when there is no whole answer. */
@Injectable()
export class VendorTransport {
  constructor(
    private readonly http: HttpService,
    private readonly agents: VendorAgents,
    private readonly pacer: Pacer,
  ) {}

  /** A body that is not JSON comes back as its text. A kept connection that turns out closed is replaced once, unseen. */
  async send(request: VendorRequest): Promise<VendorReply> {
    const { element, effect } = request;
    if (request.deadline.remainingMs() === 0)
      throw new GatewayError('PROVIDER_TIMEOUT', toMessage(element, 'PROVIDER_TIMEOUT'));
    const first = await this.takeTurn(request);
    if (!isBroken(first)) return first;
    if (!mayReplace(first, effect)) throw toTransportError(first, effect, element);
    closeIdleSockets(this.agents.agentFor(element, request.url));
    const second = await this.takeTurn(request);
    if (isBroken(second)) throw toTransportError(second, effect, element);
    return second;
  }

  private takeTurn(request: VendorRequest): Promise<VendorReply | BrokenExchange> {
    return this.pacer.run(request.element, request.url.origin, request, () => this.exchange(request));
  }

  private async exchange(request: VendorRequest): Promise<VendorReply | BrokenExchange> {
    const limitMs = Math.min(request.element.timeoutMs, request.deadline.remainingMs());
    const wire = new Wire(this.agents.agentFor(request.element, request.url), limitMs);
    let answer: AxiosResponse<Buffer>;
    try {
      answer = await firstValueFrom(this.http.request<Buffer>(toAxiosRequest(request, wire)));
    } catch (error) {
      return wire.describeFailure(error);
    } finally {
      wire.end();
    }
    return toReply(answer);
  }
}

function isBroken(result: VendorReply | BrokenExchange): result is BrokenExchange {
  return 'isConnected' in result;
}

function mayReplace(broken: BrokenExchange, effect: Effect): boolean {
  return isStaleSocket(broken) && (effect !== 'unsafe_write' || isProvablyUnsent(broken));
}

function toAxiosRequest({ url, method, headers, body }: VendorRequest, wire: Wire): AxiosRequestConfig {
  return {
    url: url.href,
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      'User-Agent': userAgent,
      // Without a body `false` keeps axios from naming a form type of its own.
      'Content-Type': body?.type ?? false,
      ...headers,
    },
    ...(body && { data: Buffer.from(body.text) }),
    transport: wire.transport,
    signal: wire.signal,
    proxy: false,
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'arraybuffer',
    decompress: true,
    maxContentLength: MAX_ANSWER_BYTES,
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
  };
}

function toReply({ status, headers, data }: AxiosResponse<Buffer>): VendorReply {
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { status, headers: Object.fromEntries(texts), body: readBody(new TextDecoder().decode(data)) };
}

function readBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof UnreadableJson) return text;
    throw error;
  }
}
