import type { Person } from '../people.js';
import type {
  ProviderFactory,
  ProviderSimulator,
  SandboxAccount,
  SandboxContext,
  SandboxReply,
  SandboxRequest,
} from '../provider.js';
import { clearRecords, completeRecords, createDemoAccount, createOtherAccount, describeAccount } from './accounts.js';
import { KeapApi } from './api.js';
import { authorize } from './authorize.js';
import { authenticate, isCaller } from './credentials.js';
import { KEAP_GUESSES } from './guesses.js';
import type { KeapAccount, KeapState } from './keap-state.js';
import { findAccount, findClient } from './keap-state.js';
import { showState } from './provider-state.js';
import { pageNotFound } from './replies.js';
import { keapRouting } from './route-table.js';
import { seedContact } from './seed.js';
import { accountOfTokenRequest, answerToken } from './token-endpoint.js';

class Keap implements ProviderSimulator {
  readonly name = 'keap';
  readonly guesses = KEAP_GUESSES;
  private readonly api: KeapApi;
  private held: KeapState;

  constructor(private readonly context: SandboxContext) {
    this.api = new KeapApi(context, keapRouting);
    this.held = { accounts: [createDemoAccount(this.now())], codes: [], grants: [], counts: {} };
  }

  handle(request: SandboxRequest): SandboxReply {
    const reply = this.dispatch(request);
    return { ...reply, headers: { date: new Date(this.now()).toUTCString(), ...reply.headers } };
  }

  accountOf(request: SandboxRequest): string | undefined {
    if (request.path === '/token') return accountOfTokenRequest(this.held, request);
    if (request.path === '/app/oauth/authorize') return findClient(this.held, request.query.get('client_id') ?? '')?.id;
    const caller = authenticate(this.held, this.context.settings, request, this.now());
    return isCaller(caller) ? caller.account.id : undefined;
  }

  createAccount({ permissions }: { permissions?: readonly string[] }): SandboxAccount {
    const account = createOtherAccount(this.held.accounts.length, this.now(), permissions);
    this.held.accounts.push(account);
    return describeAccount(account);
  }

  accounts(): readonly SandboxAccount[] {
    return this.held.accounts.map(describeAccount);
  }

  seed(accountId: string, people: readonly Person[]): readonly string[] {
    const { records, userId } = this.account(accountId);
    const now = Math.floor(this.now() / 1000) * 1000;
    const ids = people.map((person) => String(seedContact(records, person, now, userId).id));
    records.seeded += people.length;
    return ids;
  }

  seeded(accountId: string): number {
    return this.account(accountId).records.seeded;
  }

  /** The account may also be named by its tenant. */
  state(resource: string, accountId: string): readonly unknown[] {
    return showState(this.held, this.account(accountId), resource, this.context.settings);
  }

  reset({ tokens }: { tokens: boolean }): void {
    if (tokens) {
      this.held.accounts = [createDemoAccount(this.now())];
      this.held.grants = [];
      this.held.codes = [];
    }
    for (const account of this.held.accounts) clearRecords(account, this.now());
    this.held.counts = {};
  }

  snapshot(): unknown {
    return structuredClone(this.held);
  }

  restore(snapshot: unknown): void {
    this.held = structuredClone(snapshot) as KeapState;
    for (const account of this.held.accounts) completeRecords(account, this.now());
  }

  private dispatch(request: SandboxRequest): SandboxReply {
    if (request.path === '/token') return answerToken(this.held, this.context.settings, request, this.now());
    if (request.path === '/app/oauth/authorize')
      return authorize(this.held, this.context.settings, request, this.now());
    return request.path.startsWith('/crm/') ? this.api.answer(this.held, request) : pageNotFound();
  }

  private account(id: string): KeapAccount {
    const account = findAccount(this.held, id);
    if (!account) throw new Error(`Keap has no account "${id}".`);
    return account;
  }

  private now(): number {
    return this.context.clock.now();
  }
}

/** Keap's REST API, token endpoint and consent page, for every account of the sandbox. */
export const createKeap: ProviderFactory = (context) => new Keap(context);
