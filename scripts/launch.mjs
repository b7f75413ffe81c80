import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const required = [22, 21];

function isSuitable(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > required[0] || (major === required[0] && minor >= required[1]);
}

/** The Node to run under: the one that runs this, or, when that is too old, the one that npm installed beside it. */
export function suitableNode() {
  if (isSuitable(process.versions.node)) return process.execPath;
  const installed = `${root}node_modules/.bin/node`;
  if (existsSync(installed)) {
    const { stdout } = spawnSync(installed, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (stdout && isSuitable(stdout.trim())) return installed;
  }
  console.error(`This needs Node ${required.join('.')} or newer, but Node ${process.versions.node} is running.`);
  console.error('Install the current release from https://nodejs.org, then run npm ci again.');
  process.exit(1);
}

/** Reads `.env`; what the environment has already wins. */
export function loadEnvironmentFile() {
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
}

/**
 * Becomes `node ...args`. Where a process can be replaced nothing stands between the terminal and the program; elsewhere
 * this process waits, passes signals on, and ends as the program ended.
 */
export function launch(args) {
  const node = suitableNode();
  if (typeof process.execve === 'function' && process.platform !== 'win32') process.execve(node, [node, ...args]);
  const program = spawn(node, args, { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => program.kill(signal));
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && program.kill('SIGTERM'), 500).unref();
  program.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  program.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
