import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AuthorizationParts } from './authorization-header.js';
import type { FoundCredentials } from './credential-lookup.js';
import type { CredentialNeed } from './credentials.decorator.js';
import { judgeCredentials, type Verdict } from './judge-credentials.js';
import type { Role } from './user.entity.js';

const digestOf = (secret = 'nothing'): Buffer => createHash('sha256').update(secret).digest();

/** Secrets are named `u1`, `o1`, `e1` by their organization; the instance of `e1` lies in account 10. */
const find = (sent: AuthorizationParts, role: Role, accountId: number): FoundCredentials => ({
  ...(sent.user?.startsWith('u') && {
    user: {
      ...{ digest: digestOf(sent.user), organizationId: Number(sent.user.slice(1)), organizationName: 'Acme' },
      ...{ userId: 7, accountId, role },
    },
  }),
  ...(sent.organization?.startsWith('o') && {
    organization: { digest: digestOf(sent.organization), organizationId: Number(sent.organization.slice(1)) },
  }),
  ...(sent.element?.startsWith('e') && {
    element: {
      ...{ digest: digestOf(sent.element), organizationId: Number(sent.element.slice(1)) },
      ...{ instanceId: 99, accountId: 10 },
    },
  }),
});

const judge = (
  need: CredentialNeed,
  sent: AuthorizationParts,
  { role = 'org-admin', accountId = 10 }: { role?: Role; accountId?: number } = {},
): Verdict => {
  const digests = {
    user: digestOf(sent.user),
    organization: digestOf(sent.organization),
    element: digestOf(sent.element),
  };
  return judgeCredentials(need, sent, digests, find(sent, role, accountId));
};

const caller = { organizationId: 1, organizationName: 'Acme', userId: 7, accountId: 10, role: 'org-admin' };

describe('credentials', () => {
  it('of a platform call are User and Organization, and any Element part is harmless', () => {
    expect(judge('platform', { user: 'u1', organization: 'o1' })).toEqual(caller);
    expect(judge('platform', { user: 'u1', organization: 'o1', element: 'e1' })).toEqual(caller);
    expect(judge('platform', { user: 'u1', organization: 'o1', element: 'e2' })).toEqual(caller);
    expect(judge('platform', { user: 'u1', organization: 'o1', element: 'dead' })).toEqual(caller);
  });

  it('of a hub call are User and Element, and an Organization part that is sent must fit', () => {
    const hubCaller = { ...caller, instanceId: 99 };
    expect(judge('hub', { user: 'u1', element: 'e1' })).toEqual(hubCaller);
    expect(judge('hub', { user: 'u1', organization: 'o1', element: 'e1' })).toEqual(hubCaller);
    expect(judge('hub', { user: 'u1', organization: 'wrong', element: 'e1' })).toBeUndefined();
    expect(judge('hub', { user: 'u1', organization: 'o2', element: 'e1' })).toBeUndefined();
  });

  it('of a public call are none, but an Organization part that is sent must be valid', () => {
    expect(judge('none', {})).toBe('anybody');
    expect(judge('none', { organization: 'o1' })).toBe('anybody');
    expect(judge('none', { user: 'wrong', element: 'dead' })).toBe('anybody');
    expect(judge('none', { organization: 'wrong' })).toBeUndefined();
    expect(judge('none', { user: 'u1', organization: 'wrong' })).toBeUndefined();
  });

  const organizations = [1, 2];
  const mixes = organizations.flatMap((u) =>
    organizations.flatMap((o) => organizations.map((e) => [u, o, e] as const)),
  );

  it.each(mixes)('of User %i, Organization %i and Element %i pass only when they belong together', (u, o, e) => {
    const sent = { user: `u${u}`, organization: `o${o}`, element: `e${e}` };
    expect(judge('hub', sent) !== undefined).toBe(u === o && u === e);
    expect(judge('platform', sent) !== undefined).toBe(u === o);
    expect(judge('hub', { user: sent.user, element: sent.element }) !== undefined).toBe(u === e);
  });

  it.each<[CredentialNeed, AuthorizationParts]>([
    ['platform', {}],
    ['platform', { user: 'u1' }],
    ['platform', { organization: 'o1' }],
    ['platform', { user: 'u1', element: 'e1' }],
    ['platform', { user: 'wrong', organization: 'o1' }],
    ['platform', { user: 'u1', organization: 'wrong' }],
    ['hub', {}],
    ['hub', { user: 'u1' }],
    ['hub', { element: 'e1' }],
    ['hub', { organization: 'o1', element: 'e1' }],
    ['hub', { user: 'u1', organization: 'o1' }],
    ['hub', { user: 'wrong', element: 'e1' }],
    ['hub', { user: 'u1', element: 'dead' }],
  ])('of a %s call are refused when they are %j', (need, sent) => {
    expect(judge(need, sent)).toBeUndefined();
  });

  it('are refused when a row came back for another digest', () => {
    const digests = { user: digestOf('u1'), organization: digestOf('o1'), element: digestOf() };
    const found = find({ user: 'u2', organization: 'o1' }, 'org-admin', 10);
    expect(judgeCredentials('platform', { user: 'u1', organization: 'o1' }, digests, found)).toBeUndefined();
  });

  it('let only an org-admin use an instance of another account', () => {
    const sent = { user: 'u1', element: 'e1' };
    expect(judge('hub', sent, { role: 'org-admin', accountId: 11 })).toMatchObject({ accountId: 11, instanceId: 99 });
    expect(judge('hub', sent, { role: 'member', accountId: 11 })).toBeUndefined();
    expect(judge('hub', sent, { role: 'admin', accountId: 11 })).toBeUndefined();
    expect(judge('hub', sent, { role: 'member', accountId: 10 })).toMatchObject({ role: 'member', instanceId: 99 });
  });
});
