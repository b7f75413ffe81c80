import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubCaller,
  type HubReply,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type Provider, type TestSandbox } from '../support/sandbox.js';
import { toExpectedEmfluenceContact } from './emfluence-contact.js';
import { compact, type Fields } from './fields.js';
import { toExpectedKeapContact } from './keap-contact.js';

const pageSize = 50;

/** What differs between the two accounts of the job: how their records are read, and what only one of them has. */
interface Side {
  readonly toExpected: (record: Fields) => Fields;
  readonly idOf: (record: Fields) => string;
  readonly lists: readonly string[];
  readonly changes: readonly Fields[];
  readonly extra: (number: number) => Fields;
}

const sides: Readonly<Record<Provider, Side>> = {
  keap: {
    toExpected: toExpectedKeapContact,
    idOf: ({ id }) => String(id),
    lists: ['91', '92', '93', '94'],
    changes: [
      {
        middleName: 'Zoë',
        website: 'https://example.com/changed',
        otherAddress: { street1: '2 Side St', country: 'IE' },
      },
      { source: '13', timeZone: 'Europe/Berlin', language: 'de_DE' },
      { website: null },
      {
        phones: [
          { number: '+49 30 555 0199', type: 'Work', extension: '7' },
          { number: '+49 171 5550199', type: 'Mobile' },
        ],
      },
      { otherAddress: { street1: 'Flat 3', city: 'Dublin', country: 'Ireland' } },
    ],
    extra: (number) => ({
      middleName: `M${number}`,
      website: `https://example.com/~new-${number}`,
      customFields: { 'Loyalty points': number, Plan: 'Plus' },
    }),
  },
  emfluence: {
    toExpected: toExpectedEmfluenceContact,
    idOf: ({ contactID }) => String(contactID),
    lists: ['102', '103', '104'],
    changes: [
      { description: 'Called on Monday; wants "the blue one"' },
      { externalId: 'crm/4711', birthday: '--02-28' },
      { source: 'Trade fair' },
      { ownerId: '11', description: null },
      { externalId: null },
    ],
    extra: (number) => ({
      description: `New, row ${number}`,
      externalId: `new-${number}`,
      customFields: { custom2: number, Remarks: 'Früh ☎' },
    }),
  },
};

/** Several fields in one call; in turns, so that every kind of field changes on some of the thirty. */
function changeOf(side: Side, index: number, hadCompany: boolean): Fields {
  const [one = '', two = '', three = ''] = side.lists;
  const common: readonly Fields[] = [
    {
      firstName: 'Zoë-Ñandú',
      lastName: "O'Changed",
      address: {
        street1: '77 New Rd, Unit "B"',
        city: 'Phoenix',
        state: 'Arizona',
        postalCode: '85001',
        country: 'USA',
      },
      listIds: [one, three],
    },
    {
      email: `Changed.${index}+hub@example.org`,
      title: 'Größte Chefin',
      phone: '(602) 555-0177',
      customFields: { 'Favourite colour': 'Grün & Gelb' },
    },
    { mobile: '+81 90-1234-0000', company: `Changed & Sons, No. ${index % 2}`, birthday: '1984-02-29', listIds: [two] },
    {
      fax: '+1 602 555 0178',
      address: {
        street1: 'Königsallee 1',
        street2: null,
        city: 'Düsseldorf',
        state: 'NW',
        postalCode: '40212',
        country: 'Germany',
      },
      customFields: { 'Renewal date': '2027-01-31' },
    },
    { title: null, ...(hadCompany && { company: null }), customFields: { 'Favourite colour': null }, listIds: [] },
  ];
  return { ...common[index % common.length], ...side.changes[index % common.length] };
}

function newContact(side: Side, number: number): Fields {
  const { customFields, ...extra } = side.extra(number);
  return {
    email: `New.Person+${number}@${number % 3 === 0 ? 'xn--bcher-kva.example' : 'example.com'}`,
    firstName: ['Łucja', '花子', 'Anne-Marie', "D'Arcy"][number % 4],
    lastName: ['Нечипоренко', '山田', 'von der Weiden', 'O’Brien'][number % 4],
    company: `New; Company, ${number % 5}`,
    phone: `+44 20 7946 ${String(1000 + number)}`,
    mobile: `+1 602 555 ${String(2000 + number)}`,
    address: {
      street1: `${number} "Main" St`,
      city: 'Toronto',
      state: number % 2 ? 'Ontario' : 'ON',
      postalCode: 'M5V 2T6',
      country: number % 2 ? 'CAN' : 'Canada',
    },
    birthday: '1999-12-31',
    listIds: side.lists.slice(0, number % 3),
    customFields: { 'Favourite colour': `Colour ${number}`, ...(customFields as Fields) },
    ...extra,
  };
}

