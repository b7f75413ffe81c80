import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

type Streams = Readonly<{
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream & { isTTY?: boolean };
}>;

interface Waiting {
  readonly take: (line: string) => void;
  readonly end: (error: Error) => void;
}

/**
 * A conversation by lines, typed or piped. Nothing that is typed is shown unless a question that is no secret waits for
 * it, and nothing is kept in the history of the terminal.
 */
export class Terminal {
  private readonly lines: string[] = [];
  private readonly reader: Interface;
  private isShown = false;
  private isEnded = false;
  private waiting: Waiting | undefined;

  constructor(private readonly streams: Streams = { input: process.stdin, output: process.stdout }) {
    const { input, output } = streams;
    const shown = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (this.isShown) output.write(chunk);
        done();
      },
    });
    const isTyped = input.isTTY === true && output.isTTY === true;
    this.reader = createInterface({ input, output: shown, terminal: isTyped, historySize: 0 });
    this.reader.on('line', (line) => this.take(line));
    this.reader.on('close', () => this.end());
    // The terminal is in raw mode while lines are read, so that Ctrl-C arrives as a key.
    this.reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  }

  say(text = ''): void {
    this.streams.output.write(`${text}\n`);
  }

  /** The answer without the white space around it; rejects when the input ends before. */
  ask(question: string): Promise<string> {
    return this.read(question, true);
  }

  /** As `ask`, but what is typed is not shown. */
  askSecret(question: string): Promise<string> {
    return this.read(question, false);
  }

  close(): void {
    this.reader.close();
  }

  private async read(question: string, isShown: boolean): Promise<string> {
    this.show(question, isShown);
    try {
      return (await this.next()).trim();
    } finally {
      this.isShown = false;
      // The line break that was typed behind a secret was not shown either, and a piped one never is.
      if (!isShown || !this.reader.terminal) this.say();
    }
  }

  /**
   * The reader draws a question itself, since it draws it again after every key; but it would also draw what was typed
   * before a secret was asked for. A piped input may have ended by now, which its reader does not survive.
   */
  private show(question: string, isShown: boolean): void {
    this.isShown = isShown;
    if (!isShown || this.isEnded) return void this.streams.output.write(question);
    this.reader.setPrompt(question);
    this.reader.prompt(true);
  }

  private next(): Promise<string> {
    const early = this.lines.shift();
    if (early !== undefined) return Promise.resolve(early);
    if (this.isEnded) return Promise.reject(new InputEnded());
    return new Promise((take, end) => (this.waiting = { take, end }));
  }

  /** Keys behind the line break may come in the same breath, before whoever asked goes on. */
  private take(line: string): void {
    this.isShown = false;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) waiting.take(line);
    else this.lines.push(line);
  }

  private end(): void {
    this.isEnded = true;
    this.waiting?.end(new InputEnded());
    this.waiting = undefined;
  }
}

/** Nobody is there to answer. */
export class InputEnded extends Error {
  constructor() {
    super('The input ended before every question was answered.');
  }
}
