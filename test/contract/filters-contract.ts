import { beforeAll, describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, newScene, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

/** People whose names are hard on filter languages. Some have no last name. */
const people: readonly Body[] = [
  {
    email: 'anna.filter@contract.example',
    firstName: 'Anna',
    lastName: "O'Brien",
    company: 'Smith; Sons, Ltd',
    title: '100% boss',
    address: { city: 'Tempe', country: 'US' },
  },
  { email: 'bert+filter@contract.example', firstName: 'Bert', lastName: 'Müller*', title: '1000 bosses' },
  { email: 'chen.filter@contract.example', firstName: '陈', lastName: '李', address: { city: 'Łódź', country: 'PL' } },
  { email: 'dora.filter@contract.example', firstName: 'Dora', phone: '(480) 555-0100' },
  { email: 'eve_filter@contract.example', firstName: 'Eve', lastName: 'Obrien', company: 'Smith' },
];

const expectations: readonly (readonly [where: string, names: string])[] = [
  ["lastName = 'O''Brien'", 'anna'],
  ["lastName = 'o''brien'", 'anna'],
  ["lastName = 'MÜLLER*'", 'bert'],
  ["lastName = 'Müller'", ''],
  ["lastName LIKE 'o%brien'", 'anna eve'],
  ["lastName LIKE '%*'", 'bert'],
  ["lastName = '李'", 'chen'],
  ["lastName != 'Obrien'", 'anna bert chen'],
  ['lastName IS NULL', 'dora'],
  ["lastName IS NOT NULL AND firstName != 'Anna'", 'bert chen eve'],
  ["company = 'Smith; Sons, Ltd'", 'anna'],
  ["company = 'smith'", 'eve'],
  ["company LIKE 'Smith%'", 'anna eve'],
  ["title = '100% boss'", 'anna'],
  ["title LIKE '100_ boss'", 'anna'],
  ["title LIKE '100_ boss%'", 'anna bert'],
  ["firstName IN ('Bert', 'Dora')", 'bert dora'],
  ["firstName NOT IN ('Bert', 'Dora')", 'anna chen eve'],
  ["(firstName = 'Bert' OR firstName = 'Dora') AND NOT lastName IS NULL", 'bert'],
  ["firstName = 'Bert' OR lastName = 'Obrien'", 'bert eve'],
  ["email LIKE 'anna%'", 'anna'],
  ["email LIKE '%filter@contract.example'", 'anna bert chen dora eve'],
  ["email LIKE 'eve_filter@%'", 'eve'],
  ["email = 'BERT+FILTER@contract.example'", 'bert'],
  ["phone = '(480) 555-0100'", 'dora'],
  ["address.city = 'łódź'", 'chen'],
  ["address.country = 'US'", 'anna'],
  ["createdAt > '2000-01-01'", 'anna bert chen dora eve'],
  ["updatedAt < '2000-01-01T00:00:00Z'", ''],
  ['marketable = true OR marketable = false', 'anna bert chen dora eve'],
  ["lastName = '; email==*'", ''],
  ["firstName = '*' OR lastName = '%'", ''],
];

const refused: readonly (readonly [query: string, reason: string, told: string])[] = [
  ["where=nonsense = 'x'", 'INVALID_CEQL', 'nonsense'],
  ["where=lastName = 'x", 'INVALID_CEQL', 'column'],
  ["where=lastName ~ 'x'", 'INVALID_CEQL', 'column'],
  ["where=score = 'many'", 'INVALID_CEQL', 'score'],
  ["where=updatedAt > 'soon'", 'INVALID_CEQL', 'updatedAt'],
  ['orderBy=nonsense', 'INVALID_REQUEST', 'nonsense'],
  ['orderBy=email upwards', 'INVALID_REQUEST', 'upwards'],
  ['fields=id,nonsense', 'INVALID_REQUEST', 'nonsense'],
  ['pagesize=5', 'INVALID_REQUEST', 'pagesize'],
  ['force=true', 'INVALID_REQUEST', 'force'],
];

const toQuery = (text: string): string => {
  const [name = '', ...value] = text.split('=');
  return `${name}=${encodeURIComponent(value.join('='))}`;
};

export function describeFilters(context: ContractContext): void {
  const { table } = context;

  describe('filters', () => {
    const held: { crowd?: Scene } = {};
    beforeAll(async () => {
      held.crowd = await newScene(context.world, table);
      for (const person of people) await createContact(held.crowd, person);
    });

    for (const { where, criteria } of table.filters) {
      row(`asks the provider exactly this for ${where}`, async () => {
        const { reply, calls } = await context.scene.watch('GET', `${contactsPath}?where=${encodeURIComponent(where)}`);
        expect([reply.status, reply.body['message']]).toEqual([200, undefined]);
        const [search] = calls.filter(
          ({ method, path }) => method === table.listCall.method && path === table.listCall.path,
        );
        expect(search && table.listCall.asked(search)).toEqual(table.listCall.expected(criteria));
      });
    }

    for (const [where, names] of expectations) {
      row(`finds "${names}" for ${where}`, async () => {
        const reply = await held.crowd?.hub.call<readonly Body[]>(
          'GET',
          `${contactsPath}?where=${encodeURIComponent(where)}`,
        );
        expect(reply?.status).toBe(200);
        const found = (reply?.body ?? []).map(({ email }) => String(email).replace(/[.+_]filter@.*/, ''));
        expect(found.sort().join(' ')).toBe(names);
      });
    }

    for (const [query, reason, told] of refused) {
      row(`refuses ${query} without asking the provider`, async () => {
        const { reply, calls } = await context.scene.watch('GET', `${contactsPath}?${toQuery(query)}`);
        expect([reply.status, reply.body['reason'], calls]).toEqual([400, reason, []]);
        expect(reply.body['message']).toContain(told);
      });
    }

    row('ignores unknown parameters where the instance keeps the old tolerance', async () => {
      const tolerant = await context.scene.also({ 'query.unknown': 'ignore' });
      expect((await tolerant.hub.call('GET', `${contactsPath}?pagesize=5&pageSize=1`)).status).toBe(200);
    });
  });
}
