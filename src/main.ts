import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import { readEnvironment, withEgress, type Environment } from './config/environment.js';
import { createApplication } from './create-application.js';
import { prepareDevelopment } from './setup/first-start.js';
import { openFoundation } from './setup/foundation.js';
import { startSandbox } from './setup/sandbox-process.js';
import { toWelcome } from './setup/welcome.js';

type Ending = () => Promise<void>;

/** Starts everything in the order of need, and ends it in the reverse order, also when a start fails half way. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  const log = pino({ level: environment.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const endings: Ending[] = [];
  const end = endOnce(endings, log);
  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
  try {
    await start(environment, log, endings);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await end(1);
  }
}

async function start(environment: Environment, log: Logger, endings: Ending[]): Promise<void> {
  const foundation = await openFoundation(environment);
  endings.push(() => foundation.close());
  const sandbox = environment.sandbox ? await startSandbox(environment) : undefined;
  if (sandbox) endings.push(() => sandbox.stop());
  const settings = { ...foundation, environment: sandbox ? withEgress(environment, sandbox.url) : environment };
  const application = await createApplication(settings, log);
  endings.push(() => application.close());
  const baseUrl = await listen(application, environment);
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
      return `http://${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${shown}`;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port !== undefined || candidate >= 3099) throw error;
    }
  }
}

/** Runs the endings last in, first out. A second signal while they run ends the process at once. */
function endOnce(endings: Ending[], log: Logger): (code: number) => Promise<void> {
  let ending = false;
  return async (code) => {
    if (ending) process.exit(1);
    ending = true;
    for (const step of endings.reverse()) await step().catch((error: unknown) => log.error({ error: String(error) }, 'could not end cleanly'));
    process.exit(code);
  };
}

await main();
