import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from './child-program.js';

export interface KeapAccount {
  readonly id: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly serviceAccountKey: string;
  readonly personalAccessToken: string;
  readonly legacyKey: string;
}

export interface EmfluenceAccount {
  readonly id: string;
  readonly accessToken: string;
  readonly restrictedToken: string;
  readonly clientID: string;
  readonly clientSecret: string;
}

export interface JournalEntry {
  readonly id: number;
  readonly account: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: unknown;
  readonly status: number | null;
  readonly executed: boolean;
}

export type Provider = 'keap' | 'emfluence';

export interface TestSandbox {
  readonly url: string;
  control<T = unknown>(method: string, path: string, body?: object): Promise<T>;
  accounts(): Promise<{ keap: readonly KeapAccount[]; emfluence: readonly EmfluenceAccount[] }>;
  /** Provider calls since the entry with this id. */
  journal(provider: Provider, since?: number): Promise<readonly JournalEntry[]>;
  /** The id of the newest entry, for `journal(…, since)`. */
  mark(): Promise<number>;
  state(provider: Provider, resource: string, account?: string): Promise<readonly Record<string, unknown>[]>;
  output(): string;
  stop(): Promise<void>;
}

/** The provider simulators as a process of their own, on a free port, with state of their own. */
export async function startTestSandbox(env: Readonly<Record<string, string>> = {}): Promise<TestSandbox> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-sandbox-'));
  const program = startProgram('sandbox/main.js', { SANDBOX_PORT: '0', HUB_DATA_DIR: dataDir, ...env });
  const [, url = ''] = await program.says(/listening on (https?:\/\/[^\s]+)/);
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/control${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`sandbox ${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  // Another reading of a provider, for `npm run test:guesses`.
  const reading = process.env['HUB_TEST_SETTINGS'];
  if (reading) await control('PUT', '/settings', JSON.parse(reading) as object);
  const journal = (provider: Provider, since = 0): Promise<readonly JournalEntry[]> =>
    control('GET', `/journal?provider=${provider}&since=${since}`);
  return {
    url,
    control,
    accounts: () => control('GET', '/accounts'),
    journal,
    mark: async () => (await control<readonly JournalEntry[]>('GET', '/journal?last=1')).at(-1)?.id ?? 0,
    state: (provider, resource, account) =>
      control(
        'GET',
        `/state?provider=${provider}&resource=${resource}${account === undefined ? '' : `&account=${account}`}`,
      ),
    output: program.output,
    stop: async () => {
      await program.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
