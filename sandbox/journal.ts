import type { ProviderName } from './provider-name.js';

/** One request that a provider saw. */
export interface JournalEntry {
  /** Counts up from 1 for as long as the sandbox runs, across resets too. */
  readonly id: number;
  /** When it arrived, by the provider's clock. */
  readonly at: string;
  /** Whose credential it bore; null for none or an unknown one. */
  readonly account: string | null;
  /** The number of the socket it came on. */
  readonly connection: number;
  readonly method: string;
  /** Below the provider's prefix, still percent-encoded, as faults match it. */
  readonly path: string;
  /** A parameter given several times is an array. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case; a header given several times is an array. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed when it is JSON, else the text; null when there was none. */
  readonly body: unknown;
  /** What the provider answered, also when the connection was cut then; null while open and when nothing was said. */
  readonly status: number | null;
  /** Real milliseconds since the epoch, with fractions, by a clock that never goes back. */
  readonly startedMs: number;
  /** When the last byte was handed over or the caller was gone; null while the answer is under way. */
  readonly endedMs: number | null;
  readonly executed: boolean;
}

/** What the front end still learns about a request after it was written down. */
export interface OpenEntry {
  executed(): void;
  ended(status: number | null): void;
}

export type Arrival = Pick<JournalEntry, 'account' | 'at' | 'connection' | 'method' | 'path'> & {
  readonly query: URLSearchParams;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
};

interface Row {
  readonly provider: ProviderName;
  readonly bytes: number;
  entry: JournalEntry;
}

const capacity = 10_000;
/** Requests with huge bodies push old ones out early, or a long load of them would exhaust the memory. */
const capacityBytes = 256 * 1024 * 1024;

export class Journal {
  private rows: Row[] = [];
  private bytes = 0;
  private lastId = 0;

  begin(provider: ProviderName, { query, rawHeaders, body, ...arrival }: Arrival): OpenEntry {
    this.lastId += 1;
    const entry: JournalEntry = {
      ...arrival,
      id: this.lastId,
      query: group([...query]),
      headers: group(toPairs(rawHeaders)),
      body: readBody(body),
      status: null,
      startedMs: preciseNow(),
      endedMs: null,
      executed: false,
    };
    const row: Row = { provider, bytes: body.length, entry };
    this.rows.push(row);
    this.bytes += row.bytes;
    this.trim();
    return {
      executed: () => {
        row.entry = { ...row.entry, executed: true };
      },
      ended: (status) => {
        row.entry = { ...row.entry, status, endedMs: preciseNow() };
      },
    };
  }

  /** Oldest first; with `since` those after the entry of that id. */
  entries(filter: { provider?: ProviderName; since?: number } = {}): JournalEntry[] {
    const { provider, since = 0 } = filter;
    return this.rows
      .filter((row) => row.entry.id > since && (provider === undefined || row.provider === provider))
      .map((row) => row.entry);
  }

  clear(): void {
    this.rows = [];
    this.bytes = 0;
  }

  private trim(): void {
    while (this.rows.length > capacity || (this.bytes > capacityBytes && this.rows.length > 1)) {
      this.bytes -= this.rows.shift()?.bytes ?? 0;
    }
  }
}

function preciseNow(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000) / 1000;
}

function toPairs(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

function group(pairs: readonly [string, string][]): Record<string, string | string[]> {
  const grouped = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const earlier = grouped.get(name);
    grouped.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(grouped);
}

function readBody(body: Buffer): unknown {
  if (body.length === 0) return null;
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
