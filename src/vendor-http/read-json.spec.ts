import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson, UnreadableJson } from './read-json.js';

describe('readJson', () => {
  it('reads what JSON.parse reads, up to the depth of 64', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8, stringUnit: 'binary' }), (text) => {
        fc.pre(!text.includes('__proto__') && !/\d{16}/.test(text));
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(readJson(`${'['.repeat(64)}${']'.repeat(64)}`)).toBeDefined();
  });

  it.each(['['.repeat(65) + ']'.repeat(65), '{"a":'.repeat(65) + '1' + '}'.repeat(65), '['.repeat(1_000_000)])(
    'refuses deeper nesting before parsing it',
    (text) => {
      expect(() => readJson(text)).toThrow(new UnreadableJson('nested too deeply'));
    },
  );

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify({ a: `\\"${'['.repeat(100)}` });
    expect(readJson(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"a":1,"__proto__":{"polluted":true}}', '{"a":1,"\\u005f_proto\\u005F_":{"polluted":true}}'])(
    'drops __proto__ from %s',
    (text) => {
      const value = readJson(text) as object;
      expect(Object.getOwnPropertyNames(value)).toEqual(['a']);
      expect(Object.assign({}, value)).not.toHaveProperty('polluted');
    },
  );

  it('keeps integers beyond 2^53 as text and others as numbers', () => {
    expect(
      readJson(
        '{"id":9007199254740993,"list":[-9007199254740993,12345678901234567890],"n":9007199254740991,"f":1.5e3}',
      ),
    ).toEqual({
      id: '9007199254740993',
      list: ['-9007199254740993', '12345678901234567890'],
      n: 9007199254740991,
      f: 1500,
    });
    expect(readJson('{"text":"9007199254740993","ratio":0.30000000000000004}')).toEqual({
      text: '9007199254740993',
      ratio: 0.30000000000000004,
    });
  });

  it.each(['<html></html>', '{"a":', '{a:1}', 'NaN'])('refuses %s', (text) => {
    expect(() => readJson(text)).toThrow(UnreadableJson);
  });
});
