import { GatewayError } from '../errors/gateway-error.js';

export interface AttemptLimits {
  readonly attempts: number;
  readonly windowMs: number;
  /** Keys remembered at most; the longest unused is forgotten first. */
  readonly keys: number;
}

/**
 * Counts attempts over a sliding window, in this process only. An attempt counts from its beginning, so that many at
 * once cannot slip through before the first has failed; a successful one is given back.
 */
export class AttemptLimiter {
  private readonly attempts = new Map<string, number[]>();

  constructor(
    private readonly limits: AttemptLimits,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /**
   * @returns what gives the attempt back
   * @throws GatewayError RATE_LIMITED with the seconds until the oldest attempt leaves the window
   */
  take(key: string): () => void {
    const now = this.nowMs();
    const recent = (this.attempts.get(key) ?? []).filter((at) => at > now - this.limits.windowMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.limits.attempts) {
      const retryAfterSeconds = Math.max(1, Math.ceil((oldest + this.limits.windowMs - now) / 1000));
      throw new GatewayError('RATE_LIMITED', 'Too many failed attempts.', { retryAfterSeconds });
    }
    this.remember(key, [...recent, now]);
    return () => this.giveBack(key, now);
  }

  private remember(key: string, attempts: number[]): void {
    this.attempts.delete(key);
    this.attempts.set(key, attempts);
    const [longestUnused] = this.attempts.keys();
    if (this.attempts.size > this.limits.keys && longestUnused !== undefined) this.attempts.delete(longestUnused);
  }

  private giveBack(key: string, at: number): void {
    const attempts = this.attempts.get(key);
    const index = attempts?.indexOf(at) ?? -1;
    if (attempts === undefined || index < 0) return;
    attempts.splice(index, 1);
    if (attempts.length === 0) this.attempts.delete(key);
  }
}
