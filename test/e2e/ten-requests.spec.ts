import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubCaller,
  type HubReply,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type EmfluenceAccount, type KeapAccount, type Provider } from '../support/sandbox.js';
import type { Fields } from './fields.js';

/** One request and its answer, as a caller who does not know the provider sees it. */
interface Exchange {
  readonly request: string;
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: unknown;
}

const contacts = '/hubs/marketing/contacts';
const ada: Fields = {
  email: 'Ada.Ten@example.com',
  firstName: 'Ada',
  lastName: "O'Ten",
  title: 'Engineer',
  company: 'Ten, Inc.',
  phone: '+1 602 555 0110',
  mobile: '+16025550111',
  fax: '+1 602 555 0112',
  address: {
    street1: '10 Main St',
    street2: 'Floor 10',
    city: 'Phoenix',
    state: 'Arizona',
    postalCode: '85001',
    country: 'USA',
  },
  birthday: '1990-10-10',
  customFields: { 'Favourite colour': 'Ten shades of blue' },
};

/** Fields that only one of the two has by the model's table, and of the others those whose values are the account's own. */
const keapOnly = ['accountId', 'phones'];
const ownValues = ['id', 'listIds', 'status', 'marketable', 'createdAt', 'updatedAt'];

class Conversation {
  readonly exchanges: Exchange[] = [];

  constructor(private readonly hub: HubCaller) {}

  async say<T = Fields>(name: string, method: string, path: string, body?: unknown): Promise<HubReply<T>> {
    const reply = await this.hub.call<T>(method, `${contacts}${path}`, body);
    const headers = [...reply.headers.keys()].filter((header) => header.startsWith('elements-')).sort();
    this.exchanges.push({ request: name, status: reply.status, headers, body: reply.body });
    return reply;
  }
}

/** The same requests, whatever the account. */
async function haveConversation(hub: HubCaller): Promise<readonly Exchange[]> {
  for (let number = 1; number <= 24; number += 1) {
    const { status } = await hub.call('POST', contacts, {
      email: `ten-${number}@example.com`,
      firstName: 'Ten',
      lastName: `No. ${number}`,
    });
    expect(status).toBe(200);
  }
  const talk = new Conversation(hub);
  const { body } = await talk.say('create', 'POST', '', ada);
  const id = String(body['id']);
  await talk.say('read', 'GET', `/${id}`);
  await talk.say('find by e-mail', 'GET', `?where=${encodeURIComponent("email = 'ada.ten@EXAMPLE.com'")}`);
  for (const page of [1, 2, 3, 4]) await talk.say(`page ${page}`, 'GET', `?page=${page}&pageSize=10`);
  for (let cursor: string | null = ''; cursor !== null;) {
    const reply: HubReply<readonly Fields[]> = await talk.say(
      'cursor',
      'GET',
      `?pageSize=10${cursor && `&nextPage=${encodeURIComponent(cursor)}`}`,
    );
    cursor = reply.headers.get('elements-next-page-token');
  }
  await talk.say('change', 'PATCH', `/${id}`, { firstName: 'Augusta', title: null, address: { city: 'Tucson' } });
  await talk.say('conflict', 'POST', '', { email: 'ADA.TEN@example.com' });
  await talk.say('missing id', 'GET', '/999999999');
  await talk.say('bad field', 'PATCH', `/${id}`, { fristName: 'Typo' });
  await talk.say('delete', 'DELETE', `/${id}`);
  await talk.say('delete again', 'DELETE', `/${id}`);
  return talk.exchanges;
}

const endings: (() => Promise<unknown>)[] = [];
const transcripts = new Map<Provider, readonly Exchange[]>();

beforeAll(async () => {
  const sandbox = await startTestSandbox();
  endings.push(sandbox.stop);
  const gateway: TestGateway = await startTestGateway(sandbox);
  endings.push(gateway.stop);
  // Without any distance even a caller who waits for each answer would pass Keap's 25 calls a second.
  await sandbox.control('POST', '/faults', { provider: 'keap', times: 10_000, latencyMs: 45 });
  const keap = await provisionKeap(
    gateway,
    sandbox,
    await sandbox.control<KeapAccount>('POST', '/accounts', { provider: 'keap' }),
  );
  const emfluence = await provisionEmfluence(
    gateway,
    sandbox,
    await sandbox.control<EmfluenceAccount>('POST', '/accounts', { provider: 'emfluence' }),
  );
  await Promise.all(
    (
      [
        ['keap', keap.token],
        ['emfluence', emfluence.token],
      ] as const
    ).map(async ([provider, token]) => transcripts.set(provider, await haveConversation(gateway.withToken(token)))),
  );
}, 90_000);

afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

function transcript(provider: Provider): readonly Exchange[] {
  const exchanges = transcripts.get(provider);
  if (!exchanges) throw new Error(`the conversation with ${provider} did not come to its end`);
  return exchanges;
}

