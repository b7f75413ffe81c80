import type { SandboxContext, SandboxReply, SandboxRequest } from '../../provider.js';
import type { Account } from '../accounts/account.js';
import type { Accounts } from '../accounts/accounts.js';
import { toConsentPage, toProblemPage } from './consent-page.js';

const codeLifetimeMs = 10 * 60_000;

interface Wish {
  readonly account: Account;
  readonly redirect: URL;
  /** Whatever else the query held is handed back; it is the only state mechanism there is. */
  readonly extras: readonly (readonly [string, string])[];
}

function toHtml(status: number, body: string): SandboxReply {
  return { status, headers: { 'Content-Type': 'text/html; charset=UTF-8', 'Cache-Control': 'no-store' }, body };
}

function toRedirect({ redirect, extras }: Wish, name: 'code' | 'error', value: string): SandboxReply {
  const target = new URL(redirect);
  for (const [key, extra] of extras) target.searchParams.append(key, extra);
  target.searchParams.set(name, value);
  return { status: 302, headers: { Location: target.href, 'Cache-Control': 'no-store' }, body: '' };
}

/** Where the browser of an account's user is sent to grant or deny an application. */
export class AuthorizationPage {
  constructor(
    private readonly context: SandboxContext,
    private readonly accounts: Accounts,
  ) {}

  handle(request: SandboxRequest): SandboxReply {
    if (request.method !== 'GET' && request.method !== 'POST') return toHtml(405, toProblemPage('Use a browser.'));
    const wish = this.readWish(request);
    if (typeof wish === 'string') return toHtml(400, toProblemPage(wish));
    const { identity } = wish.account;
    if (request.method === 'POST') return this.decide(wish, new URLSearchParams(request.body.toString('utf8')));
    if (this.context.settings.get<string>('consent') === 'ask') return toHtml(200, toConsentPage(identity));
    return this.grant(wish, identity.users[0]?.userID);
  }

  /** What the application asks for, or why it cannot have it. */
  private readWish({ query }: SandboxRequest): Wish | string {
    const named = (name: string): string | undefined =>
      [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    const clientID = named('clientID');
    const redirectURI = named('redirectURI');
    if (!clientID || !redirectURI) return 'clientID and redirectURI are required.';
    const account = this.accounts.ofClient(clientID);
    if (!account) return 'No application has this clientID.';
    const redirect = this.readRedirect(redirectURI);
    if (!redirect) return 'redirectURI must be an absolute https URL.';
    const own = ['clientid', 'redirecturi', 'code', 'error'];
    return { account, redirect, extras: [...query].filter(([key]) => !own.includes(key.toLowerCase())) };
  }

  private readRedirect(text: string): URL | undefined {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    const plainAllowed = !this.context.settings.get<boolean>('emfluenceHttpsRedirect');
    return url.protocol === 'https:' || (url.protocol === 'http:' && plainAllowed) ? url : undefined;
  }

  private decide(wish: Wish, form: URLSearchParams): SandboxReply {
    if (form.get('decision') !== 'grant') return toRedirect(wish, 'error', 'access_denied');
    return this.grant(wish, Number(form.get('userID') ?? wish.account.identity.users[0]?.userID));
  }

  private grant(wish: Wish, userID: number | undefined): SandboxReply {
    const user = wish.account.user(userID ?? 0);
    if (!user) return toHtml(400, toProblemPage('There is no such user.'));
    const code = this.accounts.issueCode(wish.account, user.userID, this.context.clock.now() + codeLifetimeMs);
    return toRedirect(wish, 'code', code);
  }
}