interface Job {
  readonly before: { readonly hub: readonly Fields[]; readonly own: readonly Fields[] };
  readonly changed: ReadonlyMap<string, { readonly body: Fields; readonly reply: HubReply<Fields> }>;
  readonly removed: readonly { readonly id: string; readonly reply: HubReply }[];
  readonly made: readonly { readonly body: Fields; readonly reply: HubReply<Fields> }[];
  readonly after: { readonly hub: readonly Fields[]; readonly own: readonly Fields[] };
  readonly read: readonly Fields[];
  readonly seeded: readonly string[];
}

let sandbox: TestSandbox;
let gateway: TestGateway;
const endings: (() => Promise<unknown>)[] = [];
const jobs = new Map<Provider, Job>();

async function readAll(hub: HubCaller): Promise<readonly Fields[]> {
  const found: Fields[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const next: string = cursor && `&nextPage=${encodeURIComponent(cursor)}`;
    const reply: HubReply<readonly Fields[]> = await hub.call(
      'GET',
      `/hubs/marketing/contacts?pageSize=${pageSize}${next}`,
    );
    expect(reply.status).toBe(200);
    cursor = reply.headers.get('elements-next-page-token');
    if (cursor !== null) expect(reply.body).toHaveLength(pageSize);
    found.push(...reply.body);
  }
  return found;
}

async function runJob(provider: Provider, hub: HubCaller): Promise<Job> {
  const side = sides[provider];
  const { ids } = await sandbox.control<{ ids: readonly (string | number)[] }>('POST', '/seed', {
    provider,
    contacts: 300,
  });
  const seeded = ids.map(String);
  const own = (): Promise<readonly Fields[]> => sandbox.state(provider, 'contacts');
  const before = { hub: await readAll(hub), own: await own() };
  const changed = new Map<string, { body: Fields; reply: HubReply<Fields> }>();
  const chosen = before.hub.filter(({ email }, index) => email !== undefined && index % 9 === 4).slice(0, 30);
  for (const [index, contact] of chosen.entries()) {
    const body = changeOf(side, index, contact['company'] !== undefined);
    changed.set(String(contact['id']), {
      body,
      reply: await hub.call('PATCH', `/hubs/marketing/contacts/${String(contact['id'])}`, body),
    });
  }
  const doomed = before.hub.filter(({ id }, index) => index % 29 === 1 && !changed.has(String(id))).slice(0, 10);
  const removed = [];
  for (const { id, status } of doomed) {
    const force = provider === 'emfluence' && status === 'unsubscribed' ? '?force=true' : '';
    removed.push({ id: String(id), reply: await hub.call('DELETE', `/hubs/marketing/contacts/${String(id)}${force}`) });
  }
  const made = [];
  for (let number = 1; number <= 20; number += 1) {
    const body = newContact(side, number);
    made.push({ body, reply: await hub.call<Fields>('POST', '/hubs/marketing/contacts', body) });
  }
  const read = [];
  for (const id of [
    ...[...changed.keys()].slice(0, 5),
    ...made.slice(0, 5).map(({ reply }) => String(reply.body['id'])),
  ]) {
    read.push((await hub.call<Fields>('GET', `/hubs/marketing/contacts/${id}`)).body);
  }
  return { before, changed, removed, made, read, seeded, after: { hub: await readAll(hub), own: await own() } };
}

beforeAll(async () => {
  sandbox = await startTestSandbox();
  endings.push(sandbox.stop);
  gateway = await startTestGateway(sandbox);
  endings.push(gateway.stop);
  // A caller who waits for each answer stays below Keap's 25 calls a second by the distance alone; here there is none.
  await sandbox.control('POST', '/faults', { provider: 'keap', times: 10_000, latencyMs: 45 });
  const { keap, emfluence } = await sandbox.accounts();
  if (!keap[0] || !emfluence[0]) throw new Error('the sandbox has no demonstration accounts');
  const tokens = {
    keap: (await provisionKeap(gateway, sandbox, keap[0])).token,
    emfluence: (await provisionEmfluence(gateway, sandbox, emfluence[0])).token,
  };
  const providers: readonly Provider[] = ['keap', 'emfluence'];
  await Promise.all(
    providers.map(async (provider) => jobs.set(provider, await runJob(provider, gateway.withToken(tokens[provider])))),
  );
}, 120_000);

afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

const byId = (records: readonly Fields[], idOf: (record: Fields) => string): Map<string, Fields> =>
  new Map(records.map((record) => [idOf(record), record]));

