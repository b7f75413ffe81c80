import { missing, wrongType, wrongValue } from './refusal.js';
import {
  type JsonObject,
  type ReadValue,
  readArray,
  readBoolean,
  readDate,
  readDateTime,
  readEmailAddress,
  readInteger,
  readObject,
  readText,
} from './read-values.js';

/** How liberally names and arrays are read; both are switches. */
export interface ReadingRules {
  readonly exactNames: boolean;
  readonly csvIntegers: boolean;
}

/**
 * What a request passes. `null` counts as not passed, since the vendor's client posts whole objects with every
 * unset property as null. Keys that no endpoint asks for are ignored.
 */
export class Parameters {
  private readonly values = new Map<string, unknown>();

  /** Later sources win over earlier ones: the URL is given after the body. */
  constructor(
    sources: readonly JsonObject[],
    private readonly rules: ReadingRules,
  ) {
    for (const source of sources) {
      for (const [name, value] of Object.entries(source)) if (value !== null) this.values.set(this.key(name), value);
    }
  }

  has(name: string): boolean {
    return this.values.has(this.key(name));
  }

  /** The passed names as they are compared. */
  names(): readonly string[] {
    return [...this.values.keys()];
  }

  read<T>(name: string, read: ReadValue<T>): T | undefined {
    const value = this.values.get(this.key(name));
    return value === undefined ? undefined : read(value, name);
  }

  require<T>(name: string, read: ReadValue<T>): T {
    const value = this.read(name, read);
    if (value === undefined) throw missing(name);
    return value;
  }

  integer = (name: string): number | undefined => this.read(name, readInteger);
  boolean = (name: string): boolean | undefined => this.read(name, readBoolean);
  text = (name: string): string | undefined => this.read(name, readText);
  date = (name: string): string | undefined => this.read(name, readDate);
  dateTime = (name: string): string | undefined => this.read(name, readDateTime);
  emailAddress = (name: string): string | undefined => this.read(name, readEmailAddress);
  object = (name: string): JsonObject | undefined => this.read(name, readObject);
  array = (name: string): readonly unknown[] | undefined => this.read(name, readArray);

  /** An array of ids, or their comma-separated text; a GET has no other way to pass several. */
  integers(name: string, most = Infinity): number[] | undefined {
    const value = this.values.get(this.key(name));
    if (value === undefined) return undefined;
    const numbers = this.toList(value, name).map((item) => readInteger(item, name));
    if (numbers.length > most) throw wrongValue(name, `at most ${most} allowed`);
    return numbers;
  }

  /** One of the listed words, in any case; answers it as listed. */
  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name)?.trim();
    if (text === undefined || text === '') return undefined;
    const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
    if (!word) throw wrongValue(name, `one of ${words.join(', ')} expected`);
    return word;
  }

  /** The same rules for an object inside the request. */
  nested(source: JsonObject): Parameters {
    return new Parameters([source], this.rules);
  }

  private toList(value: unknown, name: string): readonly unknown[] {
    if (Array.isArray(value))
      return value.flatMap((item) => (typeof item === 'string' ? this.split(item, name) : [item]));
    if (typeof value === 'string') return this.split(value, name);
    if (typeof value === 'number') return [value];
    throw wrongType(name, 'array[integer]');
  }

  private split(text: string, name: string): readonly string[] {
    if (text.includes(',') && !this.rules.csvIntegers) throw wrongType(name, 'array[integer]');
    return text.split(',').filter((part) => part.trim() !== '');
  }

  private key(name: string): string {
    return this.rules.exactNames ? name : name.toLowerCase();
  }
}
