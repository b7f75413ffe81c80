import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readName, readTags, toPlainText } from './plain-text.js';

describe('names and tags', () => {
  it.each([
    ['<a href="javascript:alert(1)">demo-xss</a>', 'demo-xss'],
    ['  Acme <b>West</b> ', 'Acme West'],
    ['Smith & Sons "East"', 'Smith & Sons "East"'],
    ['We <3 you', 'We <3 you'],
    ['&lt;img src=x onerror=alert(1)&gt;Shop', 'Shop'],
    ['&amp;lt;b&amp;gt;Shop', 'Shop'],
    ['株式会社 O’Hara', '株式会社 O’Hara'],
  ])('keeps the text of %j', (html, text) => {
    expect(toPlainText(html)).toBe(text);
  });

  it('leaves no tag that a second pass would find, whatever was typed', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '&lt;',
      '&gt;',
      '&amp;',
      'amp;',
      'lt;',
      'b',
      '/',
      ' ',
      'script',
      '"',
      "'",
      '=',
      '!--',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = toPlainText(parts.join(''));
        expect(text).not.toMatch(/<\/?[a-z!][^>]*>/i);
        expect(toPlainText(text)).toBe(text);
      }),
    );
  });

  it('refuses a name of which nothing is left', () => {
    expect(() => readName('<i></i>')).toThrow(
      expect.objectContaining({ reason: 'INVALID_REQUEST', details: { path: 'name' } }),
    );
  });

  it('drops empty and repeated tags', () => {
    expect(readTags(['<b>Docs</b>', 'Docs', ' ', 'West'])).toEqual(['Docs', 'West']);
  });
});