describe.each(['keap', 'emfluence'] as const)('the main job at %s', (provider) => {
  const side = sides[provider];
  const job = (): Job => {
    const done = jobs.get(provider);
    if (!done) throw new Error(`the job at ${provider} did not run to its end`);
    return done;
  };
  const expected = (own: readonly Fields[]): Map<string, Fields> =>
    new Map(own.map((record) => [side.idOf(record), side.toExpected(record)]));
  /** The provider's record behind what the hub answered, in the hub's words. */
  const found = (id: unknown): Fields | undefined => expected(job().after.own).get(String(id));

  it('reads all 300 people, each once and as the provider has them', () => {
    const { hub, own } = job().before;
    expect(hub.map(({ id }) => id)).toEqual(job().seeded);
    expect(own).toHaveLength(300);
    const wanted = expected(own);
    for (const contact of hub) expect(contact).toEqual(wanted.get(String(contact['id'])));
  });

  it('changes thirty: what was sent stands at the provider, and the answer says what stands there', () => {
    expect(job().changed.size).toBe(30);
    for (const [id, { body, reply }] of job().changed) {
      expect({ id, status: reply.status, body: reply.status === 200 ? {} : reply.body }).toEqual({
        id,
        status: 200,
        body: {},
      });
      expectTaken(body, reply.body, provider);
      expect(inOrder(reply.body)).toEqual(inOrder(found(id)));
    }
  });

  it('leaves everything else of a changed contact as it was', () => {
    const before = byId(job().before.hub, ({ id }) => String(id));
    for (const [id, { body, reply }] of job().changed) {
      const touched = new Set([...Object.keys(body), ...(alsoTouched[provider] ?? [])]);
      const rest = (contact: Fields | undefined): Fields =>
        Object.fromEntries(Object.entries(contact ?? {}).filter(([name]) => !touched.has(name)));
      expect(rest(reply.body)).toEqual(rest(before.get(id)));
    }
  });

  it('deletes ten', () => {
    expect(job().removed).toHaveLength(10);
    for (const { id, reply } of job().removed) {
      expect({ id, status: reply.status, body: reply.body }).toEqual({ id, status: 200, body: undefined });
      expect(found(id)).toBeUndefined();
    }
  });

  it('creates twenty, each as sent', () => {
    for (const { body, reply } of job().made) {
      expect({ status: reply.status, body: reply.status === 200 ? {} : reply.body }).toEqual({ status: 200, body: {} });
      expectTaken(body, reply.body, provider);
      expect(inOrder(reply.body)).toEqual(inOrder(found(reply.body['id'])));
    }
  });

  it('answers single reads as the provider has them', () => {
    expect(job().read).toHaveLength(10);
    for (const contact of job().read) expect(contact).toEqual(found(contact['id']));
  });

  it('reads 310 people in the end, field by field as the provider has them, and nobody else was touched', () => {
    const { hub, own } = job().after;
    const wanted = expected(own);
    expect(own).toHaveLength(310);
    expect(hub).toHaveLength(310);
    for (const contact of hub) expect(contact).toEqual(wanted.get(String(contact['id'])));
    const before = byId(job().before.own, side.idOf);
    const touched = new Set([...job().changed.keys(), ...job().made.map(({ reply }) => String(reply.body['id']))]);
    const untouched = own.filter((record) => !touched.has(side.idOf(record)));
    expect(untouched).toHaveLength(260);
    for (const record of untouched) expect(record).toEqual(before.get(side.idOf(record)));
  });
});

/** Other names and consequences of what the changes of this test write. */
const alsoTouched: Readonly<Record<Provider, readonly string[]>> = {
  keap: ['name', 'emails', 'phones', 'phone', 'mobile', 'accountId', 'status', 'marketable', 'updatedAt'],
  emfluence: ['name', 'emails', 'updatedAt'],
};

/** Lists have no order among themselves. */
function inOrder(contact: Fields | undefined): Fields | undefined {
  return contact && { ...contact, listIds: [...(contact['listIds'] as readonly string[])].sort() };
}

/** What was sent is what is answered, in the spelling in which the model answers it. */
function expectTaken(sent: Fields, answered: Fields, provider: Provider): void {
  const address = sent['address'] as Fields | undefined;
  const country = { USA: 'US', Germany: 'DE', CAN: 'CA', Canada: 'CA' }[String(address?.['country'])];
  const state = { Arizona: 'AZ', Ontario: 'ON' }[String(address?.['state'])] ?? address?.['state'];
  const other = sent['otherAddress'] as Fields | undefined;
  const { customFields, listIds, mobile, ...plain } = compact({
    ...sent,
    ...(address && { address: { ...address, country, state } }),
    ...(other && { otherAddress: { ...other, country: 'IE' } }),
  });
  expect(answered).toMatchObject(plain);
  for (const [name, value] of Object.entries(sent)) if (value === null) expect(answered).not.toHaveProperty(name);
  if (mobile !== undefined)
    expect(answered['mobile']).toBe(provider === 'emfluence' ? String(mobile).replace(/[ -]/g, '') : mobile);
  if (sent['listIds'] !== undefined)
    expect([...(answered['listIds'] as string[])].filter((id) => id !== '101' && id !== '105').sort()).toEqual(
      [...(listIds as string[])].sort(),
    );
  for (const [name, value] of Object.entries((sent['customFields'] as Fields | undefined) ?? {})) {
    const answeredName = name === 'custom2' ? 'Loyalty points' : name;
    const wanted = value === null ? undefined : provider === 'emfluence' ? String(value) : value;
    expect((answered['customFields'] as Fields | undefined)?.[answeredName]).toEqual(wanted);
  }
  expect(customFields === undefined || answered['customFields'] !== undefined).toBe(true);
}
