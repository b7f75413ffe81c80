import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.js';

/** What a command takes. Every option has a value; `true` says that it must be given. */
export interface CommandLine<Option extends string> {
  readonly options: Readonly<Record<Option, boolean>>;
  /** What the one argument without a name stands for; absent where the command takes none. */
  readonly argument?: string;
}

export interface CommandArguments<Option extends string> {
  readonly argument: string;
  readonly options: Readonly<Partial<Record<Option, string>>>;
}

interface Given {
  readonly options: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  readonly problems: readonly string[];
}

/** Throws a UsageError that lists every mistake at once. */
export function readArguments<Option extends string>(
  line: CommandLine<Option>,
  argv: readonly string[],
): CommandArguments<Option> {
  const given = readGiven(line, argv);
  const problems = [...given.problems, ...findMissing(line, given), ...findSurplus(line, given)];
  if (problems.length > 0) throw new UsageError(problems);
  const names = Object.keys(line.options) as Option[];
  const found = names.flatMap((name): [Option, string][] => {
    const value = given.options.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return { argument: given.rest[0] ?? '', options: Object.fromEntries(found) as Partial<Record<Option, string>> };
}

function readGiven(line: CommandLine<string>, argv: readonly string[]): Given {
  const known = Object.fromEntries(Object.keys(line.options).map((name) => [name, { type: 'string' as const }]));
  const parsed = parseArgs({ args: [...argv], options: known, strict: false, allowPositionals: true, tokens: true });
  const options = new Map<string, string>();
  const problems: string[] = [];
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    // Without this, a forgotten value would swallow the option behind it.
    const isSwallowed = token.inlineValue === false && value?.startsWith('-') === true;
    if (!Object.hasOwn(line.options, name)) problems.push(`Unknown option: ${rawName}`);
    else if (options.has(name)) problems.push(`${rawName} is given more than once.`);
    else if (value === undefined || value.trim() === '' || isSwallowed) problems.push(`${rawName} needs a value.`);
    options.set(name, value ?? '');
  }
  return { options, rest: parsed.positionals, problems };
}

function findMissing({ options, argument }: CommandLine<string>, given: Given): string[] {
  const missing = Object.entries(options).filter(([name, isRequired]) => isRequired && !given.options.has(name));
  const absent = argument !== undefined && given.rest.length === 0 ? [`Missing: ${argument}`] : [];
  return [...absent, ...missing.map(([name]) => `Missing option: --${name}`)];
}

/** What follows an unknown option may have been meant as its value, so it is not held against the caller as well. */
function findSurplus({ argument }: CommandLine<string>, { rest, problems }: Given): string[] {
  if (problems.length > 0) return [];
  return rest.slice(argument === undefined ? 0 : 1).map((text) => `Unexpected argument: ${text}`);
}
