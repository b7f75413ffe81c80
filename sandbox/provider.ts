import type { Clock } from './clock.js';
import type { Settings } from './settings.js';
import type { Person } from './people.js';

/** One request as a provider simulator sees it, its body fully read. */
export interface SandboxRequest {
  readonly method: string;
  /** The path below the provider's prefix, still percent-encoded, always beginning with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Absolute URL of the provider's prefix as the caller reached it, e.g. `http://127.0.0.1:3100/keap`. */
  readonly baseUrl: string;
  readonly secure: boolean;
}

/** What a simulator answers. A plain object as `body` is sent as JSON; a string or Buffer is sent as it is. */
export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object | null;
  /** How long the provider holds the answer back, in real milliseconds (emfluence's throttling). */
  readonly delayMs?: number;
}

/** A switch for one behaviour that the contract leaves open. The default is the stricter reading. */
export interface Guess {
  /** Its name in `PUT /control/settings`. */
  readonly name: string;
  readonly values: readonly (string | boolean | number)[];
  readonly default: string | boolean | number;
  readonly reason: string;
  /** Contract rows whose answers change with the switch; empty when callers of the hub must not notice. */
  readonly changes: readonly string[];
}

/** What the sandbox lends to a simulator. */
export interface SandboxContext {
  readonly clock: Clock;
  readonly settings: Settings;
  /** Sockets open to this provider now, idle ones included. */
  openConnections(): number;
  /** Requests to this provider that are being answered now, this one included. */
  runningRequests(): number;
  /** Counts one refused or delayed request, shown by `GET /control/connections`. */
  countThrottled(): void;
}

/** An account with everything another client of this provider needs to use it. */
export interface SandboxAccount {
  readonly id: string;
  readonly [credential: string]: unknown;
}

export interface ProviderSimulator {
  readonly name: 'emfluence' | 'keap';
  readonly guesses: readonly Guess[];
  handle(request: SandboxRequest): Promise<SandboxReply> | SandboxReply;
  /** The account that the request's credential belongs to, for the journal; undefined when there is none. */
  accountOf(request: SandboxRequest): string | undefined;
  /** Makes an account with credentials of its own; `permissions` limits those of its user. */
  createAccount(options: { permissions?: readonly string[] }): SandboxAccount;
  /** Every account with its credentials, the fixed demonstration account first. */
  accounts(): readonly SandboxAccount[];
  /** Stores these people as contacts of the account and answers the new ids, in order. */
  seed(accountId: string, people: readonly Person[]): readonly string[];
  /** How many people were seeded so far, so that a second seed continues the numbering. */
  seeded(accountId: string): number;
  /** The provider's own records of one resource, as it would answer them one by one. */
  state(resource: string, accountId: string): readonly unknown[];
  /** Clears the records of all accounts; with `tokens` also the accounts and issued tokens, except the fixed ones. */
  reset(options: { tokens: boolean }): void;
  /** Everything that must survive a restart, as JSON. */
  snapshot(): unknown;
  restore(snapshot: unknown): void;
}

export type ProviderFactory = (context: SandboxContext) => ProviderSimulator;
