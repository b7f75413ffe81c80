import { describe, expect, it } from '@jest/globals';
import type { Criterion, ListOperation } from '../elements/element-definition.js';
import { parseCeql } from '../ceql/parse-ceql.js';
import { planSearch, type SearchPlan } from './plan-search.js';
import type { ListQuery } from './list-query.js';

const list: ListOperation = {
  operation: { method: 'GET', path: '/people', effect: 'read' },
  paging: { kind: 'cursor', sizeParameter: 'size', tokenParameter: 'token', maxSize: 10, nextToken: () => undefined },
  records: () => [],
  from: ({ criteria, orderBy }) => ({
    query: Object.assign({ order: `${orderBy?.field} ${orderBy?.direction}` }, ...criteria) as Record<string, string>,
  }),
  filters: {
    email: ({ operator, values: [value] }): Criterion | undefined =>
      operator === '=' && value ? { mail: value.text } : undefined,
    secondEmail: ({ values: [value] }) => (value ? { mail: value.text } : undefined),
    lastName: ({ values: [value] }) => (value ? { family: value.text } : undefined),
  },
  sorts: { id: 'person_id', email: 'mail' },
  defaultSort: 'id',
};

function plan(where: string, orderBy: ListQuery['orderBy'] = [], of = list): SearchPlan {
  const query: ListQuery = {
    orderBy,
    fields: [],
    pageSize: 10,
    fingerprint: '',
    ...(where !== '' && { where: parseCeql(where) }),
  };
  return planSearch(of, query, { now: 0, replies: {} });
}

const sent = ({ variants }: SearchPlan): unknown => variants.map(({ input }) => input.query);

describe('the plan of a search', () => {
  it('tells the provider what it can say of the conditions that must all hold', () => {
    const made = plan("email = 'a@b.c' AND lastName = 'X' AND firstName = 'Y'");
    expect(sent(made)).toEqual([{ order: 'person_id asc', mail: 'a@b.c', family: 'X' }]);
    expect(made.pushed).toEqual(['email', 'lastName']);
  });

  it.each(["email = 'a@b.c' OR lastName = 'X'", "NOT email = 'a@b.c'", "email != 'a@b.c'", "toString = 'x'"])(
    'tells nothing of %s, which would lose rows',
    (where) => {
      expect(sent(plan(where))).toEqual([{ order: 'person_id asc' }]);
    },
  );

  it('gives each parameter of the provider once: the second condition for it is left to the gateway', () => {
    expect(plan("email = 'a@b.c' AND secondEmail = 'x@b.c'").pushed).toEqual(['email']);
    expect(sent(plan("email = 'a@b.c' AND email = 'x@b.c'"))).toEqual([{ order: 'person_id asc', mail: 'a@b.c' }]);
  });

  it('takes an IN with one value for an equality', () => {
    expect(plan("email IN ('a@b.c')").pushed).toEqual(['email']);
    expect(plan("email IN ('a@b.c', 'x@b.c')").pushed).toEqual([]);
  });

  it('lets the provider sort by what it can, and the gateway by the rest', () => {
    const sorted = plan('', [{ field: 'email', direction: 'desc' }]);
    expect([sent(sorted), sorted.sortedBy, sorted.byId]).toEqual([[{ order: 'mail desc' }], 'provider', false]);
    for (const orderBy of [
      [{ field: 'firstName', direction: 'asc' }],
      [
        { field: 'email', direction: 'asc' },
        { field: 'id', direction: 'asc' },
      ],
    ] as const) {
      const unsorted = plan('', orderBy);
      expect([sent(unsorted), unsorted.sortedBy, unsorted.byId]).toEqual([
        [{ order: 'person_id asc' }],
        'gateway',
        true,
      ]);
    }
  });

  it('knows that rows rise by id only when they do', () => {
    expect(plan('').byId).toBe(true);
    expect(plan('', [{ field: 'id', direction: 'asc' }]).byId).toBe(true);
    expect(plan('', [{ field: 'id', direction: 'desc' }]).byId).toBe(false);
  });

  it('leaves sorting to the gateway where the provider keeps several lists', () => {
    const several: ListOperation = {
      ...list,
      variants: ({ orderBy }) =>
        ['new', 'old'].map((name) => ({ name, input: { query: { name, order: orderBy?.field ?? '' } } })),
    };
    expect(plan('', [{ field: 'email', direction: 'asc' }], several)).toMatchObject({
      sortedBy: 'gateway',
      variants: [{ name: 'new', input: { query: { order: 'person_id' } } }, { name: 'old' }],
    });
  });
});
