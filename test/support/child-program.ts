import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ChildProgram {
  readonly process: ChildProcess;
  /** Everything it wrote so far, both streams in one. */
  output(): string;
  /** Resolves with the match once the output has it; rejects when the program ends first. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  /** The exit code of a program that ends by itself. */
  ended(): Promise<number | null>;
}

/** Runs a compiled program of the project with exactly this environment, as `npm start` would. */
export function startProgram(
  file: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): ChildProgram {
  const child = spawn(process.execPath, ['--enable-source-maps', `${root}dist/${file}`, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', TZ: process.env['TZ'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exited = once(child, 'exit');
  const says = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(output);
        if (!match) return;
        listeners.delete(look);
        resolve(match);
      };
      listeners.add(look);
      void exited.then(() => reject(new Error(`${file} ended before it said ${String(pattern)}:\n${output}`)));
      look();
    });
  const ended = async (): Promise<number | null> => {
    await exited;
    return child.exitCode;
  };
  const stop = (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    return ended();
  };
  return { process: child, output: () => output, says, stop, ended };
}
