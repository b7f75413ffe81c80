import { randomUUID } from 'node:crypto';
import { Account, type Identity } from './account.js';
import { firstCustomFields, firstRecords } from './first-records.js';
import { permissions } from './permissions.js';
import type { AccessToken, User } from './records.js';

const mainUserID = 11;
const restrictedUserID = 12;
const apiUserID = 13;

/** The shape of the provider's tokens and client ids: a GUID in upper case. */
export function createGuid(): string {
  return randomUUID().toUpperCase();
}

interface Credentials {
  readonly accessToken: string;
  readonly restrictedToken: string;
  readonly clientID: string;
  readonly clientSecret: string;
}

/** Fixed, so that any client of the provider can be pointed at the sandbox; worthless anywhere else. */
const demonstrationCredentials: Credentials = {
  accessToken: '5A4DB0E5-0000-4000-8000-00000000A001',
  restrictedToken: '5A4DB0E5-0000-4000-8000-00000000A002',
  clientID: '5A4DB0E5-0000-4000-8000-00000000C001',
  clientSecret: '5A4DB0E5-0000-4000-8000-00000000C002',
};

function user(userID: number, account: string, first: string, held: readonly string[]): User {
  return {
    userID,
    username: `${first.toLowerCase()}@${account}`,
    firstName: first,
    lastName: 'Sandbox',
    email: `${first.toLowerCase()}@${account}.example`,
    permissions: held,
    dateAdded: '2024-01-15 09:00:00',
  };
}

function accountOf(id: string, credentials: Credentials, held: readonly string[]): Account {
  const identity: Identity = {
    id,
    clientID: credentials.clientID,
    clientSecret: credentials.clientSecret,
    apiUserID,
    users: [
      user(mainUserID, id, 'Ada', held),
      user(restrictedUserID, id, 'Rita', [
        permissions.restricted,
        permissions.addContacts,
        permissions.editContacts,
        permissions.deleteContacts,
      ]),
      user(apiUserID, id, 'API', [permissions.administrator]),
    ],
    customFields: firstCustomFields,
  };
  const tokens: AccessToken[] = [
    { token: credentials.accessToken, userID: mainUserID, issued: false },
    { token: credentials.restrictedToken, userID: restrictedUserID, issued: false },
  ];
  return new Account(identity, tokens, firstRecords);
}

export function createDemonstrationAccount(): Account {
  return accountOf('emfluence-demo', demonstrationCredentials, [permissions.administrator]);
}

/** An account of its own; without permissions its main user is an administrator. */
export function createNewAccount(id: string, held: readonly string[] = [permissions.administrator]): Account {
  const credentials = {
    accessToken: createGuid(),
    restrictedToken: createGuid(),
    clientID: createGuid(),
    clientSecret: createGuid(),
  };
  return accountOf(id, credentials, held);
}
