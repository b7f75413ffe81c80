import { describe, expect, it } from '@jest/globals';
import { refsOf, toJsonSchema, toSwaggerSchema, type Schema } from './schema.js';

const record: Schema = {
  types: ['object'],
  properties: {
    name: { types: ['string', 'null'], maxLength: 40, example: 'Ada' },
    plan: { types: ['string', 'null'], enum: ['Basic', 'Plus'] },
    reason: { types: ['string'], writeOnly: true },
    owner: { ref: 'User' },
    tags: { types: ['array'] },
  },
};

describe('A schema', () => {
  it('lets null through in OpenAPI 3.1 by naming it among the types and the choices', () => {
    expect(toJsonSchema(record)).toEqual({
      type: 'object',
      properties: {
        name: { type: ['string', 'null'], maxLength: 40, examples: ['Ada'] },
        plan: { type: ['string', 'null'], enum: ['Basic', 'Plus', null] },
        reason: { type: 'string', writeOnly: true },
        owner: { $ref: '#/components/schemas/User' },
        tags: { type: 'array' },
      },
    });
  });

  it('says in Swagger 2.0 what that version has no word for as extensions', () => {
    expect(toSwaggerSchema(record)).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 40, example: 'Ada', 'x-nullable': true },
        plan: { type: 'string', enum: ['Basic', 'Plus'], 'x-nullable': true },
        reason: { type: 'string', 'x-writeOnly': true },
        owner: { $ref: '#/definitions/User' },
        tags: { type: 'array', items: {} },
      },
    });
  });

  it('offers all of several forms in 3.1, and the first of them in 2.0', () => {
    const either: Schema = { either: [{ ref: 'One' }, { types: ['array'], items: { ref: 'One' } }] };
    expect(toJsonSchema(either)).toEqual({
      oneOf: [{ $ref: '#/components/schemas/One' }, { type: 'array', items: { $ref: '#/components/schemas/One' } }],
    });
    expect(toSwaggerSchema(either)).toEqual({ $ref: '#/definitions/One' });
  });

  it('knows the schemas that it refers to, however deep', () => {
    const schema: Schema = {
      either: [
        { ref: 'A' },
        { types: ['object'], properties: { b: { items: { ref: 'B' } } }, additionalProperties: { ref: 'C' } },
      ],
    };
    expect(refsOf(schema)).toEqual(['A', 'B', 'C']);
  });
});
