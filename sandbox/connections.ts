import type { Socket } from 'node:net';
import type { ProviderName } from './provider-name.js';

export interface ConnectionCounts {
  /** Sockets open now, idle ones included. */
  readonly open: number;
  /** The most that were open at once since the last reset. */
  readonly peak: number;
  /** Requests refused or delayed for being too many. */
  readonly throttled: number;
}

/** Which socket speaks to which provider. A socket belongs to the one it spoke to last, until it closes. */
export class ConnectionTable {
  private readonly sockets = new Map<Socket, { readonly id: number; provider: ProviderName }>();
  private readonly peaks = new Map<ProviderName, number>();
  private readonly throttled = new Map<ProviderName, number>();
  private readonly running = new Map<ProviderName, number>();
  private lastId = 0;

  /** Notes a request to the provider on this socket and answers the socket's number. */
  spoke(socket: Socket, provider: ProviderName): number {
    const known = this.sockets.get(socket);
    if (known?.provider === provider) return known.id;
    if (!known) socket.once('close', () => this.sockets.delete(socket));
    const entry = known ?? { id: (this.lastId += 1), provider };
    entry.provider = provider;
    this.sockets.set(socket, entry);
    this.peaks.set(provider, Math.max(this.peaks.get(provider) ?? 0, this.open(provider)));
    return entry.id;
  }

  open(provider: ProviderName): number {
    let open = 0;
    for (const entry of this.sockets.values()) if (entry.provider === provider) open += 1;
    return open;
  }

  runningRequests(provider: ProviderName): number {
    return this.running.get(provider) ?? 0;
  }

  /** Counts a request as running until the returned function is called. */
  began(provider: ProviderName): () => void {
    this.running.set(provider, this.runningRequests(provider) + 1);
    return () => this.running.set(provider, this.runningRequests(provider) - 1);
  }

  countThrottled(provider: ProviderName): void {
    this.throttled.set(provider, (this.throttled.get(provider) ?? 0) + 1);
  }

  counts(provider: ProviderName): ConnectionCounts {
    const open = this.open(provider);
    return { open, peak: this.peaks.get(provider) ?? open, throttled: this.throttled.get(provider) ?? 0 };
  }

  /** Peaks start again from what is open now. */
  reset(): void {
    this.throttled.clear();
    this.peaks.clear();
    for (const { provider } of this.sockets.values()) this.peaks.set(provider, this.open(provider));
  }
}
