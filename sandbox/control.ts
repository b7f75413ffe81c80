import { BadInput } from './bad-input.js';
import { parseFault } from './faults.js';
import { Fields, isRecord } from './fields.js';
import { createPeople } from './people.js';
import type { SandboxReply } from './provider.js';
import { providerNames, readProvider } from './provider-name.js';
import type { ProviderName } from './provider-name.js';
import type { Sandbox } from './sandbox.js';
import type { SettingValue } from './settings.js';

/** The input of a call: the JSON body, or of a GET the query. */
type Input = Readonly<Record<string, unknown>>;
type Call = (sandbox: Sandbox, input: Input) => object;

const calls: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  '/reset': { POST: reset },
  '/seed': { POST: seed },
  '/accounts': { GET: listAccounts, POST: createAccount },
  '/settings': { GET: (sandbox) => sandbox.settings.all(), PUT: changeSettings },
  '/guesses': { GET: (sandbox) => sandbox.guesses() },
  '/clock': { POST: moveClock },
  '/faults': { GET: (sandbox) => sandbox.faults.list(), POST: addFault, DELETE: removeFaults },
  '/journal': { GET: readJournal },
  '/state': { GET: readState },
  '/connections': { GET: countConnections },
};

/** Answers a control call. `path` is the part below `/control`; a refusal is `{ "message" }` naming the field. */
export function control(
  sandbox: Sandbox,
  { method, path, query, body }: { method: string; path: string; query: URLSearchParams; body: Buffer },
): SandboxReply {
  const methods = Object.hasOwn(calls, path) ? calls[path] : undefined;
  if (!methods) return refusal(404, `There is no control call ${path}. Known: ${Object.keys(calls).join(', ')}.`);
  const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!call) {
    const allow = Object.keys(methods).join(', ');
    return { ...refusal(405, `${path} takes ${allow}.`), headers: { Allow: allow } };
  }
  try {
    const input = method === 'GET' ? Object.fromEntries(query) : readBody(body);
    return { status: 200, body: call(sandbox, input) };
  } catch (error) {
    if (error instanceof BadInput) return refusal(400, error.message);
    throw error;
  }
}

function refusal(status: number, message: string): SandboxReply {
  return { status, body: { message } };
}

function readBody(body: Buffer): Input {
  if (body.toString().trim() === '') return {};
  const value = parseJson(body);
  if (!isRecord(value)) throw new BadInput('body', 'must be a JSON object');
  return value;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new BadInput('body', 'is not JSON');
  }
}

function reset(sandbox: Sandbox, input: Input): object {
  sandbox.reset({ tokens: new Fields(input, ['tokens']).flag('tokens') ?? false });
  return {};
}

function seed(sandbox: Sandbox, input: Input): object {
  const fields = new Fields(input, ['provider', 'account', 'contacts']);
  const provider = readProvider(fields);
  const account = readAccount(sandbox, provider, fields);
  const count = fields.integer('contacts', { min: 0, max: 20_000 }) ?? 300;
  const simulator = sandbox.simulator(provider);
  const ids = simulator.seed(account, createPeople(simulator.seeded(account) + 1, count));
  sandbox.changed();
  return { ids };
}

/** The account asked for, or the provider's first one. */
function readAccount(sandbox: Sandbox, provider: ProviderName, fields: Fields): string {
  const ids = sandbox
    .simulator(provider)
    .accounts()
    .map(({ id }) => id);
  const asked = fields.text('account');
  const account = asked === undefined ? ids[0] : ids.find((id) => id === asked);
  if (account === undefined) throw new BadInput('account', `unknown; ${provider} has ${ids.join(', ')}`);
  return account;
}

function createAccount(sandbox: Sandbox, input: Input): object {
  const fields = new Fields(input, ['provider', 'permissions']);
  const provider = readProvider(fields);
  const permissions = fields.texts('permissions');
  const account = sandbox.simulator(provider).createAccount(permissions ? { permissions } : {});
  sandbox.changed();
  return account;
}

function listAccounts(sandbox: Sandbox): object {
  return perProvider((name) => sandbox.simulator(name).accounts());
}

/** All or nothing: a refused value leaves the other settings of the call as they were. */
function changeSettings(sandbox: Sandbox, input: Input): object {
  const before = sandbox.settings.all();
  try {
    for (const [name, value] of Object.entries(input)) sandbox.settings.set(name, readSetting(name, value));
  } catch (error) {
    for (const [name, value] of Object.entries(before)) sandbox.settings.set(name, value);
    if (error instanceof BadInput) throw error;
    throw new BadInput('settings', error instanceof Error ? error.message : String(error));
  }
  return sandbox.settings.all();
}

function readSetting(name: string, value: unknown): SettingValue {
  if (name === 'grace' && (typeof value !== 'number' || value < 0)) {
    throw new BadInput('grace', 'must be a number of milliseconds, 0 or more');
  }
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  throw new BadInput(name, 'must be a string, a number, true or false');
}

function moveClock(sandbox: Sandbox, input: Input): object {
  const fields = new Fields(input, ['advanceMs']);
  fields.required('advanceMs');
  // Within what a JavaScript date can hold, thirty years either way.
  const limit = 30 * 366 * 24 * 3_600_000;
  sandbox.advanceClock(fields.integer('advanceMs', { min: -limit, max: limit }) ?? 0);
  return { now: new Date(sandbox.clock.now()).toISOString() };
}

function addFault(sandbox: Sandbox, input: Input): object {
  return sandbox.faults.add(parseFault(input));
}

function removeFaults(sandbox: Sandbox): object {
  return { removed: sandbox.faults.clear() };
}

function readJournal(sandbox: Sandbox, input: Input): object {
  const fields = new Fields(input, ['provider', 'since', 'last']);
  const since = fields.text('since') ?? '0';
  if (!/^\d{1,15}$/.test(since)) throw new BadInput('since', 'must be the id of an entry');
  const provider = fields.choice('provider', providerNames);
  const last = fields.text('last') ?? '10000';
  if (!/^[1-9]\d{0,4}$/.test(last)) throw new BadInput('last', 'must be a number of entries');
  return sandbox.journal.entries({ since: Number(since), ...(provider ? { provider } : {}) }).slice(-Number(last));
}

function readState(sandbox: Sandbox, input: Input): object {
  const fields = new Fields(input, ['provider', 'resource', 'account']);
  const provider = readProvider(fields);
  const account = readAccount(sandbox, provider, fields);
  const resource = fields.text('resource');
  if (!resource) throw new BadInput('resource', 'missing');
  try {
    return sandbox.simulator(provider).state(resource, account);
  } catch (error) {
    throw new BadInput('resource', error instanceof Error ? error.message : String(error));
  }
}

function countConnections(sandbox: Sandbox): object {
  return perProvider((name) => sandbox.connections.counts(name));
}

function perProvider<T>(read: (name: ProviderName) => T): Record<string, T> {
  return Object.fromEntries(providerNames.map((name) => [name, read(name)]));
}
