import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import { readEnvironment, withEgress, type Environment } from './config/environment.js';
import { createApplication } from './create-application.js';
import { prepareDevelopment } from './setup/first-start.js';
import { openFoundation } from './setup/foundation.js';
import { startSandbox } from './setup/sandbox-process.js';
import { toWelcome } from './setup/welcome.js';

/** What was started and must be ended, in the order of starting. */
type Endings = (() => Promise<void>)[];

const longestEndMs = 110_000;

/** Starts everything in the order of need, and ends it in the reverse order, also when a start is cut short. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = pino({ level: environment.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const stop = new AbortController();
  // npm passes on a signal that the terminal has sent already, so a second one means nothing new.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  if (process.argv.includes('--stop-with-parent')) stopWithParent(stop);
  const endings: Endings = [];
  const failure = await start(environment, log, endings, stop.signal).catch((error: unknown) => error);
  if (failure === undefined && !stop.signal.aborted)
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  if (failure !== undefined && !stop.signal.aborted)
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  setTimeout(() => process.exit(1), longestEndMs).unref();
  for (const end of endings.reverse())
    await end().catch((error: unknown) => log.error({ error: String(error) }, 'could not end cleanly'));
  process.exit(failure === undefined || stop.signal.aborted ? 0 : 1);
}

/** For a start under npm, which can be ended without a signal reaching this process. */
function stopWithParent(stop: AbortController): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop.abort();
  }, 500).unref();
}

async function start(environment: Environment, log: Logger, endings: Endings, signal: AbortSignal): Promise<void> {
  const foundation = await openFoundation(environment, signal);
  endings.push(() => foundation.close());
  const sandbox = environment.sandbox ? await startSandbox(environment) : undefined;
  if (sandbox) endings.push(() => sandbox.stop());
  signal.throwIfAborted();
  const settings = { ...foundation, environment: sandbox ? withEgress(environment, sandbox.url) : environment };
  if (environment.httpsProxy ?? environment.httpProxy)
    log.warn(
      'Behind a proxy only the lists of allowed hosts apply: the proxy resolves names, so no address is checked.',
    );
  const application = await createApplication(settings, log);
  endings.push(() => application.close());
  const baseUrl = await listen(application, environment);
  signal.throwIfAborted();
  if (environment.isProduction) return log.info({ baseUrl }, 'listening');
  const credentials = await prepareDevelopment(application, { baseUrl, ...(sandbox && { sandboxUrl: sandbox.url }) });
  if (credentials) process.stdout.write(`\n${toWelcome(credentials, environment.dataDir)}\n`);
}

/** A port that was asked for must be free; without one, the first free port from 3000 on is taken. */
async function listen(application: NestFastifyApplication, { port, host }: Environment): Promise<string> {
  for (let candidate = port ?? 3000; ; candidate += 1) {
    try {
      await application.listen(candidate, host);
      const address = application.getHttpServer().address();
      const shown = typeof address === 'object' && address ? address.port : candidate;
      return `http://${toShownHost(host)}:${shown}`;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port !== undefined || candidate >= 3099) throw error;
    }
  }
}

/** What a browser on this machine can open: an address that stands for all of them is shown as loopback. */
function toShownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

await main();
