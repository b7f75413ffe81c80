import { createHash, randomBytes } from 'node:crypto';

/** Who has logged in. The secrets themselves are read only when they are asked for. */
export interface ConsoleSession {
  readonly organizationId: number;
  readonly userId: number;
}

export const sessionMs = 10 * 60_000;

const mostSessions = 1000;

/** Sessions of the console login, in this process only: a replica does not know those of another. */
export class ConsoleSessions {
  private readonly sessions = new Map<string, { readonly session: ConsoleSession; readonly endsAt: number }>();

  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** @returns the cookie value, the only thing that finds the session */
  open(session: ConsoleSession): string {
    const cookie = randomBytes(32).toString('base64url');
    this.sessions.set(keyOf(cookie), { session, endsAt: this.nowMs() + sessionMs });
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > mostSessions && oldest !== undefined) this.sessions.delete(oldest);
    return cookie;
  }

  find(cookie: string): ConsoleSession | undefined {
    const entry = this.sessions.get(keyOf(cookie));
    if (entry === undefined) return undefined;
    if (entry.endsAt > this.nowMs()) return entry.session;
    this.sessions.delete(keyOf(cookie));
    return undefined;
  }
}

/** Finding by the hash leaves nothing to learn from the time of the search, or from a dump of the memory. */
function keyOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('base64');
}
