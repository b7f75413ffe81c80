import { timingSafeEqual } from 'node:crypto';
import type { AuthorizationParts } from './authorization-header.js';
import type { Caller } from './caller.js';
import type { CredentialNeed } from './credentials.decorator.js';
import type { FoundCredentials, PartDigests } from './credential-lookup.js';

/** `undefined` means refused; `'anybody'` that the route is public and nothing that was sent contradicts that. */
export type Verdict = Caller | 'anybody' | undefined;

/** Judges what was sent against what the database knows of it. `found` holds only living secrets of active owners. */
export function judgeCredentials(
  need: CredentialNeed,
  sent: AuthorizationParts,
  digests: PartDigests,
  found: FoundCredentials,
): Verdict {
  const user = confirmed(sent.user, digests.user, found.user);
  const organization = confirmed(sent.organization, digests.organization, found.organization);
  const element = confirmed(sent.element, digests.element, found.element);
  const organizationHolds = sent.organization === undefined || organization !== undefined;

  if (need === 'none') return organizationHolds ? 'anybody' : undefined;
  if (user === undefined || !organizationHolds) return undefined;
  if (organization !== undefined && organization.organizationId !== user.organizationId) return undefined;

  const { organizationId, organizationName, userId, accountId, role } = user;
  const caller: Caller = { organizationId, organizationName, userId, accountId, role };
  if (need === 'platform') return organization === undefined ? undefined : caller;

  if (element === undefined || element.organizationId !== organizationId) return undefined;
  if (role !== 'org-admin' && element.accountId !== accountId) return undefined;
  return { ...caller, instanceId: element.instanceId };
}

function confirmed<Row extends { readonly digest: Buffer }>(
  sent: string | undefined,
  digest: Buffer,
  row: Row | undefined,
): Row | undefined {
  const same = timingSafeEqual(digest, row?.digest.length === digest.length ? row.digest : Buffer.alloc(digest.length));
  return sent !== undefined && same ? row : undefined;
}
