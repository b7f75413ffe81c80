import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseVendorPath, readVendorPath, writeVendorPath } from './vendor-path.js';

const record = {
  name: 'Ada',
  company: { id: '7', company_name: 'Ten, Inc.' },
  emails: [
    { field: 'EMAIL1', email: 'ada@example.com' },
    { field: 'EMAIL2', email: 'second@example.com' },
  ],
  empty: null,
};
const read = (path: string, from: Readonly<Record<string, unknown>> = record): unknown =>
  readVendorPath(from, parseVendorPath(path));

function written(...entries: readonly (readonly [path: string, value: unknown])[]): Record<string, unknown> {
  const draft: Record<string, unknown> = {};
  for (const [path, value] of entries) writeVendorPath(draft, parseVendorPath(path), value);
  return draft;
}

describe('reading by a vendor path', () => {
  it.each([
    ['name', 'Ada'],
    ['company.company_name', 'Ten, Inc.'],
    ['emails[0].email', 'ada@example.com'],
    ['emails[field=EMAIL2].email', 'second@example.com'],
    ['emails[field=EMAIL2]', { field: 'EMAIL2', email: 'second@example.com' }],
  ])('finds what stands at %s', (path, value) => {
    expect(read(path)).toEqual(value);
  });

  it.each([
    'missing',
    'name.first',
    'company[0]',
    'emails[9].email',
    'emails[field=EMAIL3].email',
    'empty.below',
    'toString',
    'emails.length',
  ])('answers undefined at %s, where the record is silent or shaped otherwise', (path) => {
    expect(read(path)).toBeUndefined();
  });

  it('finds a null that the provider wrote', () => {
    expect(read('empty')).toBeNull();
  });
});

describe('writing by a vendor path', () => {
  it('makes the objects and the items on the way', () => {
    expect(written(['company.id', '7'], ['emails[field=EMAIL1].email', 'a@b.c'])).toEqual({
      company: { id: '7' },
      emails: [{ field: 'EMAIL1', email: 'a@b.c' }],
    });
  });

  it('writes into an item that is there already instead of making a second one', () => {
    expect(written(['a[k=1].x', 1], ['a[k=1].y', 2], ['a[k=2].x', 3])).toEqual({
      a: [
        { k: '1', x: 1, y: 2 },
        { k: '2', x: 3 },
      ],
    });
  });

  it('does not write by position, which says nothing of what the item is', () => {
    expect(() => written(['a[0].x', 1])).toThrow('position');
  });
});

describe('parsing a vendor path', () => {
  it.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a[',
    'a[]',
    'a]b',
    'a[0]b',
    'a[=x]',
    'a[b=c',
    '__proto__',
    'a.__proto__',
    'constructor.prototype',
    'a[0].prototype',
  ])('refuses %j', (text) => {
    expect(() => parseVendorPath(text)).toThrow('path');
  });

  it('never lets a written value reach a prototype, whatever the path', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '__proto__',
        'constructor',
        'prototype',
        'a',
        'toString',
        'a[__proto__=x]',
        'a[x=__proto__]',
        'a[0]',
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const keys = Object.getOwnPropertyNames(Object.prototype).sort();
        const draft: Record<string, unknown> = {};
        try {
          writeVendorPath(draft, parseVendorPath(parts.join('.')), { polluted: true });
        } catch (error) {
          expect(String(error)).toMatch(/path|position/);
        }
        expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(keys);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        expect(Object.getPrototypeOf(draft)).toBe(Object.prototype);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what was written, for every path that can be written', () => {
    const key = fc
      .stringMatching(/^[a-z_][a-z0-9_ -]{0,8}$/)
      .filter((text) => !['constructor', 'prototype'].includes(text));
    const step = fc.oneof(
      key,
      fc
        .tuple(key, key, fc.stringMatching(/^[A-Z0-9]{1,6}$/))
        .map(([name, where, equals]) => `${name}[${where}=${equals}]`),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 4 }), key, fc.jsonValue(), (steps, last, value) => {
        // Writing over the key by which an item is found loses the item.
        const names = [...steps.map((text) => text.replace(/\[.*$/, '')), last];
        fc.pre(value !== undefined && !steps.some((text) => names.some((name) => text.includes(`[${name}=`))));
        const path = [...steps, last].join('.');
        expect(read(path, written([path, value]))).toEqual(value);
      }),
    );
  });
});
