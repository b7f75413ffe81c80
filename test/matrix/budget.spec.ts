import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import { MatrixScene, startWorld, type Body, type World } from './matrix-scene.js';

/** The most provider calls that one call of the hub may cost: the model's section 6. */
const budgets: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  infusionsoftmarketing: {
    'read one': 1,
    'list 200 contacts, all fields': 1,
    'create, duplicates refused': 2,
    upsert: 1,
    'patch of scalar fields': 1,
    'patch of a collection': 2,
    'patch of lists that leaves out the list of everybody': 2,
    'patch of the e-mail': 3,
    '1,000 contacts in one array': 2000,
    'add 100 contacts to a list': 1,
  },
  emfluence: {
    'read one': 1,
    'list 200 contacts, all fields': 6,
    'create, duplicates refused': 2,
    upsert: 2,
    'patch of scalar fields': 1,
    'patch of a collection': 2,
    // Beyond the model: only a refusal tells which group nobody can leave, and then its id is looked up.
    'patch of lists that leaves out the list of everybody': 4,
    'patch of the e-mail': 2,
    '1,000 contacts in one array': 1,
    'add 100 contacts to a list': 1,
  },
};

interface Stage {
  readonly scene: MatrixScene;
  readonly id: string;
  /** The lists that the contact is on from the beginning. */
  readonly lists: readonly string[];
  readonly list: string;
  readonly ids: readonly string[];
}

type Call = readonly [method: string, path: string, body?: unknown];

let numbered = 0;
const email = (): string => `budget.${(numbered += 1)}@matrix.example`;
const rows = (count: number): readonly Body[] =>
  Array.from({ length: count }, () => ({ email: email(), firstName: 'Row' }));

const calls: Readonly<Record<string, (stage: Stage) => Call>> = {
  'read one': ({ id }) => ['GET', `/contacts/${id}`],
  'list 200 contacts, all fields': () => ['GET', '/contacts?pageSize=200'],
  'create, duplicates refused': () => [
    'POST',
    '/contacts',
    { email: email(), firstName: 'A', customFields: { 'Favourite colour': 'red' } },
  ],
  upsert: () => ['POST', '/contacts?onDuplicate=update', { email: email(), firstName: 'A' }],
  'patch of scalar fields': ({ id }) => ['PATCH', `/contacts/${id}`, { firstName: 'A', lastName: 'B', title: 'C' }],
  'patch of a collection': ({ id, lists, list }) => ['PATCH', `/contacts/${id}`, { listIds: [...lists, list] }],
  'patch of lists that leaves out the list of everybody': ({ id }) => ['PATCH', `/contacts/${id}`, { listIds: [] }],
  'patch of the e-mail': ({ id }) => ['PATCH', `/contacts/${id}`, { email: email() }],
  '1,000 contacts in one array': () => ['POST', '/contacts', rows(1000)],
  'add 100 contacts to a list': ({ list, ids }) => [
    'POST',
    `/lists/${list}/contacts`,
    ids.slice(0, 100).map((id) => ({ id })),
  ],
};

let world: World;

beforeAll(async () => {
  world = await startWorld({ HUB_DEADLINE_MS: '60000' });
});

afterAll(async () => world.stop());

describe.each(elementCatalog.all())('$key', (element) => {
  let stage: Stage;

  beforeAll(async () => {
    const scene = await MatrixScene.of(world, element, 220);
    // What is learnt once of an account is cached, and no part of a call's budget.
    const contacts = (await scene.hub('GET', '/contacts?pageSize=200')).body as readonly Body[];
    const list = (await scene.hub('POST', '/lists', { name: 'Budget' })).body as Body;
    const contact = (
      await scene.hub('POST', '/contacts', { email: email(), customFields: { 'Favourite colour': 'blue' } })
    ).body as Body;
    const lists = (contact['listIds'] ?? []) as readonly string[];
    stage = {
      scene,
      id: String(contact['id']),
      lists,
      list: String(list['id']),
      ids: contacts.map(({ id }) => String(id)),
    };
  });

  it.each(Object.entries(calls))(
    '%s stays within the provider calls that the model allows',
    async (name, toCall) => {
      const since = Date.now();
      const { reply, calls: made } = await stage.scene.watch(...toCall(stage));
      expect([reply.status, reply.status === 200 ? '' : reply.body]).toEqual([200, '']);
      if (Array.isArray(reply.body) && name !== 'list 200 contacts, all fields') {
        expect(reply.body.filter(({ outcome }: Body) => outcome !== 'created' && outcome !== 'added')).toEqual([]);
      }
      console.log(`${element.key}: ${name}: ${made.length} provider calls, ${Date.now() - since} ms`);
      expect(made.length).toBeGreaterThan(0);
      expect(made.length).toBeLessThanOrEqual(budgets[element.key]?.[name] ?? 0);
    },
    90_000,
  );
});
