import type { SandboxReply, SandboxRequest } from '../provider.js';
import type { Settings } from '../settings.js';
import { consentPage, oauthErrorPage } from './consent-page.js';
import { issueCode } from './grants.js';
import type { KeapAccount, KeapState } from './keap-state.js';
import { findAccount, findClient } from './keap-state.js';

interface Ask {
  readonly client: KeapAccount;
  readonly redirectUri: string;
  readonly state: string | null;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function redirectAllowed(client: KeapAccount, redirectUri: string, settings: Settings): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const url = new URL(redirectUri);
  if (url.protocol !== 'https:' && (url.protocol !== 'http:' || settings.get<boolean>('httpsRedirectOnly')))
    return false;
  if (client.redirectUris.includes(redirectUri)) return true;
  if (settings.get<boolean>('registeredRedirectsOnly')) return false;
  return url.protocol === 'https:' || LOOPBACK.has(url.hostname);
}

/** Sends the browser back; the redirect keeps whatever query the client's own address has. */
function sendBack({ redirectUri, state }: Ask, answer: Record<string, string>): SandboxReply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return { status: 302, headers: { location: url.href, 'content-type': 'text/html;charset=UTF-8' }, body: '' };
}

function grantConsent(keap: KeapState, ask: Ask, account: KeapAccount, now: number): SandboxReply {
  const { client, redirectUri } = ask;
  const code = issueCode(keap, { clientId: client.clientId, accountId: account.id, redirectUri }, now);
  return sendBack(ask, { code, scope: `full|${account.tenant}` });
}

function readAsk(keap: KeapState, settings: Settings, query: URLSearchParams): Ask | SandboxReply {
  const client = findClient(keap, query.get('client_id') ?? '');
  if (!client) return oauthErrorPage('The client_id is not known.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!redirectAllowed(client, redirectUri, settings)) {
    return oauthErrorPage('The redirect_uri is not the one that this application registered.');
  }
  const ask: Ask = { client, redirectUri, state: query.get('state') };
  if (query.get('response_type') !== 'code') return sendBack(ask, { error: 'unsupported_response_type' });
  if ((query.get('scope') ?? 'full') !== 'full') return sendBack(ask, { error: 'invalid_scope' });
  return ask;
}

function readDecision(keap: KeapState, settings: Settings, form: URLSearchParams, now: number): SandboxReply {
  const ask = readAsk(keap, settings, form);
  if (!('client' in ask)) return ask;
  if (form.get('decision') !== 'allow') return sendBack(ask, { error: 'access_denied' });
  const account = findAccount(keap, form.get('tenant') ?? ask.client.id);
  return account ? grantConsent(keap, ask, account, now) : oauthErrorPage('This app does not exist.');
}

/** The consent page, its answer by form, or in automatic mode the consent at once. */
export function authorize(keap: KeapState, settings: Settings, request: SandboxRequest, now: number): SandboxReply {
  if (request.method === 'POST') {
    return readDecision(keap, settings, new URLSearchParams(request.body.toString('utf8')), now);
  }
  if (request.method !== 'GET')
    return { status: 405, headers: { allow: 'GET, POST', 'content-type': 'text/html;charset=UTF-8' }, body: '' };
  const ask = readAsk(keap, settings, request.query);
  if (!('client' in ask)) return ask;
  if (settings.get<string>('consent') === 'auto') return grantConsent(keap, ask, ask.client, now);
  return consentPage(request.query, ask.client, keap.accounts);
}
