import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../elements/element-catalog.js';
import { readCataloguePage } from './read-catalogue-page.js';

const keys = (query: Readonly<Record<string, string>>) =>
  readCataloguePage(elementCatalog.all(), query).items.map(({ key }) => key);

describe('the catalogue of elements', () => {
  it('is filtered by what elements are', () => {
    expect(keys({ where: "key = 'emfluence'" })).toEqual(['emfluence']);
    expect(keys({ where: "key in ('a', 'infusionsoftmarketing')" })).toEqual(['infusionsoftmarketing']);
    expect(keys({ where: "private='true'" })).toEqual([]);
    expect(keys({ where: "extended = 'false'" })).toHaveLength(elementCatalog.all().length);
  });

  it('comes in pages that follow each other', () => {
    const first = readCataloguePage(elementCatalog.all(), { pageSize: '1' });
    const second = readCataloguePage(elementCatalog.all(), {
      pageSize: '1',
      nextPage: first.headers['elements-next-page-token'],
    });
    expect([...first.items, ...second.items]).toEqual(elementCatalog.all().slice(0, 2));
    expect(readCataloguePage(elementCatalog.all(), {}).headers).not.toHaveProperty('elements-next-page-token');
    expect(readCataloguePage(elementCatalog.all(), { pageSize: '5000' }).items).toHaveLength(
      elementCatalog.all().length,
    );
  });

  it.each([
    [{ where: "colour = 'red'" }, 'INVALID_CEQL'],
    [{ where: 'key =' }, 'INVALID_CEQL'],
    [{ pageSize: '0' }, 'INVALID_REQUEST'],
    [{ nextPage: 'x' }, 'INVALID_REQUEST'],
    [{ pageSize: ['1', '2'] }, 'INVALID_REQUEST'],
  ])('refuses %j', (query, reason) => {
    expect(() => readCataloguePage(elementCatalog.all(), query)).toThrow(expect.objectContaining({ reason }));
  });
});
