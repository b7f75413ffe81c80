import { describe, expect, it } from '@jest/globals';
import type { FieldMapping, MappingContext, ResourceDefinition } from '../elements/element-definition.js';
import { compileTransformation } from './transformation.js';

const context: MappingContext = { customFields: [], customFieldNames: 'label' };

function compile(
  fields: readonly FieldMapping[],
  vendorFields: readonly string[] = [],
): ReturnType<typeof compileTransformation> {
  const resource: ResourceDefinition = {
    vendorName: 'people',
    description: '',
    idPattern: /^\d+$/,
    vendorId: 'id',
    fields,
    lacks: [],
    vendorFields,
    operations: {},
  };
  return compileTransformation(resource);
}

const people = compile(
  [
    { path: 'id', type: 'string', vendorPath: 'person_id', readOnly: true },
    { path: 'email', type: 'email', vendorPath: 'mails[slot=1].address', required: true },
    {
      path: 'emails',
      type: 'array',
      read: ({ mails }) => mails,
      write: (value) => ({ 'mails[slot=1].address': (value as { address: string }[])[0]?.address }),
    },
    { path: 'address.city', type: 'string', vendorPath: 'town', maxLength: 5 },
    { path: 'address.country', type: 'string', vendorPath: 'country' },
    { path: 'company', type: 'string', vendorPath: 'firm.name', vendorWritePath: 'firm_name' },
    { path: 'reason', type: 'string', vendorPath: 'why', writeOnly: true },
    { path: 'joinedAt', type: 'datetime', vendorPath: 'joined', readOnly: true },
  ],
  ['country', 'shoe_size'],
);

describe('a record on its way to the caller', () => {
  it('stands in the fields of the model, converted', () => {
    const record = {
      person_id: 7,
      mails: [{ slot: '1', address: 'a@b.c' }],
      town: 'Köln',
      country: 'DE',
      firm: { name: 'Ten' },
      why: 'secret',
      joined: '2026-01-02 03:04:05',
      more: 1,
    };
    expect(people.toHub(record, context)).toEqual({
      id: '7',
      email: 'a@b.c',
      emails: [{ slot: '1', address: 'a@b.c' }],
      address: { city: 'Köln', country: 'DE' },
      company: 'Ten',
      joinedAt: '2026-01-02T03:04:05.000Z',
    });
  });

  it('leaves out what has no value, whole branches included', () => {
    expect(people.toHub({ person_id: 7, town: '', country: null }, context)).toEqual({ id: '7' });
  });
});

describe('a body on its way to the provider', () => {
  const toVendor = (body: Readonly<Record<string, unknown>>): unknown => people.toVendor(body, context);

  it('stands at the provider’s paths, where these differ at the path for writing', () => {
    expect(toVendor({ email: 'a@b.c', address: { city: 'Köln' }, company: 'Ten', reason: 'asked' })).toEqual({
      mails: [{ slot: '1', address: 'a@b.c' }],
      town: 'Köln',
      firm_name: 'Ten',
      why: 'asked',
    });
  });

  it('ignores read-only fields, so that a record can be sent back', () => {
    expect(toVendor({ id: '8', joinedAt: '2026-01-02T03:04:05.000Z' })).toEqual({});
  });

  it('clears with null, and with a null branch everything below it', () => {
    expect(toVendor({ company: null, address: null })).toEqual({ firm_name: null, town: null, country: null });
    expect(() => toVendor({ email: null })).toThrow('cannot be cleared');
  });

  it('takes two names of one value when they agree, and refuses them when they contradict', () => {
    expect(toVendor({ email: 'a@b.c', emails: [{ address: 'a@b.c' }] })).toEqual({
      mails: [{ slot: '1', address: 'a@b.c' }],
    });
    expect(() => toVendor({ email: 'a@b.c', emails: [{ address: 'x@b.c' }] })).toThrow('"emails" contradicts "email"');
    expect(() => toVendor({ address: { country: 'DE' }, country: 'FR' })).toThrow('contradicts');
  });

  it('passes the provider’s own fields through, and nothing else', () => {
    expect(toVendor({ shoe_size: 38, hat_size: 50 })).toEqual({ shoe_size: 38 });
  });

  it('is refused where a value does not fit', () => {
    expect(() => toVendor({ address: { city: 'Düsseldorf' } })).toThrow('address.city');
    expect(() => toVendor({ email: 'nobody' })).toThrow('"email"');
  });
});

it('refuses at once a field that says neither where it is nor how it is read or written', () => {
  expect(() => compile([{ path: 'lost', type: 'string' }])).toThrow('lost');
  expect(() => compile([{ path: 'half', type: 'string', read: () => 'x' }])).toThrow('half');
  expect(() => compile([{ path: 'bad', type: 'string', vendorPath: 'a..b' }])).toThrow('a..b');
});
