import { describe, expect, it } from '@jest/globals';
import { readInstanceQuery, toCursor } from './list-query.js';

const refusal = (path: string) => expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path } });

describe('the query of an instance list', () => {
  it('has defaults', () => {
    expect(readInstanceQuery({})).toEqual({ tags: [], pageSize: 200, page: 1, light: false });
  });

  it('reads one tag and several', () => {
    expect(readInstanceQuery({ 'tags[]': 'a' }).tags).toEqual(['a']);
    expect(readInstanceQuery({ 'tags[]': ['a', 'b'], tags: 'c' }).tags).toEqual(['a', 'b', 'c']);
  });

  it('reads back its own cursor', () => {
    expect(readInstanceQuery({ nextPage: toCursor(42), page: '3' })).toMatchObject({ afterId: 42 });
  });

  it('knows when light rows are asked for', () => {
    expect(readInstanceQuery({ hydrate: 'false' }).light).toBe(true);
    expect(readInstanceQuery({ hydrate: 'true' }).light).toBe(false);
  });

  it.each([
    [{ pageSize: '0' }, 'pageSize'],
    [{ pageSize: '1001' }, 'pageSize'],
    [{ pageSize: '1e2' }, 'pageSize'],
    [{ page: '-1' }, 'page'],
    [{ nextPage: 'bm9wZQ' }, 'nextPage'],
    [{ nextPage: Buffer.from('instance:99999999999').toString('base64url') }, 'nextPage'],
    [{ searchText: 'a\0b' }, 'searchText'],
    [{ searchText: ['a', 'b'] }, 'searchText'],
    [{ 'tags[]': ['ok', '\0'] }, 'tags[]'],
  ])('refuses %j', (query, path) => {
    expect(() => readInstanceQuery(query)).toThrow(refusal(path));
  });
});
