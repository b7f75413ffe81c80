import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../elements/element-catalog.js';
import type { FieldMapping, FieldType } from '../../elements/element-definition.js';
import { compileTransformation } from '../../transformations/transformation.js';
import { findMisshapen } from './find-misshapen.js';

const field = (path: string, type: FieldType): FieldMapping => ({ path, type, vendorPath: path });
const check = (type: FieldType, value: unknown) => findMisshapen({ id: '1', value }, [field('value', type)]);

describe('the shape of a record', () => {
  it.each<[FieldType, unknown]>([
    ['string', 'text'],
    ['email', 'a@b.example'],
    ['number', 1.5],
    ['boolean', false],
    ['date', '2026-01-31'],
    ['date', '--01-31'],
    ['datetime', '2026-01-31T12:00:00.000Z'],
    ['ids', ['1']],
    ['strings', []],
    ['customFields', {}],
    ['array', [{}]],
    ['string', null],
    ['string', undefined],
  ])('fits a %s that is %j', (type, value) => {
    expect(check(type, value)).toBeUndefined();
  });

  it.each<[FieldType, unknown]>([
    ['string', { given: 'Ada' }],
    ['email', 'nobody'],
    ['number', '12'],
    ['number', Number.NaN],
    ['boolean', 'yes'],
    ['date', '31.01.2026'],
    ['datetime', '2026-01-31 12:00'],
    ['ids', [1]],
    ['strings', 'one'],
    ['customFields', []],
    ['array', {}],
  ])('does not fit a %s that is %j', (type, value) => {
    expect(check(type, value)).toBe('value');
  });

  it('names a field below a branch, and a branch that is none', () => {
    const fields = [field('address.city', 'string'), field('address.state', 'string')];
    expect(findMisshapen({ id: '1', address: { city: 'Lyon', state: 7 } }, fields)).toBe('address.state');
    expect(findMisshapen({ id: '1', address: 'Lyon' }, fields)).toBe('address.city');
    expect(findMisshapen({ id: '1' }, fields)).toBeUndefined();
  });

  it('has an id', () => {
    expect(findMisshapen({ value: 'x' }, [])).toBe('id');
    expect(findMisshapen({ id: null }, [])).toBe('id');
  });

  it('is told for a provider that answers a name as an object', () => {
    const resource = elementCatalog.get('infusionsoftmarketing').resources['contacts'];
    if (!resource) throw new Error('Keap has contacts.');
    const record = { id: '1', given_name: { value: 'Ada' } };
    const shown = compileTransformation(resource).toHub(record, { customFields: [], customFieldNames: 'label' });
    expect(findMisshapen(shown, resource.fields)).toBe('firstName');
  });
});
