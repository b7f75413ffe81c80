import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KeyRing } from '../config/keys.js';
import { FieldCipher } from './field-cipher.js';

const pepper = Buffer.alloc(32);
const ring = (active: string, ...ids: readonly string[]): KeyRing => ({
  active,
  keys: new Map(ids.map((id) => [id, Buffer.alloc(32, id)])),
  pepper,
});
const cipher = new FieldCipher(ring('a', 'a'));

function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  throw new Error('It opened.');
}

describe('FieldCipher', () => {
  it('opens what it sealed, at the same place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plaintext, place) => {
        expect(cipher.open(cipher.seal(plaintext, place), place)).toBe(plaintext);
      }),
    );
  });

  it('names the format and the key, and never seals alike twice', () => {
    const sealed = Array.from({ length: 50 }, () => cipher.seal('hunter2', 'row 1'));
    expect(new Set(sealed).size).toBe(50);
    for (const text of sealed) expect(text).toMatch(/^k1\.a\.[A-Za-z0-9_-]{47}$/);
  });

  it('does not open at another place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (place, other) => {
        fc.pre(place !== other);
        const sealed = cipher.seal('hunter2', place);
        expect(failure(() => cipher.open(sealed, other))).not.toContain('hunter2');
      }),
    );
  });

  it('does not open after the change of any single character', () => {
    const sealed = cipher.seal('hunter2', 'row 1');
    for (let at = 0; at < sealed.length; at++) {
      for (const replacement of ['A', 'B', '.', '=', '']) {
        const edited = sealed.slice(0, at) + replacement + sealed.slice(at + 1);
        if (edited === sealed) continue;
        const message = failure(() => cipher.open(edited, 'row 1'));
        expect(message).not.toContain('hunter2');
        expect(message).not.toContain(sealed.slice(5, 20));
      }
    }
  });

  it('does not open what is cut short or was never sealed', () => {
    const sealed = cipher.seal('', 'row 1');
    for (const text of ['', 'k1.a.', 'hunter2', sealed.slice(0, -4), `${sealed}AAAA`, `k2${sealed.slice(2)}`]) {
      expect(failure(() => cipher.open(text, 'row 1'))).not.toContain('hunter2');
    }
  });

  it('opens what an older key sealed and seals with the active one', () => {
    const rotated = new FieldCipher(ring('b', 'b', 'a'));
    expect(rotated.open(cipher.seal('hunter2', 'row'), 'row')).toBe('hunter2');
    expect(rotated.seal('hunter2', 'row')).toMatch(/^k1\.b\./);
  });

  it('says which key is gone', () => {
    const later = new FieldCipher(ring('b', 'b'));
    expect(() => later.open(cipher.seal('x', 'row'), 'row')).toThrow('HUB_KEYS has no key "a"');
  });

  it('does not open under another key of the same name', () => {
    const impostor = new FieldCipher({ active: 'a', keys: new Map([['a', Buffer.alloc(32, 'z')]]), pepper });
    expect(() => impostor.open(cipher.seal('x', 'row'), 'row')).toThrow('does not open');
  });
});
