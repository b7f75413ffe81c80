import type { Caller } from './caller.js';

/** The rows of an organization that a caller may see: all of them for an org-admin, else those of the own account. */
export interface VisibleRows {
  readonly organizationId: number;
  readonly accountId?: number;
}

export function visibleTo(caller: Caller): VisibleRows {
  const { organizationId, accountId, role } = caller;
  return role === 'org-admin' ? { organizationId } : { organizationId, accountId };
}
