import { describe, expect, it } from '@jest/globals';
import type { FieldType } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { checkHubValue, toHubValue } from './convert-value.js';

function refusal(type: FieldType, value: unknown, maxLength?: number): { path: unknown; message: string } | undefined {
  try {
    checkHubValue(type, value, 'some.field', maxLength);
    return undefined;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    expect(error.reason).toBe('INVALID_REQUEST');
    return { path: error.details.path, message: error.message };
  }
}

describe('a value of the provider in the hub', () => {
  it.each<[FieldType, unknown, unknown]>([
    ['string', 'x', 'x'],
    ['string', 7, '7'],
    ['string', true, 'true'],
    ['id', 1001, '1001'],
    ['number', '37', 37],
    ['number', '1e2', 100],
    ['boolean', 1, true],
    ['boolean', 'No', false],
    ['boolean', 'YES', true],
    ['date', '2026-02-03 00:00:00', '2026-02-03'],
    ['date', '2026-02-03T23:00:00Z', '2026-02-03'],
    ['date', '--02-29', '--02-29'],
    ['datetime', '2026-02-03T04:05:06Z', '2026-02-03T04:05:06.000Z'],
    ['datetime', '2026-02-03 04:05:06', '2026-02-03T04:05:06.000Z'],
    ['datetime', '2026-02-03T04:05:06+0100', '2026-02-03T03:05:06.000Z'],
    ['datetime', '2026-02-03T04:05:06.789-05:00', '2026-02-03T09:05:06.789Z'],
    ['ids', [1, '2'], ['1', '2']],
    ['object', { a: 1 }, { a: 1 }],
  ])('of the type %s: %j is shown as %j', (type, value, shown) => {
    expect(toHubValue(type, value)).toEqual(shown);
  });

  it.each([undefined, null, ''])('is absent for %j, whatever the type', (value) => {
    for (const type of ['string', 'number', 'boolean', 'date', 'datetime', 'ids', 'object'] as const)
      expect(toHubValue(type, value)).toBeUndefined();
  });

  it.each<[FieldType, unknown]>([
    ['number', 'about 7'],
    ['datetime', 'yesterday'],
    ['date', 7],
    ['ids', 'one'],
    ['string', { a: 1 }],
  ])('of the type %s that does not fit is shown as it came: %j', (type, value) => {
    expect(toHubValue(type, value)).toEqual(value);
  });

  it('keeps false and zero, which are values', () => {
    expect([toHubValue('boolean', 0), toHubValue('number', 0), toHubValue('number', '0')]).toEqual([false, 0, 0]);
  });
});

describe('a value of the caller', () => {
  it.each<[FieldType, unknown, unknown]>([
    ['string', '', ''],
    ['email', ' Ada+x@Example.COM ', 'Ada+x@Example.COM'],
    ['email', "o'brien@xn--bcher-kva.example", "o'brien@xn--bcher-kva.example"],
    ['id', 12, '12'],
    ['id', '12', '12'],
    ['ids', ['2', 1, '2'], ['2', '1']],
    ['number', -1.5, -1.5],
    ['boolean', false, false],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '--02-29', '--02-29'],
    ['date', '2026-02-03T23:30:00-05:00', '2026-02-03'],
    ['datetime', '2026-01-31T12:00:00+01:00', '2026-01-31T11:00:00.000Z'],
    ['datetime', '2026-01-31T12:00:00', '2026-01-31T12:00:00.000Z'],
    ['array', [{}], [{}]],
  ])('of the type %s: %j is taken as %j', (type, value, taken) => {
    expect(checkHubValue(type, value, 'f')).toEqual(taken);
  });

  it('that is null clears, whatever the type', () => {
    for (const type of [
      'string',
      'email',
      'id',
      'ids',
      'number',
      'boolean',
      'date',
      'datetime',
      'object',
      'array',
      'customFields',
    ] as const)
      expect(checkHubValue(type, null, 'f')).toBeNull();
  });

  it.each<[FieldType, unknown]>([
    ['string', 7],
    ['string', ['x']],
    ['email', 'no-at.example.com'],
    ['email', 'two@@example.com'],
    ['email', 'a b@example.com'],
    ['email', 'a;b@example.com'],
    ['email', 'a@example.com,b@example.com'],
    ['id', 'abc'],
    ['id', -1],
    ['id', 1.5],
    ['id', ['12']],
    ['id', '1234567890123456'],
    ['ids', '1'],
    ['ids', ['1', 'x']],
    ['ids', [['1']]],
    ['strings', [1]],
    ['number', '7'],
    ['number', Number.NaN],
    ['boolean', 'true'],
    ['boolean', 1],
    ['date', '2023-02-29'],
    ['date', '--02-30'],
    ['date', '2026-13-01'],
    ['date', '03/02/2026'],
    ['date', '2026-02-30T00:00:00Z'],
    ['date', '2026-02-03T'],
    ['datetime', '2026-01-31'],
    ['datetime', '2026-01-31T99:00:00Z'],
    ['datetime', '2026-02-30T12:00:00Z'],
    ['object', []],
    ['customFields', 'x'],
    ['array', {}],
  ])('of the type %s is refused by its place: %j', (type, value) => {
    expect(refusal(type, value)?.path).toBe('some.field');
  });

  it('is measured in characters, not in the halves of which some consist', () => {
    expect(refusal('string', '😀'.repeat(40), 40)).toBeUndefined();
    expect(refusal('string', 'ü'.repeat(41), 40)?.message).toContain('41');
    expect(refusal('email', `${'a'.repeat(60)}@example.com`, 71)?.path).toBe('some.field');
  });
});
