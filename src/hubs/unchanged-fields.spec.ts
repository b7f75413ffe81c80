import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unchangedFieldsRemoved } from './unchanged-fields.js';

const current = {
  email: 'a@b.c',
  address: { city: 'X', country: 'DE' },
  emails: [{ address: 'a@b.c', type: 'primary' }],
  listIds: ['1', '2'],
};

it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
  ['drops equal values', { email: 'a@b.c', listIds: ['1', '2'] }, {}],
  ['keeps other values', { email: 'x@b.c', listIds: ['1'] }, { email: 'x@b.c', listIds: ['1'] }],
  [
    'keeps of a branch only the leaves that differ',
    { address: { city: 'Y', country: 'DE' } },
    { address: { city: 'Y' } },
  ],
  ['drops a branch that is equal in all that it says', { address: { country: 'DE' } }, {}],
  ['takes the order of keys for nothing', { emails: [{ type: 'primary', address: 'a@b.c' }] }, {}],
  ['takes the order of items for something', { listIds: ['2', '1'] }, { listIds: ['2', '1'] }],
  ['keeps a null that clears', { address: null, email: null }, { address: null, email: null }],
  ['drops a null for what is absent', { phone: null, address: { state: null } }, {}],
  ['is not confused by names of the prototype', { toString: 'x', constructor: null }, { toString: 'x' }],
])('%s', (_name, body, left) => {
  expect(unchangedFieldsRemoved(body, current)).toEqual(left);
});

it('leaves nothing of a record that is sent back as it was read', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
        fc.jsonValue().filter((value) => value !== null),
      ),
      (record) => {
        const read = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
        expect(unchangedFieldsRemoved(JSON.parse(JSON.stringify(record)) as Record<string, unknown>, read)).toEqual({});
      },
    ),
  );
});
