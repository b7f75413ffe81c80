import type { TenantRecords, UserRecord } from './records.js';

/** An app at Keap (the tenant) with the client, keys and user that reach it. */
export interface KeapAccount {
  readonly id: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly serviceAccountKey: string;
  readonly personalAccessToken: string;
  readonly legacyKey: string;
  readonly userId: number;
  /** What the user may do, as `contacts`, `contacts:read` or `contacts:write`; absent means everything. */
  readonly permissions?: readonly string[];
  records: TenantRecords;
}

/** A consent given in the browser, waiting to be exchanged. */
export interface AuthorizationCode {
  code: string;
  clientId: string;
  accountId: string;
  redirectUri: string;
  expires: number;
}

/** One pair of tokens; all pairs that descend from one consent are a family. */
export interface Grant {
  family: string;
  clientId: string;
  accountId: string;
  accessToken: string;
  refreshToken: string;
  accessExpires: number;
  refreshExpires: number;
  revoked: boolean;
  /** When its refresh token was spent, and the access token of the pair that it bought. */
  spent?: { at: number; successor: string };
}

/** Calls counted in the current window of one limit. */
export interface WindowCount {
  window: number;
  used: number;
}

/** Everything the simulator remembers; plain JSON. */
export interface KeapState {
  accounts: KeapAccount[];
  codes: AuthorizationCode[];
  grants: Grant[];
  counts: Record<string, WindowCount>;
}

export function findAccount(state: KeapState, id: string): KeapAccount | undefined {
  return state.accounts.find((account) => account.id === id || account.tenant === id);
}

export function findClient(state: KeapState, clientId: string): KeapAccount | undefined {
  return state.accounts.find((account) => account.clientId === clientId);
}

export function userOf(account: KeapAccount): UserRecord {
  const user = account.records.users.rows[String(account.userId)];
  if (!user) throw new Error(`The account ${account.id} has lost its user.`);
  return user;
}
