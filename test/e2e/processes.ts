import { readFileSync, readdirSync } from 'node:fs';

/** A process and all that descend from it, from `/proc`, which needs no tool that a small container lacks. */
export function allPidsBelow(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const parent = parentOf(Number(name));
      return parent === undefined ? [] : [[Number(name), parent] as const];
    });
  const found = [pid];
  for (const above of found) found.push(...parents.filter(([, parent]) => parent === above).map(([child]) => child));
  return found;
}

/** A process that has ended but was not waited for does not run. */
export function isRunning(pid: number): boolean {
  const state = stateOf(pid);
  return state !== undefined && state !== 'Z' && state !== 'X';
}

const parentOf = (pid: number): number | undefined => {
  const parent = readStatus(pid)?.[2];
  return parent === undefined ? undefined : Number(parent);
};

const stateOf = (pid: number): string | undefined => readStatus(pid)?.[1];

/** State and parent; the name before them may hold spaces and parentheses. */
function readStatus(pid: number): RegExpExecArray | null {
  try {
    return /\) (\S) (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, ')'));
  } catch {
    return null;
  }
}
