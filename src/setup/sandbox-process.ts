import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../config/environment.js';
import { readCredentials } from './credentials-file.js';

export interface SandboxProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../sandbox/main.js', import.meta.url));

/**
 * Starts the provider simulators as a process of their own. A second gateway on the same data folder shares the sandbox
 * of the first. A port that something else holds is replaced by a free one.
 */
export async function startSandbox(environment: Environment): Promise<SandboxProcess> {
  const known = readCredentials(environment.dataDir)?.sandboxUrl;
  if (known !== undefined && (await isSandbox(known))) return { url: known, stop: () => Promise.resolve() };
  const wanted = known === undefined ? environment.sandboxPort : Number(new URL(known).port);
  const port = (await isFree(wanted)) ? wanted : 0;
  const child = fork(program, [], {
    env: { PATH: '/usr/bin:/bin', SANDBOX_PORT: String(port), HUB_DATA_DIR: environment.dataDir },
    execArgv: ['--max-old-space-size=256'],
    // Ctrl-C reaches the whole terminal group; the gateway drains first and then stops its sandbox.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const listening = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [message] = listening as [{ listening?: number } | number];
  if (typeof message !== 'object' || message.listening === undefined)
    throw new Error('The sandbox did not start; see its message above.');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url: `http://127.0.0.1:${message.listening}`, stop };
}

async function isSandbox(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/control/guesses`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  return answer?.ok === true;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
