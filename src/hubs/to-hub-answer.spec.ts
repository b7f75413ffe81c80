import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ResourceDefinition } from '../elements/element-definition.js';
import { pickFields, readField, toHeaderText, withNulls, withWarnings } from './to-hub-answer.js';

const record = {
  id: '1',
  email: 'a@b.c',
  address: { city: 'X', country: 'DE' },
  customFields: { 'Favourite colour': 'Blue', 'v1.0': 'dotted' },
};

describe('trimming an answer', () => {
  it('keeps everything when nothing is named', () => {
    expect(pickFields(record, [])).toEqual(record);
  });

  it('keeps fields, whole branches, and of a branch what is named', () => {
    expect(pickFields(record, ['id', 'address.city', 'address.country'])).toEqual({
      id: '1',
      address: { city: 'X', country: 'DE' },
    });
    expect(pickFields(record, ['address'])).toEqual({ address: record.address });
    expect(pickFields(record, ['customFields.v1.0', 'customFields.Favourite colour'])).toEqual({
      customFields: record.customFields,
    });
  });

  it('leaves out what the record lacks, without an empty branch', () => {
    expect(pickFields(record, ['phone', 'address.state', 'email.x'])).toEqual({});
  });

  it('does not change the record', () => {
    pickFields(record, ['address', 'address.city']);
    expect(record.address).toEqual({ city: 'X', country: 'DE' });
  });
});

it('reads a field below branches, and a name with a dot', () => {
  expect(
    ['id', 'address.city', 'customFields.v1.0', 'address.city.x', 'nothing', 'toString'].map((field) =>
      readField(record, field),
    ),
  ).toEqual(['1', 'X', 'dotted', undefined, undefined, undefined]);
});

it('shows as null what the model has and the record has not, write-only fields apart', () => {
  const fields = [
    { path: 'id', type: 'string', vendorPath: 'id' },
    { path: 'phone', type: 'string', vendorPath: 'p' },
    { path: 'address.city', type: 'string', vendorPath: 'c' },
    { path: 'reason', type: 'string', vendorPath: 'r', writeOnly: true },
  ] as const;
  const resource: ResourceDefinition = {
    vendorName: '',
    description: '',
    idPattern: /x/,
    vendorId: 'id',
    fields,
    lacks: [],
    vendorFields: [],
    operations: {},
  };
  expect(withNulls({ id: '1' }, resource)).toEqual({ id: '1', phone: null, address: null });
});

it('makes of any text one that a header can carry', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toHeaderText(text)).toMatch(/^[\x20-\x7e]{0,2000}$/);
    }),
  );
  expect(toHeaderText('größe\r\nx: y')).toBe('gr%C3%B6%C3%9Fe%0D%0Ax: y');
});

it('puts the provider’s warnings behind the gateway’s own', () => {
  const answer = { body: [], headers: { 'elements-error': '1 of 2 failed.' } };
  const told = withWarnings(answer, 'Plain', new Set(['größer', '', 'b']));
  expect(told).toEqual({ body: [], headers: { 'elements-error': '1 of 2 failed. Plain: gr%C3%B6%C3%9Fer; b' } });
  expect(withWarnings({ body: 1, headers: {} }, 'Plain', new Set(['a'])).headers).toEqual({
    'elements-error': 'Plain: a',
  });
  expect(withWarnings(answer, 'Plain', new Set(['']))).toBe(answer);
});
