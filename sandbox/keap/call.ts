import type { SandboxReply, SandboxRequest } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Caller } from './credentials.js';
import type { TenantRecords } from './records.js';

/** One authenticated call of a known operation. */
export interface Call {
  readonly request: SandboxRequest;
  readonly caller: Caller;
  readonly records: TenantRecords;
  readonly settings: Settings;
  /** Whole seconds: the records keep no finer times, so that what is shown can be filtered by. */
  readonly now: number;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/crm/rest`, e.g. `/v2/contacts/{contact_id}`; literal paths go before those with parameters. */
  readonly path: string;
  /** What the caller's user needs for it, `:read` or `:write` added by the method; absent means no permission. */
  readonly permission?: string;
  readonly handle: (call: Call) => SandboxReply;
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
