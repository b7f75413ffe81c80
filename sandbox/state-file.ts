import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isRecord } from './fields.js';

const delayMs = 200;

/**
 * The sandbox's memory on disk, `<dataDir>/sandbox/state.json`, mode 0600. A change is stored at most about
 * 200 ms later, whole or not at all.
 */
export class StateFile {
  readonly path: string;
  private timer: NodeJS.Timeout | undefined;
  private storingMs = 0;

  constructor(
    dataDir: string,
    private readonly snapshot: () => unknown,
    private readonly warn: (message: string) => void,
  ) {
    this.path = join(dataDir, 'sandbox', 'state.json');
  }

  /** Gives the stored state to `restore`. A file that cannot be read or restored is moved aside; then false. */
  load(restore: (state: Record<string, unknown>) => void): boolean {
    if (!existsSync(this.path)) return true;
    try {
      const state: unknown = JSON.parse(readFileSync(this.path, 'utf8'));
      if (!isRecord(state)) throw new Error('it does not hold a JSON object');
      restore(state);
      return true;
    } catch (error) {
      this.moveAside(error);
      return false;
    }
  }

  /** Asks for the state to be stored soon. Steady changes do not put the storing off. */
  changed(): void {
    // Large states take long to store; resting a few times as long leaves the sandbox time to answer.
    this.timer ??= setTimeout(() => this.store(), Math.max(delayMs, 5 * this.storingMs));
  }

  /** Stores the state now. A failure is told and leaves the last stored state in place. */
  store(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const started = performance.now();
    try {
      this.write(JSON.stringify(this.snapshot()));
    } catch (error) {
      this.warn(`sandbox: the state could not be stored in ${this.path}: ${toMessage(error)}`);
    }
    this.storingMs = performance.now() - started;
  }

  private write(text: string): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.path);
  }

  private moveAside(error: unknown): void {
    const aside = `${this.path}.broken-${Date.now()}`;
    renameSync(this.path, aside);
    // The parser's own words quote the file, which holds tokens.
    const reason = error instanceof SyntaxError ? 'it is not JSON' : toMessage(error);
    this.warn(`sandbox: the stored state cannot be used (${reason}). It was moved to ${aside}; starting anew.`);
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
