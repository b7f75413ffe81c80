const lifeMs = 600_000;
const capacity = 5_000;

/** What was read of accounts, for ten minutes each; the oldest goes when there are too many. */
export class KeptReadings<T> {
  private readonly kept = new Map<string, { readonly until: number; readonly value: Promise<T> }>();

  find(key: string): Promise<T> | undefined {
    const known = this.kept.get(key);
    return known && known.until > performance.now() ? known.value : undefined;
  }

  keep(key: string, value: Promise<T>): Promise<T> {
    // A failed reading is not kept: the next call tries again.
    value.catch(() => this.kept.delete(key));
    this.kept.delete(key);
    this.kept.set(key, { until: performance.now() + lifeMs, value });
    const [oldest] = this.kept.keys();
    if (this.kept.size > capacity && oldest !== undefined) this.kept.delete(oldest);
    return value;
  }
}
