import http, { type Agent, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ANSWER_TOO_LARGE, CALL_TIMEOUT, CONNECT_TIMEOUT, type BrokenExchange } from './transport-failure.js';

/** For name, TCP, proxy and TLS together. */
const CONNECT_MS = 5000;

/**
 * One HTTP request on its way. axios sends through it, so that it can be said afterwards whether anything had left when
 * it broke. It also brings the agent: axios, told to keep off proxies, exchanges an agent that uses one for a copy that
 * does not.
 */
export class Wire {
  private request: ClientRequest | undefined;
  private isConnected = false;
  private isAnswerBegun = false;
  /** Why the gateway itself gave up. */
  private ownCode: string | undefined;
  /** Ends the exchange at once: a request that still waits for its connection would not tell of its own end. */
  private readonly abortion = new AbortController();
  private connectTimer: NodeJS.Timeout | undefined;
  private readonly callTimer: NodeJS.Timeout;

  constructor(
    private readonly agent: Agent,
    limitMs: number,
  ) {
    this.callTimer = setTimeout(() => this.giveUp(CALL_TIMEOUT), limitMs);
  }

  /** What axios takes for its `transport`. */
  readonly transport = {
    request: (options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) => this.open(options, onAnswer),
  };

  get signal(): AbortSignal {
    return this.abortion.signal;
  }

  /** Stops the clocks; to be called once the answer is whole or the exchange has failed. */
  end(): void {
    clearTimeout(this.callTimer);
    clearTimeout(this.connectTimer);
  }

  describeFailure(error: unknown): BrokenExchange {
    // axios wraps what broke, and has errors of its own without a cause.
    const cause = readSystemError(readProperty(error, 'cause') ?? error);
    const isTooLarge = readText(error, 'message')?.startsWith('maxContentLength') ?? false;
    return {
      code: this.ownCode ?? (isTooLarge ? ANSWER_TOO_LARGE : cause.code),
      ...(cause.syscall !== undefined && { syscall: cause.syscall }),
      isConnected: this.isConnected,
      isReusedSocket: this.request?.reusedSocket ?? false,
      isAnswerBegun: this.isAnswerBegun,
    };
  }

  private open(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
    const client = options.protocol === 'https:' ? https : http;
    const request = client.request({ ...options, agent: this.agent, timeout: CONNECT_MS }, (answer) => {
      this.isAnswerBegun = true;
      onAnswer(answer);
    });
    this.request = request;
    this.connectTimer = setTimeout(() => this.giveUp(CONNECT_TIMEOUT), CONNECT_MS);
    request.once('socket', (socket) => this.watch(request, socket));
    return request;
  }

  private watch(request: ClientRequest, socket: Socket): void {
    const onConnected = () => {
      this.isConnected = true;
      clearTimeout(this.connectTimer);
    };
    if (request.reusedSocket || isEstablished(socket)) onConnected();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', onConnected);
  }

  private giveUp(code: string): void {
    this.ownCode = code;
    this.abortion.abort();
  }
}

/** A socket that came through a proxy's tunnel is connected before its TLS handshake has ended. */
function isEstablished(socket: Socket): boolean {
  return !socket.connecting && Reflect.get(socket, 'secureConnecting') !== true;
}

/** Reads structure, not class: an error of another realm is no less a system error. */
function readSystemError(error: unknown): { readonly code: string; readonly syscall?: string } {
  const code = readText(error, 'code');
  const syscall = readText(error, 'syscall');
  return { code: code ?? 'UNKNOWN', ...(syscall !== undefined && { syscall }) };
}

function readProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function readText(value: unknown, name: string): string | undefined {
  const text = readProperty(value, name);
  return typeof text === 'string' ? text : undefined;
}
