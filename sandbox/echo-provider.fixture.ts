import type { ProviderFactory, ProviderSimulator, SandboxContext, SandboxReply, SandboxRequest } from './provider.js';
import type { Person } from './people.js';
import type { ProviderName } from './provider-name.js';
import type { ProviderFactories } from './sandbox.js';

/** A provider that stores what is posted and echoes the rest: just enough to hold the sandbox's own promises against. */
class EchoProvider implements ProviderSimulator {
  readonly guesses;
  private notes: string[] = [];
  private tokens: string[] = [];
  private people: readonly Person[] = [];

  constructor(
    readonly name: ProviderName,
    private readonly context: SandboxContext,
  ) {
    const [reason, changes] = ['Nobody says.', ['volume']];
    this.guesses = [{ name: `${name}Volume`, values: ['quiet', 'loud'], default: 'quiet', reason, changes }];
  }

  handle(request: SandboxRequest): SandboxReply {
    const { method, path } = request;
    if (path === '/boom') throw new Error('the echo broke');
    if (path === '/text') return { status: 200, body: 'plain words' };
    if (path === '/nothing') return { status: 204 };
    if (path === '/slow') return { status: 200, body: this.seen(), delayMs: 150 };
    if (path === '/refused') this.context.countThrottled();
    if (method === 'POST') this.notes.push(request.body.toString());
    return { status: 200, headers: { 'X-Echo': 'yes' }, body: { ...this.seen(), ...this.mirror(request) } };
  }

  accountOf({ headers }: SandboxRequest): string | undefined {
    return this.accounts().find(({ id }) => headers['authorization'] === `Bearer ${id}`)?.id;
  }

  createAccount({ permissions }: { permissions?: readonly string[] }) {
    const id = `${this.name}-${this.tokens.length + 2}`;
    this.tokens.push(id);
    return { id, ...(permissions ? { permissions } : {}) };
  }

  accounts() {
    return [`${this.name}-1`, ...this.tokens].map((id) => ({ id }));
  }

  seed(accountId: string, people: readonly Person[]): readonly string[] {
    this.people = [...this.people, ...people];
    return people.map(({ number }) => `${accountId}:${number}`);
  }

  seeded(): number {
    return this.people.length;
  }

  state(resource: string): readonly unknown[] {
    if (resource === 'notes') return this.notes;
    if (resource === 'people') return this.people;
    throw new Error(`${this.name} keeps no ${resource}`);
  }

  reset({ tokens }: { tokens: boolean }): void {
    this.notes = [];
    this.people = [];
    if (tokens) this.tokens = [];
  }

  snapshot(): unknown {
    return { notes: this.notes, tokens: this.tokens };
  }

  restore(snapshot: unknown): void {
    const { notes, tokens } = snapshot as { notes: string[]; tokens: string[] };
    if (!Array.isArray(notes)) throw new Error('notes are missing');
    this.notes = notes;
    this.tokens = tokens;
  }

  private seen(): object {
    return { open: this.context.openConnections(), running: this.context.runningRequests() };
  }

  private mirror({ path, query, headers, body, baseUrl, secure }: SandboxRequest): object {
    return { path, query: query.toString(), headers, bytes: body.length, baseUrl, secure };
  }
}

function echo(name: ProviderName): ProviderFactory {
  return (context) => new EchoProvider(name, context);
}

export const echoes: ProviderFactories = { keap: echo('keap'), emfluence: echo('emfluence') };
