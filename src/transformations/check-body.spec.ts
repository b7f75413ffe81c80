import { describe, expect, it } from '@jest/globals';
import type { ResourceDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { checkBody } from './check-body.js';

const resource: ResourceDefinition = {
  vendorName: 'people',
  description: 'People.',
  idPattern: /^\d+$/,
  vendorId: 'id',
  fields: [
    { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
    { path: 'email', type: 'email', vendorPath: 'mail' },
    { path: 'address.city', type: 'string', vendorPath: 'city' },
    { path: 'address.country', type: 'string', vendorPath: 'country' },
    { path: 'customFields', type: 'customFields', read: () => undefined, write: () => ({}) },
  ],
  lacks: ['website', 'language'],
  vendorFields: ['country', 'shoe_size'],
  operations: {},
};

function refusedAt(body: unknown): unknown {
  try {
    checkBody(body, resource, 'refuse');
    return 'nothing was refused';
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return error.details.path;
  }
}

describe('a body', () => {
  it('passes with names of the model and of the provider, branches and nulls included', () => {
    const body = {
      id: '7',
      email: 'a@b.c',
      address: { city: 'X' },
      shoe_size: 38,
      country: 'DE',
      customFields: { anything: 1 },
    };
    expect(checkBody(body, resource, 'refuse')).toEqual({ body, dropped: [] });
    expect(checkBody({ address: null, email: null }, resource, 'refuse').body).toEqual({ address: null, email: null });
  });

  it.each<[unknown, string]>([
    [{ emial: 'a@b.c' }, 'emial'],
    [{ address: { town: 'X' } }, 'address.town'],
    [{ address: 'X' }, 'address'],
    [{ address: ['X'] }, 'address'],
    [{ 'address.city': 'X' }, 'address.city'],
    [{ constructor: 1 }, 'constructor'],
    [{ toString: 1 }, 'toString'],
    [{ website: 'https://x.example' }, 'website'],
    [[], 'body'],
    [null, 'body'],
    ['text', 'body'],
    [{ email: 'a\0b' }, 'email'],
    [{ address: { city: '\ud800' } }, 'address.city'],
    [{ customFields: { list: ['ok', 'a\0'] } }, 'customFields.list[1]'],
    [{ customFields: { 'a\0': 1 } }, 'body'],
  ])('is refused by the name of its mistake: %j', (body, path) => {
    expect(refusedAt(body)).toBe(path);
  });

  it('loses what the provider lacks, by name, where the instance allows that; mistakes are refused all the same', () => {
    expect(checkBody({ email: 'a@b.c', website: 'x', language: 'de' }, resource, 'warn')).toEqual({
      body: { email: 'a@b.c' },
      dropped: ['website', 'language'],
    });
    expect(() => checkBody({ websiet: 'x' }, resource, 'warn')).toThrow('websiet');
  });

  it('may use the columns of an older generation, but not beside the names that they stand for', () => {
    const aliased = { ...resource, aliases: { Email: 'email', City: 'address.city' } };
    expect(checkBody({ Email: 'a@b.c', City: 'X', address: { country: 'DE' } }, aliased, 'refuse').body).toEqual({
      email: 'a@b.c',
      address: { city: 'X', country: 'DE' },
    });
    expect(() => checkBody({ Email: 'a@b.c', email: 'a@b.c' }, aliased, 'refuse')).toThrow('only one');
    expect(() => checkBody({ City: 'X', address: { city: 'X' } }, aliased, 'refuse')).toThrow('only one');
  });
});
