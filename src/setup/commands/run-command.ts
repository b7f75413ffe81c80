import type { INestApplicationContext } from '@nestjs/common';
import { readEnvironment, type Environment } from '../../config/environment.js';
import { openGateway } from './open-gateway.js';
import { toErrorText } from './to-error-text.js';
import { UsageError } from './usage-error.js';

export interface Command<Arguments> {
  /** Shown for `--help` and behind every usage error. */
  readonly usage: string;
  /** Throws a UsageError; runs before anything is opened. */
  readonly read: (argv: readonly string[], environment: Environment) => Arguments;
  /** Answers the exit code. Once interrupted, it says nothing more: what it uses is being closed. */
  readonly run: (application: INestApplicationContext, given: Arguments, interrupted: AbortSignal) => Promise<number>;
}

/** A terminal and npm may both pass on one and the same Ctrl-C. */
const echoMs = 500;

/**
 * Runs a program to its end: exit code 2 for a wrong command line, 1 for a failure in one line, and for a signal what
 * shells expect. The database is closed in every case.
 */
export async function runCommand<Arguments>(command: Command<Arguments>): Promise<never> {
  const argv = process.argv.slice(2);
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(`${command.usage}\n`);
    process.exit(0);
  }
  const interrupt = new AbortController();
  const interrupted = onInterrupt(interrupt);
  try {
    const environment = readEnvironment();
    const given = command.read(argv, environment);
    const code = await runOpened(
      environment,
      (application) => command.run(application, given, interrupt.signal),
      interrupted,
    );
    process.exit(code);
  } catch (error) {
    process.exit(tell(error, command.usage));
  }
}

type Work = (application: INestApplicationContext) => Promise<number>;

/** An interrupt while the database opens waits for it, since only an open one can be closed. */
async function runOpened(environment: Environment, work: Work, interrupted: Promise<number>): Promise<number> {
  const gateway = await openGateway(environment);
  try {
    const early = await Promise.race([interrupted, Promise.resolve()]);
    if (early !== undefined) return early;
    return await Promise.race([interrupted, work(gateway.application)]);
  } finally {
    await gateway.close();
  }
}

/** Resolves with the exit code of the first signal; another one, later, ends the process at once. */
function onInterrupt(interrupt: AbortController): Promise<number> {
  return new Promise((resolve) => {
    let since: number | undefined;
    const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
    for (const [signal, code] of Object.entries(signals)) {
      process.on(signal, () => {
        if (since !== undefined && performance.now() - since > echoMs) process.exit(code);
        since ??= performance.now();
        interrupt.abort();
        resolve(code);
      });
    }
  });
}

function tell(error: unknown, usage: string): number {
  if (!(error instanceof UsageError)) {
    process.stderr.write(`${toErrorText(error)}\n`);
    return 1;
  }
  process.stderr.write(`${error.problems.join('\n')}\n${usage}\n`);
  return 2;
}
