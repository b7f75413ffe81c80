import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toMessage } from './classify-failure.js';
import type { Deadline } from './deadline.js';

const WINDOW_MS = 1000;

interface Waiter {
  readonly start: () => void;
}

/** The calls of one element to one origin: those in flight, those begun within the last second, and those waiting. */
export class PacerLane {
  private readonly startsPerWindow: number;
  /** When the latest calls began, oldest first; never more than a window takes. */
  private readonly starts: number[] = [];
  /** Waiting calls by instance; the order of the map is the order of turns. */
  private readonly queues = new Map<number, Waiter[]>();
  private inFlight = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly element: ElementDefinition,
    limitsScale: number,
  ) {
    this.startsPerWindow = Math.max(1, Math.floor((element.limits.callsPerSecond ?? Infinity) * limitsScale));
  }

  /** Settles when the call may begin; each call that entered must leave. */
  async enter(instanceId: number, deadline: Deadline): Promise<void> {
    if (deadline.remainingMs() === 0) throw this.throttled();
    if (this.queues.size === 0 && this.msUntilFree() === 0) return this.begin();
    await this.waitForTurn(instanceId, deadline);
  }

  leave(): void {
    this.inFlight -= 1;
    this.admit();
  }

  isIdle(): boolean {
    const latest = this.starts.at(-1);
    return (
      this.inFlight === 0 && this.queues.size === 0 && (latest === undefined || performance.now() - latest > WINDOW_MS)
    );
  }

  private waitForTurn(instanceId: number, deadline: Deadline): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = {
        start: () => {
          clearTimeout(expiry);
          resolve();
        },
      };
      const expiry = setTimeout(() => {
        const error = this.throttled();
        this.drop(instanceId, waiter);
        reject(error);
      }, deadline.remainingMs());
      const queue = this.queues.get(instanceId);
      if (queue) queue.push(waiter);
      else this.queues.set(instanceId, [waiter]);
      this.admit();
    });
  }

  private admit(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.queues.size > 0) {
      const wait = this.msUntilFree();
      if (wait > 0) {
        // Without a free socket the next call that leaves admits; otherwise time alone does.
        if (wait !== Infinity) this.timer = setTimeout(() => this.admit(), Math.ceil(wait));
        return;
      }
      this.begin();
      this.takeNext()?.start();
    }
  }

  private begin(): void {
    this.inFlight += 1;
    if (this.startsPerWindow === Infinity) return;
    this.starts.push(performance.now());
    if (this.starts.length > this.startsPerWindow) this.starts.shift();
  }

  /** 0 when a call may begin now, Infinity when that depends on another to end. */
  private msUntilFree(): number {
    if (this.inFlight >= this.element.limits.sockets) return Infinity;
    const oldest = this.starts[0];
    if (oldest === undefined || this.starts.length < this.startsPerWindow) return 0;
    return Math.max(0, oldest + WINDOW_MS - performance.now());
  }

  /** The instance whose turn it was goes to the end of the round. */
  private takeNext(): Waiter | undefined {
    const [instanceId, queue] = this.queues.entries().next().value ?? [];
    if (instanceId === undefined || queue === undefined) return undefined;
    const next = queue.shift();
    this.queues.delete(instanceId);
    if (queue.length > 0) this.queues.set(instanceId, queue);
    return next;
  }

  private drop(instanceId: number, waiter: Waiter): void {
    const rest = (this.queues.get(instanceId) ?? []).filter((one) => one !== waiter);
    if (rest.length > 0) this.queues.set(instanceId, rest);
    else this.queues.delete(instanceId);
  }

  private throttled(): GatewayError {
    const waiting = [...this.queues.values()].reduce((sum, queue) => sum + queue.length, 0);
    const retryAfterSeconds = Math.max(1, Math.ceil(waiting / this.startsPerWindow));
    return new GatewayError('PROVIDER_THROTTLED', toMessage(this.element, 'PROVIDER_THROTTLED'), { retryAfterSeconds });
  }
}
