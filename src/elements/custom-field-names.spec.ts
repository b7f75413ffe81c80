import { describe, expect, it } from '@jest/globals';
import { findCustomField, toCustomFieldName } from './custom-field-names.js';
import type { CustomField } from './element-definition.js';

const colour: CustomField = { id: '6', label: 'Favourite colour', systemName: 'Favouritecolour', type: 'string' };
const note: CustomField = { id: '7', label: 'Note', systemName: 'Note0', type: 'string' };
const otherNote: CustomField = { id: '8', label: 'Note', type: 'string' };
const nameless: CustomField = { id: '9', label: '', type: 'string' };
const all = [colour, note, otherNote, nameless];

describe('the name of a custom field in answers', () => {
  it('is its label, or the system name where the instance wants that, two share a label or there is none', () => {
    expect(all.map((field) => toCustomFieldName(field, 'label', all))).toEqual(['Favourite colour', 'Note0', '8', '9']);
    expect(all.map((field) => toCustomFieldName(field, 'system', all))).toEqual(['Favouritecolour', 'Note0', '8', '9']);
  });
});

describe('a custom field that a caller names', () => {
  it.each(['Favourite colour', 'favourite COLOUR', 'Favouritecolour', '6'])('is found by %s', (name) => {
    expect(findCustomField(name, all)).toBe(colour);
  });

  it('is refused when its label is ambiguous, with the names that are not', () => {
    expect(() => findCustomField('note', all)).toThrow('Note0, 8');
    expect(findCustomField('Note0', all)).toBe(note);
  });

  it('is refused when the account has none of that name', () => {
    expect(() => findCustomField('Shoe size', all)).toThrow('Shoe size');
    expect(() => findCustomField('custom4', all)).toThrow('custom4');
  });

  it('may go by a system name that the account does not list, where such names follow a pattern', () => {
    expect(findCustomField('custom4', [], /^custom\d+$/).id).toBe('custom4');
    expect(() => findCustomField('custom', [], /^custom\d+$/)).toThrow('custom');
  });
});
