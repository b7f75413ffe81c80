import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conjuncts } from '../../src/ceql/conjuncts.js';
import { compileCeql } from '../../src/ceql/evaluate-ceql.js';
import { parseCeql } from '../../src/ceql/parse-ceql.js';
import { randomWhere, type RandomField } from '../../src/ceql/random-where.fixture.js';
import type { CustomField, ElementDefinition, ResourceDefinition } from '../../src/elements/element-definition.js';
import { emfluence } from '../../src/elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../../src/elements/infusionsoft/infusionsoft.element.js';
import { fieldTypingOf } from '../../src/hubs/field-names.js';
import { readField } from '../../src/hubs/to-hub-answer.js';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubCaller,
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
type Page = HubReply<readonly Contact[]>;

interface Side {
  readonly provider: Provider;
  readonly element: ElementDefinition;
  readonly provision: (
    account: EmfluenceAccount & KeapAccount,
    more?: Readonly<Record<string, string>>,
  ) => Promise<ProvisionedInstance>;
}

let sandbox: TestSandbox;
let gateway: TestGateway;
const path = '/hubs/marketing/contacts';
const pageSize = 50;
const seeded: readonly CustomField[] = [{ id: 'favouriteColour', label: 'Favourite colour', type: 'string' }];

const sides: readonly Side[] = [
  {
    provider: 'keap',
    element: infusionsoft,
    provision: (account, more) => provisionKeap(gateway, sandbox, account, more),
  },
  {
    provider: 'emfluence',
    element: emfluence,
    provision: (account, more) => provisionEmfluence(gateway, sandbox, account, more),
  },
];

beforeAll(async () => {
  sandbox = await startTestSandbox();
  await sandbox.control('PUT', '/settings', { limits: 'off' });
  gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '1000' });
});

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const list = (hub: HubCaller, parameters: Readonly<Record<string, string>>): Promise<Page> =>
  hub.call('GET', `${path}?${new URLSearchParams(parameters).toString()}`);

async function follow(hub: HubCaller, parameters: Readonly<Record<string, string>>): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (
    let token: string | undefined = '';
    token !== undefined;
    token = pages.at(-1)?.headers.get('elements-next-page-token') ?? undefined
  ) {
    const page = await list(hub, { ...parameters, ...(token !== '' && { nextPage: token }) });
    expect([parameters, page.status, page.status === 200 ? '' : page.body]).toEqual([parameters, 200, '']);
    pages.push(page);
    if (pages.length > 100) throw new Error(`The cursor of ${JSON.stringify(parameters)} does not come to an end.`);
  }
  return pages;
}

function contactsOf({ element }: Side): ResourceDefinition {
  const { contacts } = element.resources;
  if (!contacts) throw new Error(`${element.key} has no contacts.`);
  return contacts;
}

/** Every field that can be asked for, with values that the seeded people have. */
function fieldsOf(side: Side, contacts: readonly Contact[]): readonly RandomField[] {
  const resource = contactsOf(side);
  const typeOf = fieldTypingOf(resource, seeded);
  const paths = [
    ...new Set(resource.fields.flatMap(({ path: field }) => [field, field.split('.')[0] ?? field])),
    'customFields.Favourite colour',
  ];
  return paths.flatMap((field): RandomField[] => {
    const type = typeOf(field);
    const values = contacts
      .map((contact) => readField(contact, field))
      .flat()
      .filter((value) => ['string', 'number', 'boolean'].includes(typeof value)) as string[];
    return type === undefined ? [] : [{ path: field, type, values: [...new Set(values)].slice(0, 40) }];
  });
}

describe.each(sides)('25 random questions about 300 people at $provider', (side) => {
  it('find what a plain evaluation of everybody finds, by cursor and by page', async () => {
    const account = await sandbox.control<EmfluenceAccount & KeapAccount>('POST', '/accounts', {
      provider: side.provider,
    });
    await sandbox.control('POST', '/seed', { provider: side.provider, account: account.id, contacts: 300 });
    const hub = gateway.withToken((await side.provision(account)).token);
    const frugal = gateway.withToken((await side.provision(account, { 'scan.budget': '2' })).token);
    const everybody = (await follow(hub, {})).flatMap(({ body }) => body);
    expect(everybody).toHaveLength(300);

    const fields = fieldsOf(side, everybody);
    const resource = contactsOf(side);
    const typeOf = fieldTypingOf(resource, seeded);
    const pushable = fields.filter(({ path: field }) => Object.hasOwn(resource.operations.list?.filters ?? {}, field));
    const asked = [
      ...fc.sample(randomWhere(fields), { seed: 300, numRuns: 15 }),
      ...fc.sample(randomWhere(pushable), { seed: 300, numRuns: 10 }),
    ];
    const told = { wholly: 0, partly: 0, some: 0, cutShort: 0, byPage: 0, types: new Set<unknown>() };
    for (const where of asked) {
      const expression = parseCeql(where);
      const matches = compileCeql(expression, typeOf);
      const expected = everybody.filter((contact) => matches((field) => readField(contact, field)));
      for (const { path: field, type } of fields) if (where.includes(field)) told.types.add(type);
      if (expected.length > 0 && expected.length < everybody.length) told.some += 1;

      const pages = await follow(frugal, { where, pageSize: String(pageSize) });
      expect([where, pages.flatMap(({ body }) => body)]).toEqual([where, expected]);
      const [, pushed = ''] = /pushed=([^;]*)/.exec(pages[0]?.headers.get('elements-query-plan') ?? '') ?? [];
      const wanted = conjuncts(expression);
      const isWhole =
        JSON.stringify(expression).split('"comparison"').length - 1 === wanted.length &&
        wanted.every(({ field }) => pushed.split(',').includes(field));
      if (isWhole) told.wholly += 1;
      else if (pushed !== 'none') told.partly += 1;
      for (const page of pages) if (page.headers.has('elements-error')) told.cutShort += 1;

      for (let page = 1; page <= Math.ceil(expected.length / pageSize) + 1; page += 1) {
        const reply = await list(hub, { where, pageSize: String(pageSize), page: String(page) });
        if (reply.status === 400) {
          expect([where, reply.body]).toEqual([
            where,
            expect.objectContaining({ path: 'page', message: expect.stringContaining('nextPage') }),
          ]);
          break;
        }
        told.byPage += 1;
        expect([where, page, reply.status, reply.body]).toEqual([
          where,
          page,
          200,
          expected.slice((page - 1) * pageSize, page * pageSize),
        ]);
      }
    }
    console.log(
      `${side.provider}: of 25 expressions ${told.wholly} were pushed down whole, ${told.partly} in part; ${told.some} found some but not all; ${told.byPage} pages by number agreed; ${told.cutShort} pages ended with the scan budget`,
    );
    expect([...told.types].sort()).toEqual([...new Set(fields.map(({ type }) => type))].sort());
    expect(told.some).toBeGreaterThan(10);
    expect(told.wholly).toBeGreaterThan(0);
    // One page of Keap's holds all three hundred.
    if (side.provider === 'emfluence') expect(told.cutShort).toBeGreaterThan(0);
    expect(told.byPage).toBeGreaterThan(20);
  }, 120_000);
});
