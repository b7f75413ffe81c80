import type { SandboxReply, SandboxRequest } from '../provider.js';
import type { Settings } from '../settings.js';
import { ACCESS_SECONDS, issueGrant, refreshGrant, takeCode } from './grants.js';
import type { Grant, KeapAccount, KeapState } from './keap-state.js';
import { findAccount, findClient } from './keap-state.js';

function answer(status: number, body: object, headers: Record<string, string> = {}): SandboxReply {
  return {
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
      ...headers,
    },
    body,
  };
}

function refuse(error: string, description: string): SandboxReply {
  return answer(400, { error, error_description: description });
}

function invalidGrant(settings: Settings, what: string): SandboxReply {
  const newer = settings.get<string>('tokenErrorStyle') === 'invalid_request';
  return newer
    ? refuse('invalid_request', `Invalid ${what}`)
    : refuse('invalid_grant', `Invalid ${what.toLowerCase()}`);
}

function invalidClient(): SandboxReply {
  return answer(401, { ErrorCode: 'invalid_client', Error: 'ClientId is Invalid' });
}

function checkClient(
  state: KeapState,
  id: string | null | undefined,
  secret: string | null | undefined,
): KeapAccount | undefined {
  const client = findClient(state, id ?? '');
  return client && client.clientSecret === secret ? client : undefined;
}

function readBasic(request: SandboxRequest): { id: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id, secret: secret.join(':') };
}

function tokenReply(state: KeapState, settings: Settings, grant: Grant, now: number): SandboxReply {
  const seconds = Math.max(0, Math.min(ACCESS_SECONDS, Math.floor((grant.accessExpires - now) / 1000)));
  return answer(200, {
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    token_type: 'bearer',
    expires_in: settings.get<string>('expiresInType') === 'string' ? String(seconds) : seconds,
    scope: `full|${findAccount(state, grant.accountId)?.tenant ?? ''}`,
  });
}

/** The exchange takes the client's credentials from the body only. */
function exchangeCode(state: KeapState, settings: Settings, form: URLSearchParams, now: number): SandboxReply {
  const client = checkClient(state, form.get('client_id'), form.get('client_secret'));
  if (!client) return invalidClient();
  const code = takeCode(state, form.get('code') ?? '', now);
  if (!code || code.clientId !== client.clientId) return invalidGrant(settings, 'Authorization Code');
  if (code.redirectUri !== form.get('redirect_uri')) return invalidGrant(settings, 'Redirect URI');
  return tokenReply(state, settings, issueGrant(state, code, now), now);
}

function refresh(
  state: KeapState,
  settings: Settings,
  request: SandboxRequest,
  form: URLSearchParams,
  now: number,
): SandboxReply {
  const basic = readBasic(request);
  const bodyCounts = !basic && settings.get<string>('refreshCredentials') === 'basic-or-body';
  const client = bodyCounts
    ? checkClient(state, form.get('client_id'), form.get('client_secret'))
    : checkClient(state, basic?.id, basic?.secret);
  if (!client) return invalidClient();
  const rules = {
    graceMs: settings.get<number>('grace'),
    familyRevocation: settings.get<boolean>('familyRevocation'),
    keepOldAccessToken: settings.get<string>('oldAccessToken') === 'alive',
  };
  const grant = refreshGrant(state, form.get('refresh_token') ?? '', client.clientId, rules, now);
  return grant ? tokenReply(state, settings, grant, now) : invalidGrant(settings, 'Refresh Token');
}

/** `POST /token`: the code exchange and the refresh of 2.1, with the errors of 2.2. */
export function answerToken(state: KeapState, settings: Settings, request: SandboxRequest, now: number): SandboxReply {
  if (request.method !== 'POST') {
    return answer(405, { error: 'invalid_request', error_description: 'Only POST is supported' }, { allow: 'POST' });
  }
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refuse('invalid_request', 'The body must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(request.body.toString('utf8'));
  const type = form.get('grant_type');
  if (type === 'authorization_code') return exchangeCode(state, settings, form, now);
  if (type === 'refresh_token') return refresh(state, settings, request, form, now);
  if (type === null) return refuse('invalid_request', 'Required param : grant_type');
  return refuse('unsupported_grant_type', `Unsupported grant type : ${type}`);
}

/** The account that a token request belongs to, for the journal. */
export function accountOfTokenRequest(state: KeapState, request: SandboxRequest): string | undefined {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const token = form.get('refresh_token');
  const code = form.get('code');
  const known =
    state.grants.find((grant) => grant.refreshToken === token) ?? state.codes.find((entry) => entry.code === code);
  if (known) return known.accountId;
  return findClient(state, form.get('client_id') ?? readBasic(request)?.id ?? '')?.id;
}
