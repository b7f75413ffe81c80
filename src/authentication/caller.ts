import type { Role } from './user.entity.js';

/** Who calls, proved by the secrets of the request. */
export interface Caller {
  readonly organizationId: number;
  readonly organizationName: string;
  readonly userId: number;
  readonly accountId: number;
  readonly role: Role;
  /** The instance whose token was sent; only on routes that ask for it. */
  readonly instanceId?: number;
}

const callers = new WeakMap<object, Caller>();

export function rememberCaller(request: object, caller: Caller): void {
  callers.set(request, caller);
}

/** Fails on a route that declares `@Credentials('none')`: nobody has been proved there. */
export function callerOf(request: object): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('The route reads its caller but declares no credentials.');
  return caller;
}

/** The caller, or undefined where nobody was proved: before the guard, on public routes and on refused requests. */
export function knownCaller(request: object): Caller | undefined {
  return callers.get(request);
}
