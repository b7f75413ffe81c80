/** The moment by which a request must be answered. It runs on the monotonic clock, so that a changed system time cannot move it. */
export class Deadline {
  private readonly endsAt: number;
  private abortSignal: AbortSignal | undefined;

  constructor(ms: number) {
    this.endsAt = performance.now() + ms;
  }

  /** Never negative. */
  remainingMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /** Aborts when the time is over. Made on first use: most requests never need its timer. */
  get signal(): AbortSignal {
    this.abortSignal ??= AbortSignal.timeout(Math.ceil(this.remainingMs()));
    return this.abortSignal;
  }
}
