import { BadInput } from './bad-input.js';

interface Range {
  readonly min: number;
  readonly max?: number;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The named values of a control call. Every reader throws BadInput, and a name nobody knows is refused at once. */
export class Fields {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    known: readonly string[],
  ) {
    const unknown = Object.keys(values).find((name) => !known.includes(name));
    if (unknown !== undefined) throw new BadInput(unknown, `unknown; known are ${known.join(', ') || 'none'}`);
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.values[name];
  }

  required(name: string): void {
    if (!this.has(name)) throw new BadInput(name, 'missing');
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || typeof value === 'string') return value;
    throw new BadInput(name, 'must be a string');
  }

  flag(name: string): boolean | undefined {
    const value = this.values[name];
    if (value === undefined || typeof value === 'boolean') return value;
    throw new BadInput(name, 'must be true or false');
  }

  integer(name: string, { min, max }: Range): number | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= (max ?? value);
    if (fits) return value;
    const range = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
    throw new BadInput(name, `must be a whole number, ${range}`);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    throw new BadInput(name, `must be one of ${choices.join(', ')}`);
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw new BadInput(name, 'must be an array of strings');
  }
}
