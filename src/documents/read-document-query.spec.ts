import { describe, expect, it } from '@jest/globals';
import { readDocumentQuery } from './read-document-query.js';

describe('A query for a document', () => {
  it.each([
    [{}, 'swagger'],
    [{ version: '' }, 'swagger'],
    [{ version: '-1' }, 'swagger'],
    [{ version: '2.0' }, 'swagger'],
    [{ version: '3.1' }, 'openapi'],
  ])('%j asks for %s', (query, format) => {
    expect(readDocumentQuery(query).format).toBe(format);
  });

  it.each([['1.2'], ['3.0'], ['newest'], ['__proto__']])('is refused for the version %s', (version) => {
    expect(() => readDocumentQuery({ version })).toThrow('"version" must be 2.0 or 3.1.');
  });

  it('may ask for one operation, and for nothing to be asked of the provider', () => {
    expect(readDocumentQuery({ operationId: 'getContacts', discovery: 'false' })).toEqual({
      format: 'swagger',
      operationId: 'getContacts',
      discovery: false,
    });
    expect(readDocumentQuery({ operationId: '' })).toEqual({ format: 'swagger', discovery: true });
  });

  it('ignores what only other hubs act on', () => {
    expect(readDocumentQuery({ resolveReferences: 'true', basic: 'true' })).toEqual({
      format: 'swagger',
      discovery: true,
    });
  });

  it.each([[{ version: ['2.0', '3.1'] }], [{ discovery: 'maybe' }]])('is refused for %j', (query) => {
    expect(() => readDocumentQuery(query)).toThrow();
  });
});
