import { randomBytes } from 'node:crypto';
import type { SandboxAccount } from '../provider.js';
import type { KeapAccount } from './keap-state.js';
import { userOf } from './keap-state.js';
import { createTenantRecords } from './tenant-records.js';

const REDIRECT_URIS = [
  'http://127.0.0.1:3000/oauth/callback',
  'http://localhost:3000/oauth/callback',
  'https://hub.example/oauth/callback',
];

type Credentials = Omit<KeapAccount, 'records' | 'permissions' | 'userId' | 'redirectUris'>;

/** Its credentials never change, so that they can stand in the README and in other programs' settings. */
const DEMO: Credentials = {
  id: 'ab123',
  tenant: 'ab123.infusionsoft.com',
  clientId: 'sandbox-keap-client-id-0001',
  clientSecret: 'sandbox-keap-client-secret-0001',
  serviceAccountKey: 'KeapAK-sandbox-service-account-key-0001',
  personalAccessToken: 'KeapAK-sandbox-personal-access-token-0001',
  legacyKey: '5a4d8c1e0f3b2a69788796a5b4c3d2e1',
};

function openAccount(credentials: Credentials, now: number, permissions?: readonly string[]): KeapAccount {
  return {
    ...credentials,
    redirectUris: REDIRECT_URIS,
    userId: 45,
    ...(permissions ? { permissions } : {}),
    records: createStartingRecords(credentials, permissions === undefined, now),
  };
}

function createStartingRecords({ id, tenant }: Credentials, admin: boolean, now: number): KeapAccount['records'] {
  const owner = {
    given_name: 'Ada',
    family_name: 'Example',
    email: `ada@${id}.example`,
    status: 'ACTIVE',
    admin,
    partner: false,
    global_user_id: `usr_${id}`,
    keap_id: `ada@${id}.example`,
  };
  return createTenantRecords(tenant, owner, now);
}

export function createDemoAccount(now: number): KeapAccount {
  return openAccount(DEMO, now);
}

/** `number` counts the accounts that were made; it gives the tenant its name. */
export function createOtherAccount(number: number, now: number, permissions?: readonly string[]): KeapAccount {
  const id = `cd${String(200 + number)}`;
  const secret = (prefix: string): string => `${prefix}${randomBytes(18).toString('hex')}`;
  const credentials: Credentials = {
    id,
    tenant: `${id}.infusionsoft.com`,
    clientId: secret('client-'),
    clientSecret: secret(''),
    serviceAccountKey: secret('KeapAK-'),
    personalAccessToken: secret('KeapAK-'),
    legacyKey: randomBytes(16).toString('hex'),
  };
  return openAccount(credentials, now, permissions);
}

/** Puts the account's records back to what they were when it was opened. */
export function clearRecords(account: KeapAccount, now: number): void {
  account.records = createStartingRecords(account, account.permissions === undefined, now);
}

/** Gives records that were stored before a kind of record existed what a new account has of that kind. */
export function completeRecords(account: KeapAccount, now: number): void {
  account.records = { ...createStartingRecords(account, account.permissions === undefined, now), ...account.records };
}

export function describeAccount(account: KeapAccount): SandboxAccount {
  const user = userOf(account);
  return {
    id: account.id,
    tenant: account.tenant,
    clientId: account.clientId,
    clientSecret: account.clientSecret,
    redirectUris: account.redirectUris,
    serviceAccountKey: account.serviceAccountKey,
    personalAccessToken: account.personalAccessToken,
    legacyKey: account.legacyKey,
    user: {
      id: String(user.id),
      email: user.email,
      givenName: user.given_name,
      familyName: user.family_name,
      admin: user.admin,
      permissions: account.permissions ?? null,
    },
  };
}
