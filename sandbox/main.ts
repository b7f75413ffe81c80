import { readFileSync } from 'node:fs';
import { startSandbox } from './sandbox-server.js';
import type { RunningSandbox } from './serve-sandbox.js';

type Environment = Readonly<Record<string, string | undefined>>;

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 3100;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`SANDBOX_PORT must be a number from 0 to 65535, not "${text}".`);
}

function readTls({ SANDBOX_TLS_KEY: key, SANDBOX_TLS_CERT: cert }: Environment) {
  if (!key && !cert) return {};
  if (!key || !cert) throw new Error('SANDBOX_TLS_KEY and SANDBOX_TLS_CERT must be set together.');
  return { tls: { key: readFileSync(key), cert: readFileSync(cert) } };
}

function start(environment: Environment): Promise<RunningSandbox> {
  return startSandbox({
    host: environment['SANDBOX_HOST'] || '127.0.0.1',
    port: readPort(environment['SANDBOX_PORT']),
    dataDir: environment['HUB_DATA_DIR'] || '.data',
    ...readTls(environment),
  });
}

/** Stops on the usual signals, and when the process that started this one is gone. */
function stopInTime(sandbox: RunningSandbox): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void sandbox.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!process.send) return;
  process.on('disconnect', stop);
  // The parent may have died while the sandbox was starting, before anybody listened.
  if (!process.connected) stop();
}

// A reader of our output that is gone must not cost the state.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  const sandbox = await start(process.env);
  stopInTime(sandbox);
  process.stdout.write(`sandbox listening on ${sandbox.url}\n`);
  if (process.connected) process.send?.({ listening: sandbox.port }, undefined, undefined, () => undefined);
} catch (error) {
  process.stderr.write(`sandbox: cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
