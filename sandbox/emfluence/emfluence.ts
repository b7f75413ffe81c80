import type { ProviderFactory, ProviderSimulator, SandboxContext, SandboxReply, SandboxRequest } from '../provider.js';
import type { Account } from './accounts/account.js';
import { Accounts, type AccountsSnapshot, toSandboxAccount } from './accounts/accounts.js';
import { toContact } from './contacts/contact.js';
import { seedContact } from './contacts/seed-contact.js';
import { toCustomField } from './custom-fields.js';
import { toEmail } from './emails/email.js';
import { toGroup } from './groups/group.js';
import { guesses } from './guesses.js';
import { AuthorizationPage } from './oauth/authorization-page.js';
import { TokenDesk } from './oauth/token-desk.js';
import { findToken } from './protocol/access-token.js';
import { Api, readBody } from './protocol/api.js';
import { Limits } from './protocol/limits.js';
import { toUser } from './users.js';

function createRouter(context: SandboxContext, accounts: Accounts, limits: Limits) {
  const api = new Api(context, accounts, limits);
  const authorizationPage = new AuthorizationPage(context, accounts);
  const tokenDesk = new TokenDesk(context, accounts);
  const routes: Readonly<Record<string, (request: SandboxRequest) => SandboxReply>> = {
    '/oauth/authorize': (request) => authorizationPage.handle(request),
    '/oauth/token/user': (request) => tokenDesk.handle(request, 'user'),
    '/oauth/token/application': (request) => tokenDesk.handle(request, 'application'),
  };
  return (request: SandboxRequest): SandboxReply => {
    if (request.path.startsWith('/v1/')) return api.handle(request);
    const route = context.settings.get<boolean>('oauth') ? routes[request.path] : undefined;
    return route
      ? route(request)
      : { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not found</h1>' };
  };
}

/** The records of one kind as the provider shows them one by one. */
function readState(account: Account, resource: string, { settings }: SandboxContext): readonly unknown[] {
  const { contacts, groups, emails, identity } = account;
  const kinds: Readonly<Record<string, () => readonly unknown[]>> = {
    contacts: () => [...contacts.values()].map((contact) => toContact(contact, account, settings)),
    groups: () => [...groups.values()].map((group) => toGroup(group, account, settings)),
    emails: () => [...emails.values()].map((email) => toEmail(email, settings)),
    customFields: () => identity.customFields.map(toCustomField),
    users: () => identity.users.map(toUser),
  };
  const read = kinds[resource];
  if (!read) throw new Error(`emfluence keeps no "${resource}"; it keeps ${Object.keys(kinds).join(', ')}.`);
  return read();
}

function findAccountOf(request: SandboxRequest, accounts: Accounts, { settings }: SandboxContext): string | undefined {
  const { fields } = readBody(request);
  const clientID = fields['clientID'] ?? request.query.get('clientID');
  if (request.path.startsWith('/oauth/')) {
    return typeof clientID === 'string' ? accounts.ofClient(clientID)?.identity.id : undefined;
  }
  const found = findToken(request, fields, settings);
  return found && accounts.ownerOf(found.token)?.account.identity.id;
}

/** The emfluence Marketing Platform API v1 as its guide describes it; HONESTY.md tells what is a guess. */
export const createEmfluence: ProviderFactory = (context): ProviderSimulator => {
  const accounts = new Accounts();
  const limits = new Limits(context);
  return {
    name: 'emfluence',
    guesses,
    handle: createRouter(context, accounts, limits),
    accountOf: (request) => findAccountOf(request, accounts, context),
    createAccount: ({ permissions }) => toSandboxAccount(accounts.create(permissions)),
    accounts: () => accounts.all().map(toSandboxAccount),
    seed: (accountId, people) => {
      const account = accounts.get(accountId);
      account.seeded += people.length;
      return people.map((person) => String(seedContact(account, person, context.clock.now())));
    },
    seeded: (accountId) => accounts.get(accountId).seeded,
    state: (resource, accountId) => readState(accounts.get(accountId), resource, context),
    reset: ({ tokens }) => {
      accounts.reset(tokens);
      limits.reset();
    },
    snapshot: () => accounts.snapshot(),
    restore: (snapshot) => accounts.restore(snapshot as AccountsSnapshot),
  };
};
