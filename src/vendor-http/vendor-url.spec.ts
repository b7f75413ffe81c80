import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { toVendorUrl } from './vendor-url.js';

const base = new URL('https://api.plain.example/crm/v2/');

describe('toVendorUrl', () => {
  it('encodes ids as one segment and repeats array parameters', () => {
    const url = toVendorUrl(base, '/contacts/{id}/tags', {
      params: { id: 'a/b?c#d%2f é' },
      query: { filter: "email==o'hara@x.example; a", fields: ['a', 'b&c'], flag: true, size: 5, none: [] },
    });
    expect(url.href).toBe(
      'https://api.plain.example/crm/v2/contacts/a%2Fb%3Fc%23d%252f%20%C3%A9/tags' +
        '?filter=email%3D%3Do%27hara%40x.example%3B%20a&fields=a&fields=b%26c&flag=true&size=5',
    );
  });

  it.each(['', '.', '..', '\ud800'])('answers that an id of %j does not exist', (id) => {
    expect(() => toVendorUrl(base, '/contacts/{id}', { params: { id } })).toThrow(
      expect.objectContaining({ reason: 'NOT_FOUND' }),
    );
  });

  it('keeps origin, prefix and number of segments whatever the id is', () => {
    const nasty = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%00',
      '@',
      ':',
      '?',
      '#',
      ';',
      '//evil.example',
      '\0',
      '\n',
      '\t',
      'x',
    );
    const ids = fc.oneof(
      fc.array(nasty).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(ids, (id) => {
        try {
          const url = toVendorUrl(base, '/contacts/{id}/x', { params: { id }, query: { q: id } });
          expect(url.origin).toBe(base.origin);
          const segments = url.pathname.split('/');
          expect(segments.slice(0, 4)).toEqual(['', 'crm', 'v2', 'contacts']);
          expect(segments).toHaveLength(6);
          expect(decodeURIComponent(segments[4] ?? '')).toBe(id);
          expect(url.hash).toBe('');
          expect(url.searchParams.get('q')).toBe(id.toWellFormed());
        } catch (error) {
          if (!(error instanceof GatewayError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('fails loudly when a call gives no value for a name of its path', () => {
    expect(() => toVendorUrl(base, '/contacts/{id}', {})).toThrow(/no value for \{id\}/);
  });
});
