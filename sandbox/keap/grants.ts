import { randomBytes } from 'node:crypto';
import type { AuthorizationCode, Grant, KeapState } from './keap-state.js';

const CODE_LIFE = 10 * 60_000;
/** A day, of which the API announces one second less. */
const ACCESS_LIFE = 86_400_000;
const REFRESH_LIFE = 45 * 86_400_000;

export const ACCESS_SECONDS = ACCESS_LIFE / 1000 - 1;

export interface RefreshRules {
  /** How long a spent refresh token still answers the pair that it bought. */
  readonly graceMs: number;
  /** Whether spending a token twice ends everything that came from its consent. */
  readonly familyRevocation: boolean;
  readonly keepOldAccessToken: boolean;
}

function createToken(prefix: string): string {
  return prefix + randomBytes(20).toString('base64url');
}

export function issueCode(state: KeapState, consent: Omit<AuthorizationCode, 'code' | 'expires'>, now: number): string {
  const code = createToken('ac_');
  state.codes = state.codes.filter((known) => known.expires > now);
  state.codes.push({ ...consent, code, expires: now + CODE_LIFE });
  return code;
}

/** A code serves once, also when what came with it does not fit. */
export function takeCode(state: KeapState, code: string, now: number): AuthorizationCode | undefined {
  const found = state.codes.find((known) => known.code === code);
  state.codes = state.codes.filter((known) => known !== found);
  return found && found.expires > now ? found : undefined;
}

export function issueGrant(
  state: KeapState,
  owner: Pick<Grant, 'clientId' | 'accountId'> & { family?: string },
  now: number,
): Grant {
  const grant: Grant = {
    family: owner.family ?? createToken('fm_'),
    clientId: owner.clientId,
    accountId: owner.accountId,
    accessToken: createToken('at_'),
    refreshToken: createToken('rt_'),
    accessExpires: now + ACCESS_LIFE,
    refreshExpires: now + REFRESH_LIFE,
    revoked: false,
  };
  state.grants.push(grant);
  return grant;
}

/** Spends a refresh token of this client and answers the new pair; undefined when the token is dead. */
export function refreshGrant(
  state: KeapState,
  token: string,
  clientId: string,
  rules: RefreshRules,
  now: number,
): Grant | undefined {
  const grant = state.grants.find((known) => known.refreshToken === token && known.clientId === clientId);
  if (!grant || grant.refreshExpires <= now) return undefined;
  if (grant.spent) return replaySpent(state, grant, grant.spent, rules, now);
  if (grant.revoked) return undefined;
  const successor = issueGrant(state, grant, now);
  grant.spent = { at: now, successor: successor.accessToken };
  if (!rules.keepOldAccessToken) grant.revoked = true;
  return successor;
}

function replaySpent(
  state: KeapState,
  grant: Grant,
  spent: NonNullable<Grant['spent']>,
  rules: RefreshRules,
  now: number,
): Grant | undefined {
  if (now - spent.at < rules.graceMs) {
    const successor = state.grants.find((known) => known.accessToken === spent.successor);
    return successor?.revoked || successor?.spent ? undefined : successor;
  }
  if (rules.familyRevocation) {
    for (const member of state.grants.filter((known) => known.family === grant.family)) member.revoked = true;
  }
  return undefined;
}

export function findGrant(state: KeapState, accessToken: string): Grant | undefined {
  return state.grants.find((known) => known.accessToken === accessToken && !known.revoked);
}
