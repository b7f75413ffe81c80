import { startTestGateway, type HubCaller, type HubReply, type TestGateway } from '../support/gateway.js';
import { startTestSandbox, type JournalEntry, type TestSandbox } from '../support/sandbox.js';
import type { Body, ElementTable, ProviderAccount } from './element-table.js';

/** One gateway and one sandbox for a whole spec file, with everything that callers were answered. */
export interface World {
  readonly sandbox: TestSandbox;
  readonly gateway: TestGateway;
  readonly answers: string[];
  stop(): Promise<void>;
}

/** A provider account of its own, an instance on it, and what both sides say about one call. */
export interface Scene {
  readonly world: World;
  readonly table: ElementTable;
  readonly account: ProviderAccount;
  readonly instance: { readonly id: number; readonly token: string };
  readonly hub: HubCaller;
  /** The hub's answer and the provider calls it made. */
  watch<T = Body>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ reply: HubReply<T>; calls: readonly JournalEntry[] }>;
  /** The provider's record, as the provider keeps it. */
  kept(id: string): Promise<Body | undefined>;
  keptAll(): Promise<readonly Body[]>;
  seed(count: number): Promise<readonly string[]>;
  /** Another instance on the same account. */
  also(more: Readonly<Record<string, string>>): Promise<Scene>;
}

export async function startWorld(
  options: {
    readonly sandbox?: Readonly<Record<string, string>>;
    readonly gateway?: Readonly<Record<string, string>>;
  } = {},
): Promise<World> {
  const sandbox = await startTestSandbox(options.sandbox);
  // Rows are many and hurry; readings that concern limits are tried with them.
  const isLimited = process.env['HUB_TEST_LIMITS'] === 'on';
  if (!isLimited) await sandbox.control('PUT', '/settings', { limits: 'off' });
  const gateway = await startTestGateway(sandbox, {
    ...(!isLimited && { HUB_LIMITS_SCALE: '100' }),
    ...options.gateway,
  });
  return {
    sandbox,
    gateway,
    answers: [],
    stop: async () => {
      await gateway.stop();
      await sandbox.stop();
    },
  };
}

export async function newAccount(world: World, table: ElementTable): Promise<ProviderAccount> {
  return world.sandbox.control<ProviderAccount>('POST', '/accounts', { provider: table.provider });
}

export async function newScene(
  world: World,
  table: ElementTable,
  more: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const account = await newAccount(world, table);
  return toScene(world, table, account, await table.provision(world.gateway, world.sandbox, account, more));
}

export function toScene(
  world: World,
  table: ElementTable,
  account: ProviderAccount,
  instance: Scene['instance'],
): Scene {
  const { sandbox, gateway } = world;
  const hub: HubCaller = {
    call: async <T>(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => {
      const reply = await gateway.withToken(instance.token).call<T>(method, path, body, headers);
      world.answers.push(JSON.stringify([Object.fromEntries(reply.headers), reply.body]));
      return reply;
    },
  };
  const keptAll = (): Promise<readonly Body[]> => sandbox.state(table.provider, 'contacts', account.id);
  return {
    world,
    table,
    account,
    instance,
    hub,
    keptAll,
    watch: async <T>(method: string, path: string, body?: unknown) => {
      const since = await sandbox.mark();
      const reply = await hub.call<T>(method, path, body);
      const calls = (await sandbox.journal(table.provider, since)).filter(
        (entry) => entry.account === account.id || entry.account === null,
      );
      return { reply, calls };
    },
    kept: async (id) => (await keptAll()).find((record) => String(record[table.vendorId]) === id),
    seed: async (contacts) =>
      (
        await sandbox.control<{ ids: readonly string[] }>('POST', '/seed', {
          provider: table.provider,
          account: account.id,
          contacts,
        })
      ).ids,
    also: async (more) => toScene(world, table, account, await table.provision(gateway, sandbox, account, more)),
  };
}

let numbered = 0;

/** An e-mail that no other row of this run uses. */
export function freshEmail(name = 'row'): string {
  numbered += 1;
  return `${name}.${numbered}@contract.example`;
}

export const contactsPath = '/hubs/marketing/contacts';

export async function createContact(scene: Scene, body: Body = {}): Promise<Body & { readonly id: string }> {
  const reply = await scene.hub.call<Body & { id: string }>('POST', contactsPath, { email: freshEmail(), ...body });
  if (reply.status !== 200) throw new Error(`create: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** `{ address: { city } }` for `address.city`. */
export function nested(path: string, value: unknown): Body {
  const [head = path, ...rest] = path.split('.');
  return { [head]: rest.length === 0 ? value : nested(rest.join('.'), value) };
}

export function merged(a: Body, b: Body): Body {
  const both = Object.keys(b).filter((key) => isBody(a[key]) && isBody(b[key]));
  return { ...a, ...b, ...Object.fromEntries(both.map((key) => [key, merged(a[key] as Body, b[key] as Body)])) };
}

export function at(record: unknown, path: string): unknown {
  let found: unknown = record;
  for (const key of path.split('.')) found = isBody(found) ? found[key] : undefined;
  return found;
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
