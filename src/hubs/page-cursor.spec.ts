import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { PageCursor } from './page-cursor.js';

const cursor = new PageCursor(randomBytes(32));
const position = { n: 7, t: 'https://provider.example/?page_token=ü', s: 50, a: '1001', c: 300 };

function opened(text: string, boundTo = '1/2/contacts/x', by = cursor): unknown {
  try {
    return by.open(text, boundTo);
  } catch (error) {
    return error instanceof GatewayError ? [error.reason, error.details.path] : error;
  }
}

const refused = ['INVALID_REQUEST', 'nextPage'];

describe('a cursor', () => {
  it('opens to the position that was sealed, for the same query of the same instance', () => {
    expect(opened(cursor.seal(position, '1/2/contacts/x'))).toEqual(position);
  });

  it('travels in a header and in a query as it is', () => {
    expect(cursor.seal(position, 'x')).toMatch(/^[\w.-]+$/);
  });

  it('is refused to another query, another instance and another gateway', () => {
    const sealed = cursor.seal(position, '1/2/contacts/x');
    expect(opened(sealed, '1/2/contacts/y')).toEqual(refused);
    expect(opened(sealed, '1/3/contacts/x')).toEqual(refused);
    expect(opened(sealed, '1/2/contacts/x', new PageCursor(randomBytes(32)))).toEqual(refused);
  });

  it('is refused when any one character of it was changed', () => {
    const sealed = cursor.seal(position, '1/2/contacts/x');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
      // The last character of base64 holds bits that say nothing.
      const isSame =
        Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(
          Buffer.from(sealed.split('.')[1] ?? '', 'base64url'),
        ) && changed.split('.')[0] === sealed.split('.')[0];
      if (!isSame) expect(opened(changed)).toEqual(refused);
    }
  });

  it('is refused, never a crash, when it is anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(opened(text)).toEqual(refused)));
    for (const text of ['', '.', 'a.b', 'a.b.c', `${Buffer.from('{"n":0}').toString('base64url')}.`])
      expect(opened(text)).toEqual(refused);
  });
});
