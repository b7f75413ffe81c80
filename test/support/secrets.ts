import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestGateway } from './gateway.js';
import type { JournalEntry, TestSandbox } from './sandbox.js';

/**
 * Every secret that the run has used and that could have slipped into what a process wrote: the callers' own, those of
 * the provider accounts, the gateway's keys, and whatever credential a provider call carried.
 */
export async function secretsOf(
  gateway: TestGateway,
  sandbox: TestSandbox,
  more: readonly string[] = [],
): Promise<readonly string[]> {
  const { keap, emfluence } = await sandbox.accounts();
  const instances = await gateway.platform.call<readonly { token: string }[]>(
    'GET',
    '/instances?hydrate=false&pageSize=1000',
  );
  const calls = [...(await sandbox.journal('keap')), ...(await sandbox.journal('emfluence'))];
  const found = [
    ...[gateway.user.secret, gateway.user.password, gateway.organization.secret],
    ...instances.body.map(({ token }) => token),
    ...keap.flatMap((account) => [
      account.clientId,
      account.clientSecret,
      account.serviceAccountKey,
      account.personalAccessToken,
      account.legacyKey,
    ]),
    ...emfluence.flatMap((account) => [
      account.accessToken,
      account.restrictedToken,
      account.clientID,
      account.clientSecret,
    ]),
    ...calls.flatMap(credentialsOf),
    ...keysOf(gateway.dataDir),
    ...more,
  ];
  return [...new Set(found.filter((secret) => secret.length >= 8))];
}

function credentialsOf({ headers, body }: JournalEntry): readonly string[] {
  const [, basic = '', bearer = ''] = /^(?:Basic (.+)|Bearer (.+))$/.exec(String(headers['authorization'] ?? '')) ?? [];
  const form = typeof body === 'string' ? new URLSearchParams(body) : new URLSearchParams();
  return [
    basic,
    bearer,
    String(headers['x-keap-api-key'] ?? ''),
    form.get('code') ?? '',
    form.get('refresh_token') ?? '',
    form.get('client_secret') ?? '',
  ];
}

function keysOf(dataDir: string): readonly string[] {
  const file = join(dataDir, 'keys.json');
  return existsSync(file) ? (readFileSync(file, 'utf8').match(/[A-Za-z0-9+/]{40,}=*/g) ?? []) : [];
}

/** The secrets that a text shows, in clear or as they stand in a URL, shortened so that a failing test repeats none. */
export function secretsIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets
    .filter((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
    .map((secret) => `${secret.slice(0, 4)}… (${secret.length} characters)`);
}
