import type { Caller } from '../authentication/caller.js';
import type { Deadline } from '../vendor-http/deadline.js';

/** A call to a resource of a provider account, as it came through the front door. */
export interface HubRequest {
  readonly caller: Caller;
  readonly method: string;
  readonly resource: string;
  readonly id?: string;
  /** A resource below the record with that id, and one of its records. */
  readonly child?: string;
  readonly childId?: string;
  /** Each parameter once; the front door refuses repeated ones. */
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there was no body. */
  readonly body: unknown;
  readonly deadline: Deadline;
}

/** `body` undefined is an empty answer. Header values are text, as they go on the wire. */
export interface HubAnswer {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}
