/** A command line that cannot be carried out. Each problem is one line, and nothing has been done yet. */
export class UsageError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'UsageError';
  }
}
