import type { SandboxAccount } from '../../provider.js';
import { Account, type AccountSnapshot } from './account.js';
import { firstRecords } from './first-records.js';
import { createDemonstrationAccount, createGuid, createNewAccount } from './new-account.js';
import type { AccessToken, User } from './records.js';

export interface AuthorizationCode {
  readonly code: string;
  readonly accountId: string;
  readonly userID: number;
  readonly expiresAt: number;
}

export interface AccountsSnapshot {
  readonly accounts: readonly AccountSnapshot[];
  readonly codes: readonly AuthorizationCode[];
  readonly nextNumber: number;
}

export interface TokenOwner {
  readonly account: Account;
  readonly user: User;
}

/** All client accounts, the demonstration account first, with the tokens that open them. */
export class Accounts {
  private accounts: Account[] = [createDemonstrationAccount()];
  private codes: AuthorizationCode[] = [];
  private nextNumber = 2;

  all(): readonly Account[] {
    return this.accounts;
  }

  get(id: string): Account {
    const account = this.accounts.find(({ identity }) => identity.id === id);
    if (!account) throw new Error(`emfluence has no account "${id}".`);
    return account;
  }

  create(permissions: readonly string[] | undefined): Account {
    const account = createNewAccount(`emfluence-${this.nextNumber++}`, permissions);
    this.accounts.push(account);
    return account;
  }

  ownerOf(token: string): TokenOwner | undefined {
    for (const account of this.accounts) {
      const found = account.tokens.find((candidate) => candidate.token === token.toUpperCase());
      const user = found && account.user(found.userID);
      if (user) return { account, user };
    }
    return undefined;
  }

  ofClient(clientID: string): Account | undefined {
    return this.accounts.find(({ identity }) => identity.clientID === clientID.toUpperCase());
  }

  issueToken(account: Account, userID: number): AccessToken {
    const token = { token: createGuid(), userID, issued: true };
    account.tokens.push(token);
    return token;
  }

  issueCode(account: Account, userID: number, expiresAt: number): string {
    const code = createGuid();
    this.codes.push({ code, accountId: account.identity.id, userID, expiresAt });
    return code;
  }

  /** A code serves one attempt, successful or not. */
  takeCode(code: string, now: number): AuthorizationCode | undefined {
    const found = this.codes.find((candidate) => candidate.code === code);
    this.codes = this.codes.filter((candidate) => candidate !== found);
    return found && found.expiresAt > now ? found : undefined;
  }

  reset(tokens: boolean): void {
    if (tokens) {
      this.accounts = this.accounts.slice(0, 1);
      this.codes = [];
      this.nextNumber = 2;
    }
    for (const account of this.accounts) {
      account.reset();
      if (tokens) account.tokens = account.tokens.filter(({ issued }) => !issued);
    }
  }

  snapshot(): AccountsSnapshot {
    return {
      accounts: this.accounts.map((account) => account.snapshot()),
      codes: this.codes,
      nextNumber: this.nextNumber,
    };
  }

  restore(snapshot: AccountsSnapshot): void {
    this.accounts = snapshot.accounts.map(
      ({ identity, tokens, records }) => new Account(identity, tokens, firstRecords, records),
    );
    this.codes = [...snapshot.codes];
    this.nextNumber = snapshot.nextNumber;
  }
}

export function toSandboxAccount({ identity, tokens }: Account): SandboxAccount {
  const [main, restricted] = tokens;
  return {
    id: identity.id,
    accessToken: main?.token,
    restrictedToken: restricted?.token,
    clientID: identity.clientID,
    clientSecret: identity.clientSecret,
    users: identity.users.map(({ userID, username, permissions }) => ({ userID, username, permissions })),
  };
}
