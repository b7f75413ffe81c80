import { describe, expect, it } from '@jest/globals';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { GatewayError } from '../errors/gateway-error.js';
import { fieldNamesOf, fieldTypingOf } from './field-names.js';
import { readListQuery, type ListQuery } from './list-query.js';

const { contacts } = infusionsoft.resources;
const read = (query: Readonly<Record<string, string>>): ListQuery =>
  readListQuery(query, fieldNamesOf(contacts), fieldTypingOf(contacts, []));

function refusal(query: Readonly<Record<string, string>>): unknown {
  try {
    read(query);
    return 'nothing was refused';
  } catch (error) {
    return error instanceof GatewayError ? error.details.path : error;
  }
}

describe('the query of a list', () => {
  it('asks for the first 200 of everything when it says nothing', () => {
    expect(read({})).toEqual({ orderBy: [], fields: [], pageSize: 200, fingerprint: expect.any(String) });
    expect(read({ where: ' ', orderBy: '', fields: ' ' })).toMatchObject({ orderBy: [], fields: [] });
  });

  it('knows fields by the names of the hub and of the provider', () => {
    expect(read({ where: "given_name = 'Ada'" }).where).toMatchObject({ field: 'firstName' });
    expect(read({ fields: 'given_name, address.city,address' }).fields).toEqual([
      'firstName',
      'address.city',
      'address',
    ]);
    expect(read({ orderBy: 'family_name DESC, email' }).orderBy).toEqual([
      { field: 'lastName', direction: 'desc' },
      { field: 'email', direction: 'asc' },
    ]);
  });

  it('lets a cursor win over a page number', () => {
    const { page, nextPage } = read({ page: '3', nextPage: 'abc' });
    expect({ page, nextPage }).toEqual({ page: undefined, nextPage: 'abc' });
    expect(read({ page: '0', nextPage: 'abc' }).nextPage).toBe('abc');
    expect(read({ page: '3' }).page).toBe(3);
  });

  it('binds a cursor to what is asked, not to how much of it', () => {
    const { fingerprint } = read({ where: "email = 'a@b.c'", pageSize: '10' });
    expect(read({ where: "email = 'a@b.c'", pageSize: '99' }).fingerprint).toBe(fingerprint);
    expect(read({ where: "email = 'x@b.c'", pageSize: '10' }).fingerprint).not.toBe(fingerprint);
    expect(read({ where: "email = 'a@b.c'", fields: 'id' }).fingerprint).not.toBe(fingerprint);
    expect(read({ where: "email = 'a@b.c'", orderBy: 'id' }).fingerprint).not.toBe(fingerprint);
  });

  it.each(['0', '-1', '1001', '1e2', '10abc', '', ' ', '1.5', '0x10', '９', '1000000000000'])(
    'is refused with the page size %j',
    (pageSize) => {
      expect(refusal({ pageSize })).toBe('pageSize');
    },
  );

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ page: '0' }, 'page'],
    [{ page: 'x' }, 'page'],
    [{ fields: 'id,nonsense' }, 'fields'],
    [{ fields: 'id,,email' }, 'fields'],
    [{ orderBy: 'nonsense' }, 'orderBy'],
    [{ orderBy: 'email upwards' }, 'orderBy'],
    [{ orderBy: 'email asc please' }, 'orderBy'],
    [{ where: "nonsense = 'x'" }, 'where'],
    [{ where: 'email =' }, 'where'],
    [{ where: 'score = abc' }, 'where'],
  ])('is refused by the name of its mistake: %j', (query, path) => {
    expect(refusal(query)).toBe(path);
  });
});
