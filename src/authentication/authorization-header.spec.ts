import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error.js';
import { parseAuthorization } from './authorization-header.js';

const headers = (value: string): string[] => ['Host', 'hub.test', 'Authorization', value, 'Accept', '*/*'];

const refusalOf = (rawHeaders: readonly string[]): unknown => {
  try {
    return parseAuthorization(rawHeaders);
  } catch (error) {
    return error instanceof GatewayError ? `${error.status} ${error.message}` : error;
  }
};

const refused = '401 Invalid Organization or User secret, or invalid Element token provided.';

describe('the Authorization header', () => {
  it.each([
    ['User u, Organization o, Element e', { user: 'u', organization: 'o', element: 'e' }],
    ['Element e, User u', { element: 'e', user: 'u' }],
    ['Organization o, User u', { organization: 'o', user: 'u' }],
    ['USER u,organization o,eLeMeNt e', { user: 'u', organization: 'o', element: 'e' }],
    ['User u, Token t', { user: 'u', element: 't' }],
    ['  User   u\t,   Organization \t o  ', { user: 'u', organization: 'o' }],
    ['User ab+/cd==, Organization 0f', { user: 'ab+/cd==', organization: '0f' }],
    ['User %41;"x"', { user: '%41;"x"' }],
  ])('reads %j', (value, parts) => {
    expect(parseAuthorization(headers(value))).toEqual(parts);
  });

  it('is found whatever the case of its name, and its name as another value means nothing', () => {
    expect(parseAuthorization(['AUTHORIZATION', 'User u'])).toEqual({ user: 'u' });
    expect(parseAuthorization(['X-Name', 'authorization', 'X-Other', 'User u'])).toEqual({});
  });

  it('has no parts when it is absent', () => {
    expect(parseAuthorization(['Host', 'hub.test'])).toEqual({});
  });

  it.each([
    [''],
    [' '],
    ['User'],
    ['User '],
    ['Useru'],
    ['User u,'],
    [',User u'],
    ['User u,,Organization o'],
    ['User u Organization o'],
    ['User u; Organization o'],
    ['User u, User u'],
    ['Element e, Token t'],
    ['Bearer u'],
    ['Basic dXNlcjpwYXNz'],
    ['User u\u00e4'],
    ['User u\u0000'],
    ['User\u00a0u'],
    ['constructor u'],
    ['__proto__ u'],
  ])('refuses %j', (value) => {
    expect(refusalOf(headers(value))).toBe(refused);
  });

  it('refuses two headers, even equal ones', () => {
    expect(refusalOf(['Authorization', 'User u', 'authorization', 'User u'])).toBe(refused);
    expect(refusalOf(['Authorization', '', 'authorization', 'User u'])).toBe(refused);
  });

  it('takes 2,048 characters and no more', () => {
    const longest = `User ${'x'.repeat(2043)}`;
    expect(parseAuthorization(headers(longest)).user).toHaveLength(2043);
    expect(refusalOf(headers(`${longest}x`))).toBe(refused);
  });

  it('reads back any secrets in any order, case and spacing', () => {
    const value = fc
      .array(
        fc.integer({ min: 0x21, max: 0x7e }).filter((code) => code !== 0x2c),
        { minLength: 1, maxLength: 60 },
      )
      .map((codes) => String.fromCharCode(...codes));
    const space = fc.constantFrom('', ' ', '\t', '   ');
    const parts = fc.uniqueArray(fc.constantFrom('user', 'organization', 'element'), { minLength: 1 });
    const spelling = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
    );
    fc.assert(
      fc.property(
        parts,
        fc.array(value, { minLength: 3, maxLength: 3 }),
        space,
        spelling,
        (kinds, values, gap, spell) => {
          const expected = Object.fromEntries(kinds.map((kind, index) => [kind, values[index]]));
          const header = kinds.map((kind, index) => `${gap}${spell(kind)} ${gap}${values[index]}${gap}`).join(',');
          expect(parseAuthorization(headers(header))).toEqual(expected);
        },
      ),
    );
  });

  it('answers any text with parts of printable characters or with the one refusal', () => {
    const piece = fc.constantFrom(
      'User',
      'Organization',
      'Element',
      'Token',
      ' ',
      ',',
      ', ',
      '\t',
      '=',
      'abc',
      '\u0000',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (value) => {
        const result = refusalOf(headers(value));
        if (result === refused) return;
        expect(Object.values(result ?? {}).every((part) => /^[\x21-\x2b\x2d-\x7e]+$/.test(part))).toBe(true);
        expect(Object.keys(result ?? {}).length).toBe(value.split(',').length);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no more than linear time for hostile repetition', () => {
    const hostile = [`User ${' '.repeat(2000)}\u0000`, `${' '.repeat(2000)}x`, ','.repeat(2048), 'A'.repeat(2048)];
    const startedAt = performance.now();
    for (let round = 0; round < 200; round += 1) hostile.forEach((value) => refusalOf(headers(value)));
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
