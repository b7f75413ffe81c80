import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubReply,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import {
  startTestSandbox,
  type EmfluenceAccount,
  type KeapAccount,
  type Provider,
  type TestSandbox,
} from '../support/sandbox.js';

type Contact = Readonly<Record<string, unknown>>;

interface Side {
  readonly provider: Provider;
  readonly provision: (account: EmfluenceAccount & KeapAccount) => Promise<ProvisionedInstance>;
  readonly idOf: (record: Contact) => string;
  readonly emailOf: (record: Contact) => unknown;
  /** Provider calls of one page of 200. */
  readonly callsPerPage: number;
}

const people = 10_000;
const megabyte = 1024 * 1024;
/** Whatever the number of contacts: a few pages and what the collector has not come round to. */
const growthLimit = 60 * megabyte;
const scanBudget = 10;

let sandbox: TestSandbox;
let gateway: TestGateway;

const sides: readonly Side[] = [
  {
    provider: 'keap',
    provision: (account) => provisionKeap(gateway, sandbox, account),
    idOf: ({ id }) => String(id),
    emailOf: ({ email_addresses: emails }) =>
      (emails as readonly Contact[] | undefined)?.find(({ field }) => field === 'EMAIL1')?.['email'],
    callsPerPage: 1,
  },
  {
    provider: 'emfluence',
    provision: (account) => provisionEmfluence(gateway, sandbox, account),
    idOf: ({ contactID }) => String(contactID),
    emailOf: ({ email }) => email,
    callsPerPage: 6,
  },
];

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  // The bounds that `npm start` and the image give it.
  const bounds = '--max-semi-space-size=8 --max-old-space-size=160';
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '1000', LOG_LEVEL: 'error', NODE_OPTIONS: bounds });
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

/** What the gateway's process holds in memory now. */
function residentBytes(): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

const callsOf = ({ headers }: HubReply<unknown>): number =>
  Number(/calls=(\d+)/.exec(headers.get('elements-query-plan') ?? '')?.[1]);
const round = (bytes: number): number => Math.round(bytes / megabyte);

describe.each(sides)('10,000 contacts at $provider', (side) => {
  let token = '';
  let kept: readonly Contact[] = [];

  beforeAll(async () => {
    const account = await sandbox.control<EmfluenceAccount & KeapAccount>('POST', '/accounts', {
      provider: side.provider,
    });
    await sandbox.control('POST', '/seed', { provider: side.provider, account: account.id, contacts: people });
    token = (await side.provision(account)).token;
    kept = await sandbox.state(side.provider, 'contacts', account.id);
  }, 60_000);

  async function* pages(query: string): AsyncGenerator<HubReply<readonly Contact[]>> {
    const hub = gateway.withToken(token);
    for (let next: string | null = ''; next !== null;) {
      const page: HubReply<readonly Contact[]> = await hub.call(
        'GET',
        `/hubs/marketing/contacts?${query}${next && `&nextPage=${encodeURIComponent(next)}`}`,
      );
      expect([page.status, page.status === 200 ? '' : page.body]).toEqual([200, '']);
      yield page;
      next = page.headers.get('elements-next-page-token');
    }
  }

  it('are listed in pages of 200 with the memory and the provider calls of one page', async () => {
    let warm = 0;
    for await (const page of pages('pageSize=200')) {
      expect(page.body).toHaveLength(200);
      if ((warm += 1) === 5) break;
    }
    const before = residentBytes();
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, residentBytes())), 20);
    const since = await sandbox.mark();
    const ids: unknown[] = [];
    for await (const page of pages('pageSize=200')) {
      for (const { id } of page.body) ids.push(id);
      expect(callsOf(page)).toBeLessThanOrEqual(side.callsPerPage);
    }
    clearInterval(watch);
    const calls = (await sandbox.journal(side.provider, since)).length;
    const after = residentBytes();
    console.log(
      `${side.provider}: ${ids.length} contacts, ${calls} provider calls; resident memory ${round(before)} MB before, ${round(after)} MB after, ${round(peak)} MB at most`,
    );
    expect(ids).toEqual(kept.map(side.idOf));
    expect(calls).toBeLessThanOrEqual((people / 200) * side.callsPerPage);
    expect(Math.max(peak, after) - before).toBeLessThan(growthLimit);
  }, 60_000);

  it('are searched in steps of the scan budget, each going on where the last one stopped', async () => {
    const ending = 'example.org';
    const wanted = kept
      .filter((record) =>
        String(side.emailOf(record) ?? '')
          .toLowerCase()
          .endsWith(ending),
      )
      .map(side.idOf);
    const found: unknown[] = [];
    let cut = 0;
    for await (const page of pages(
      `pageSize=200&where=${encodeURIComponent(`email LIKE '%${ending}' AND NOT firstName IS NULL OR email LIKE '%${ending}' AND firstName IS NULL`)}`,
    )) {
      for (const { id } of page.body) found.push(id);
      // One batch that was begun is read to its end.
      expect(callsOf(page)).toBeLessThanOrEqual(side.callsPerPage + scanBudget + 1);
      if (page.headers.has('elements-error')) cut += 1;
    }
    console.log(`${side.provider}: ${found.length} of ${people} found, ${cut} pages ended with the scan budget`);
    expect(wanted.length).toBeGreaterThan(0);
    expect(found).toEqual(wanted);
    if (side.provider === 'emfluence') expect(cut).toBeGreaterThan(0);
  }, 60_000);
});
