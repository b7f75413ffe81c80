import { describe, expect, it } from '@jest/globals';
import { readArguments, type CommandLine } from './read-arguments.js';
import { UsageError } from './usage-error.js';

const line: CommandLine<'organization' | 'email' | 'password'> = {
  options: { organization: true, email: true, password: false },
};

function problemsOf(argv: readonly string[], of: CommandLine<string> = line): readonly string[] {
  try {
    readArguments(of, argv);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

describe('reading a command line', () => {
  it('takes values behind a space and behind an equals sign', () => {
    const { options } = readArguments(line, [
      '--organization',
      'Acme Ltd',
      '--email=a@b.example',
      '--password=-secret-',
    ]);
    expect(options).toEqual({ organization: 'Acme Ltd', email: 'a@b.example', password: '-secret-' });
  });

  it('leaves out options that were not given', () => {
    expect(readArguments(line, ['--organization', 'A', '--email', 'e']).options).not.toHaveProperty('password');
  });

  it('names every missing option in a line of its own', () => {
    expect(problemsOf([])).toEqual(['Missing option: --organization', 'Missing option: --email']);
  });

  it('names an unknown option and does not complain about its value', () => {
    expect(problemsOf(['--organization', 'A', '--email', 'e', '--colour', 'red'])).toEqual([
      'Unknown option: --colour',
    ]);
  });

  it('does not take the next option for a forgotten value', () => {
    expect(problemsOf(['--organization', '--email', 'e'])).toContain('--organization needs a value.');
  });

  it.each([[['--organization']], [['--organization=']], [['--organization', ' ']]])(
    'refuses an option without a value: %j',
    (argv) => {
      expect(problemsOf(['--email', 'e', ...argv])).toEqual(['--organization needs a value.']);
    },
  );

  it('refuses an option that is given twice', () => {
    expect(problemsOf(['--organization', 'A', '--organization', 'B', '--email', 'e'])).toEqual([
      '--organization is given more than once.',
    ]);
  });

  it('refuses arguments beyond those the command takes', () => {
    expect(problemsOf(['--organization', 'A', '--email', 'e', 'more'])).toEqual(['Unexpected argument: more']);
  });

  it('takes one argument where the command has one, and misses it where it is not given', () => {
    const check = { argument: 'an instance', options: {} };
    expect(readArguments(check, ['7']).argument).toBe('7');
    expect(problemsOf([], check)).toEqual(['Missing: an instance']);
    expect(problemsOf(['7', '8'], check)).toEqual(['Unexpected argument: 8']);
  });

  it('does not know the names that every object has', () => {
    expect(problemsOf(['--organization', 'A', '--email', 'e', '--constructor'])).toEqual([
      'Unknown option: --constructor',
    ]);
  });
});
