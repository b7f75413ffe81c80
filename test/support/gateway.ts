import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './child-program.js';
import type { EmfluenceAccount, KeapAccount, TestSandbox } from './sandbox.js';
import { createTestDatabase } from './test-database.js';

export interface HubReply<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined for an empty answer. */
  readonly body: T;
}

/** Calls as somebody with these secrets. Paths are below `/elements/api-v2`. */
export interface HubCaller {
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<HubReply<T>>;
}

export interface TestGateway {
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly user: { readonly email: string; readonly password: string; readonly secret: string };
  readonly organization: { readonly name: string; readonly secret: string };
  readonly pid: number;
  /** With User and Organization; for the platform's own calls. */
  readonly platform: HubCaller;
  /** With the Element part too; for hub calls. */
  withToken(token: string): HubCaller;
  as(authorization: string): HubCaller;
  output(): string;
  stop(): Promise<number | null>;
}

/** A whole gateway as a process of its own, on a database of its own, speaking to this sandbox. */
export async function startTestGateway(
  sandbox: TestSandbox,
  env: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-gateway-'));
  const program = startProgram('src/main.js', {
    DATABASE_URL: database.url,
    HUB_DATA_DIR: dataDir,
    HUB_SANDBOX: 'off',
    HUB_EGRESS_ALLOW: sandbox.url,
    PORT: '0',
    ...env,
  });
  const [, url = ''] = await program.says(/listens on (http:\/\/[^\s]+)\/elements/);
  const credentials = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8')) as Pick<
    TestGateway,
    'user' | 'organization'
  >;
  const { user, organization } = credentials;
  const as = (authorization: string): HubCaller => ({
    call: (method, path, body, headers) => call(url, authorization, method, path, body, headers),
  });
  return {
    url,
    dataDir,
    databaseUrl: database.url,
    user,
    organization,
    pid: program.process.pid ?? 0,
    platform: as(`User ${user.secret}, Organization ${organization.secret}`),
    withToken: (token) => as(`User ${user.secret}, Organization ${organization.secret}, Element ${token}`),
    as,
    output: program.output,
    stop: async () => {
      const code = await program.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}

async function call<T>(
  url: string,
  authorization: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<HubReply<T>> {
  const sent =
    body === undefined
      ? {}
      : {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        };
  const answer = await fetch(`${url}/elements/api-v2${path}`, {
    method,
    ...sent,
    headers: { ...(authorization && { authorization }), ...sent.headers, ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

/** Configuration that points an instance of the element to the sandbox. */
export const sandboxUrls = {
  keap: (sandbox: TestSandbox): Record<string, string> => ({
    'base.url': `${sandbox.url}/keap/crm/rest/v2`,
    'oauth.token.url': `${sandbox.url}/keap/token`,
    'oauth.authorization.url': `${sandbox.url}/keap/app/oauth/authorize`,
  }),
  emfluence: (sandbox: TestSandbox): Record<string, string> => ({ 'base.url': `${sandbox.url}/emfluence/v1` }),
};

export interface ProvisionedInstance {
  readonly id: number;
  readonly token: string;
}

/** Consents at the sandbox as a browser would and answers the code. */
export async function consentAtKeap(
  sandbox: TestSandbox,
  account: KeapAccount,
  callback = 'https://hub.example/oauth/callback',
): Promise<string> {
  const query = new URLSearchParams({
    client_id: account.clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'full',
    state: 's',
  });
  const answer = await fetch(`${sandbox.url}/keap/app/oauth/authorize?${query.toString()}`, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

/** Provisions through the whole OAuth flow. */
export async function provisionKeap(
  gateway: TestGateway,
  sandbox: TestSandbox,
  account: KeapAccount,
  more: Readonly<Record<string, string>> = {},
): Promise<ProvisionedInstance> {
  const callback = 'https://hub.example/oauth/callback';
  const reply = await gateway.platform.call<ProvisionedInstance>('POST', '/instances', {
    element: { key: 'infusionsoftmarketing' },
    name: 'Keap',
    configuration: {
      'oauth.api.key': account.clientId,
      'oauth.api.secret': account.clientSecret,
      'oauth.callback.url': callback,
      ...sandboxUrls.keap(sandbox),
      ...more,
    },
    providerData: { code: await consentAtKeap(sandbox, account, callback) },
  });
  if (reply.status !== 200) throw new Error(`provisioning Keap: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

export async function provisionEmfluence(
  gateway: TestGateway,
  sandbox: TestSandbox,
  account: EmfluenceAccount,
  more: Readonly<Record<string, string>> = {},
): Promise<ProvisionedInstance> {
  const reply = await gateway.platform.call<ProvisionedInstance>('POST', '/instances', {
    element: { key: 'emfluence' },
    name: 'emfluence',
    configuration: { 'access.token': account.accessToken, ...sandboxUrls.emfluence(sandbox), ...more },
  });
  if (reply.status !== 200) throw new Error(`provisioning emfluence: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