const both = (): readonly (readonly [Exchange, Exchange])[] => {
  const emfluence = transcript('emfluence');
  return transcript('keap').map(
    (exchange, index) =>
      [exchange, emfluence[index] ?? { request: 'nothing', status: 0, headers: [], body: undefined }] as const,
  );
};

const asRecords = (body: unknown): readonly Fields[] =>
  Array.isArray(body) ? (body as readonly Fields[]) : body === undefined ? [] : [body as Fields];
const without = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

describe('the same ten requests at Keap and at emfluence', () => {
  it('get the statuses that the contract promises, in the same number of answers', () => {
    const expected = [
      ['create', 200],
      ['read', 200],
      ['find by e-mail', 200],
      ['page 1', 200],
      ['page 2', 200],
      ['page 3', 200],
      ['page 4', 200],
      ['cursor', 200],
      ['cursor', 200],
      ['cursor', 200],
      ['change', 200],
      ['conflict', 409],
      ['missing id', 404],
      ['bad field', 400],
      ['delete', 200],
      ['delete again', 404],
    ];
    for (const provider of ['keap', 'emfluence'] as const) {
      expect(transcript(provider).map(({ request, status }) => [request, status])).toEqual(expected);
    }
  });

  it('get the same fields, but for those that the model gives to one provider alone', () => {
    for (const [keap, emfluence] of both()) {
      const names = (body: unknown): readonly (readonly string[])[] =>
        asRecords(body).map((record) => Object.keys(without(record, keapOnly)).sort());
      expect({ request: keap.request, names: names(keap.body) }).toEqual({
        request: emfluence.request,
        names: names(emfluence.body),
      });
    }
  });

  it('get the same values, but for ids, times and what each account says of consent', () => {
    for (const [keap, emfluence] of both()) {
      if (keap.status !== 200) continue;
      const values = (body: unknown): readonly Fields[] =>
        asRecords(body).map((record) => without(record, [...keapOnly, ...ownValues]));
      expect({ request: keap.request, values: values(keap.body) }).toEqual({
        request: emfluence.request,
        values: values(emfluence.body),
      });
    }
  });

  it('are refused with the same reason, place and sentence', () => {
    const refusals = both().filter(([keap]) => keap.status !== 200);
    expect(refusals).toHaveLength(4);
    for (const [keap, emfluence] of refusals) {
      const refusal = ({ request, body }: Exchange): unknown => {
        const { requestId, message, providerMessage, providerRequestId, existingId, ...rest } = body as Record<
          string,
          string
        >;
        const words = (message ?? '').replaceAll(/\d+/g, 'N');
        return {
          request,
          ...rest,
          words,
          says: [requestId, providerMessage, providerRequestId, existingId].map((item) => item !== undefined),
        };
      };
      expect(refusal(keap)).toEqual(refusal(emfluence));
    }
  });

  it('carry the same headers, but for totals, which Keap does not tell', () => {
    for (const [keap, emfluence] of both()) {
      const shared = ({ request, headers }: Exchange): unknown => [
        request,
        headers.filter((name) => name !== 'elements-total-count'),
      ];
      expect(shared(keap)).toEqual(shared(emfluence));
    }
  });

  it.each(['keap', 'emfluence'] as const)('show what was sent and what was changed at %s', (provider) => {
    const [created, read, found] = transcript(provider);
    const shown = { ...ada, address: { ...(ada['address'] as Fields), state: 'AZ', country: 'US' } };
    expect(created?.body).toMatchObject(shown);
    expect(read?.body).toEqual(created?.body);
    expect(found?.body).toEqual([read?.body]);
    const changed = transcript(provider).find(({ request }) => request === 'change')?.body as Fields;
    expect(changed).toMatchObject({
      firstName: 'Augusta',
      lastName: "O'Ten",
      address: { ...shown.address, city: 'Tucson' },
    });
    expect(changed).not.toHaveProperty('title');
  });

  it.each(['keap', 'emfluence'] as const)(
    'page through the 25 of %s by number and by cursor alike, each once',
    (provider) => {
      const ids = (request: RegExp): readonly (readonly unknown[])[] =>
        transcript(provider)
          .filter((exchange) => request.test(exchange.request))
          .map(({ body }) => asRecords(body).map(({ id }) => id));
      expect(ids(/^page/).map((page) => page.length)).toEqual([10, 10, 5, 0]);
      expect(ids(/^cursor/)).toEqual(ids(/^page/).slice(0, 3));
      expect(new Set(ids(/^cursor/).flat()).size).toBe(25);
    },
  );

  it.each(['keap', 'emfluence'] as const)('name at %s the contact that stands in the way', (provider) => {
    const [created] = transcript(provider);
    const conflict = transcript(provider).find(({ request }) => request === 'conflict');
    expect(conflict?.body).toMatchObject({ reason: 'CONFLICT', existingId: (created?.body as Fields)['id'] });
  });
});
