import type { SandboxReply, SandboxRequest } from '../provider.js';
import type { Settings } from '../settings.js';
import { findGrant } from './grants.js';
import type { KeapAccount, KeapState } from './keap-state.js';
import { findAccount } from './keap-state.js';
import { faultReply } from './replies.js';

/** Who calls: what the limits count by, and what the caller may do. */
export interface Caller {
  readonly account: KeapAccount;
  readonly kind: 'oauth' | 'key';
  /** What the quota of the caller is counted under: the client for OAuth, the key itself otherwise. */
  readonly quotaKey: string;
  /** Absent means everything. */
  readonly permissions?: readonly string[];
}

const NO_TOKEN = { text: 'Invalid access token', code: 'oauth.v2.InvalidAccessToken' };
const WRONG_TOKEN = { text: 'Invalid Access Token', code: 'keymanagement.service.invalid_access_token' };
const EXPIRED_TOKEN = { text: 'Access Token expired', code: 'keymanagement.service.access_token_expired' };

type Refused = typeof NO_TOKEN;

function asUser(account: KeapAccount, kind: Caller['kind'], quotaKey: string): Caller {
  return { account, kind, quotaKey, ...(account.permissions ? { permissions: account.permissions } : {}) };
}

function readKey(state: KeapState, settings: Settings, key: string): Caller | Refused {
  const personal = state.accounts.find((account) => account.personalAccessToken === key);
  if (personal) return asUser(personal, 'key', `pat:${personal.id}`);
  const service = state.accounts.find((account) => account.serviceAccountKey === key);
  if (service) return { account: service, kind: 'key', quotaKey: `sak:${service.id}` };
  const legacy = state.accounts.find((account) => account.legacyKey === key);
  if (legacy && !settings.get<boolean>('legacyKeyRevoked')) {
    return { account: legacy, kind: 'key', quotaKey: `legacy:${legacy.id}` };
  }
  return WRONG_TOKEN;
}

function readBearer(state: KeapState, settings: Settings, token: string, now: number): Caller | Refused {
  if (token.startsWith('KeapAK-') || settings.get<boolean>('legacyKeyAsBearer')) {
    const caller = readKey(state, settings, token);
    if ('account' in caller) return caller;
  }
  const grant = findGrant(state, token);
  const account = grant && findAccount(state, grant.accountId);
  if (!grant || !account) return WRONG_TOKEN;
  return grant.accessExpires <= now ? EXPIRED_TOKEN : asUser(account, 'oauth', `client:${grant.clientId}`);
}

function readCredential(state: KeapState, settings: Settings, request: SandboxRequest, now: number): Caller | Refused {
  const authorization = request.headers['authorization'];
  if (authorization !== undefined) {
    const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
    return bearer === undefined ? NO_TOKEN : readBearer(state, settings, bearer, now);
  }
  const key = request.headers['x-keap-api-key'];
  return key ? readKey(state, settings, key) : NO_TOKEN;
}

/** The caller, or the 401 that its credential deserves. */
export function authenticate(
  state: KeapState,
  settings: Settings,
  request: SandboxRequest,
  now: number,
): Caller | SandboxReply {
  const read = readCredential(state, settings, request, now);
  return 'account' in read ? read : faultReply(401, read.text, read.code);
}

export function isCaller(read: Caller | SandboxReply): read is Caller {
  return 'account' in read;
}
