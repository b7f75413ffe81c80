import type { SandboxContext, SandboxReply, SandboxRequest } from '../../provider.js';
import type { Account } from '../accounts/account.js';
import type { Accounts } from '../accounts/accounts.js';
import { readBody } from '../protocol/api.js';
import { toFailure, toSuccess } from '../protocol/envelope.js';
import { isObject, type JsonObject } from '../protocol/read-values.js';
import { codes, missing, Refusal, wrongType } from '../protocol/refusal.js';

function readRequired(fields: JsonObject, name: string): string {
  const value = Object.entries(fields).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
  if (typeof value !== 'string') throw wrongType(name, 'string');
  if (value === '') throw missing(name);
  return value;
}

/** Hands out access tokens, which never expire and are never refreshed. */
export class TokenDesk {
  constructor(
    private readonly context: SandboxContext,
    private readonly accounts: Accounts,
  ) {}

  handle(request: SandboxRequest, kind: 'user' | 'application'): SandboxReply {
    const { settings } = this.context;
    try {
      const fields = this.readFields(request);
      const token = kind === 'user' ? this.exchangeCode(fields) : this.grantApplication(fields);
      return this.toTokenReply(token);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...toFailure(settings, error), status: settings.get<number>('oauthErrorStatus') };
    }
  }

  private readFields(request: SandboxRequest): JsonObject {
    const { settings } = this.context;
    if (settings.get<boolean>('emfluenceHttpsOnly') && !request.secure) {
      throw new Refusal(codes.notHttps, 'Requests must be made over https');
    }
    if (request.method !== 'POST') throw new Refusal(codes.httpMethod, 'Invalid HTTP method, expected POST');
    const { fields, malformed } = readBody(request);
    if (malformed) throw new Refusal(codes.type, 'The body must be a JSON object');
    return fields;
  }

  /** A code is spent even when the secret beside it is wrong: the whole flow has to be begun again. */
  private exchangeCode(fields: JsonObject): string {
    const clientID = readRequired(fields, 'clientID');
    const clientSecret = readRequired(fields, 'clientSecret');
    const code = this.accounts.takeCode(readRequired(fields, 'code'), this.context.clock.now());
    const account = this.findClient(clientID, clientSecret);
    if (code?.accountId !== account.identity.id) throw new Refusal(codes.application, 'The code is invalid');
    return this.accounts.issueToken(account, code.userID).token;
  }

  private grantApplication(fields: JsonObject): string {
    const account = this.findClient(readRequired(fields, 'clientID'), readRequired(fields, 'clientSecret'));
    return this.accounts.issueToken(account, account.identity.apiUserID).token;
  }

  private findClient(clientID: string, clientSecret: string): Account {
    const account = this.accounts.ofClient(clientID);
    if (account?.identity.clientSecret === clientSecret) return account;
    throw new Refusal(codes.application, 'The clientID or clientSecret is invalid');
  }

  private toTokenReply(accessToken: string): SandboxReply {
    const { settings } = this.context;
    const [first = '', second] = settings.get<string>('oauthTokenField').split('.');
    const reply = toSuccess(settings, { data: second ? { [second]: accessToken } : {}, warnings: [] });
    const envelope: unknown = JSON.parse(String(reply.body));
    if (second || !isObject(envelope)) return reply;
    return { ...reply, body: JSON.stringify({ ...envelope, [first]: accessToken }) };
  }
}
