import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { readListQuery, toCursor, toPage } from './list-query.js';

const refusalOf = (query: Record<string, unknown>): unknown => {
  try {
    return readListQuery(query);
  } catch (error) {
    return error instanceof GatewayError ? `${error.reason} ${error.details.path}` : error;
  }
};

describe('the query of a list of users or accounts', () => {
  it('has defaults, and ignores what it does not know', () => {
    const defaults = { pageSize: 200, afterId: 0, offset: 0, includeInactive: false };
    expect(readListQuery({})).toEqual(defaults);
    expect(readListQuery({ hydrate: 'x', page: ['1', '2'], where: '', pageSize: '' })).toEqual(defaults);
  });

  it('reads what it knows', () => {
    const query = { pageSize: '1000', nextPage: toCursor(2_147_483_647), offset: '3', includeInactive: 'true' };
    expect(readListQuery(query)).toEqual({ pageSize: 1000, afterId: 2_147_483_647, offset: 3, includeInactive: true });
  });

  it.each(['0', '1001', '-1', '1.5', '1e2', 'x', ' 1', '99999999999999999999', '\u0000'])(
    'refuses a page size of %j',
    (pageSize) => {
      expect(refusalOf({ pageSize })).toBe('INVALID_REQUEST pageSize');
    },
  );

  it('refuses a parameter that is given twice', () => {
    expect(refusalOf({ pageSize: ['1', '2'] })).toBe('INVALID_REQUEST pageSize');
    expect(refusalOf({ nextPage: { a: '1' } })).toBe('INVALID_REQUEST nextPage');
  });

  it('refuses a filter instead of ignoring it', () => {
    expect(refusalOf({ where: "firstName='demo'" })).toBe('INVALID_CEQL where');
  });

  it('takes any text as a cursor only when it made that cursor', () => {
    expect(refusalOf({ nextPage: Buffer.from('{"after":2147483648}').toString('base64url') })).toBe(
      'INVALID_REQUEST nextPage',
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (nextPage) => {
        expect(refusalOf({ nextPage })).toBe('INVALID_REQUEST nextPage');
      }),
    );
  });
});

describe('a page', () => {
  const rows = [{ id: 4 }, { id: 6 }, { id: 9 }];

  it('names what follows it only when something does', () => {
    expect(toPage(rows, 3)).toEqual({ rows });
    expect(toPage(rows, 2)).toEqual({ rows: rows.slice(0, 2), nextPage: toCursor(6) });
    expect(toPage([], 2)).toEqual({ rows: [] });
  });
});
