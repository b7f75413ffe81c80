import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDay, readInstant } from './instant.js';

describe('readInstant', () => {
  it.each<[unknown, string]>([
    ['2015-01-06T09:31:38-07:00', '2015-01-06T16:31:38.000Z'],
    ['2015-01-06T09:31:38.5+0530', '2015-01-06T04:01:38.500Z'],
    ['2015-01-06T09:31:38.123456789Z', '2015-01-06T09:31:38.123Z'],
    ['2015-01-06 09:31:38', '2015-01-06T09:31:38.000Z'],
    ['2015-01-06t09:31z', '2015-01-06T09:31:00.000Z'],
    ['2015-01-06T00:30+01', '2015-01-05T23:30:00.000Z'],
    ['2015-01-06', '2015-01-06T00:00:00.000Z'],
    ['2016-02-29', '2016-02-29T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    [1417556990, '2014-12-02T21:49:50.000Z'],
    ['1417556990', '2014-12-02T21:49:50.000Z'],
    [1417556990123, '2014-12-02T21:49:50.123Z'],
    ['-1', '1969-12-31T23:59:59.000Z'],
    [new Date(5), '1970-01-01T00:00:00.005Z'],
  ])('reads %j', (value, expected) => {
    expect(new Date(readInstant(value) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each<[unknown]>([
    ['2015-02-29'],
    ['2015-13-01'],
    ['2015-00-10'],
    ['2015-1-6'],
    ['2015-01-06T24:00:00Z'],
    ['2015-01-06T10:60Z'],
    ['2015-01-06T10:00:60Z'],
    ['2015-01-06T10:00:00+24:00'],
    ['2015-01-06T10:00:00 07:00'],
    ['2015-01-06x'],
    ['yesterday'],
    [''],
    // A year or a compact date is not a count of seconds.
    ['2015'],
    ['20150106'],
    ['9e15'],
    ['99999999999999999'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [new Date(Number.NaN)],
    [true],
    [{}],
    [null],
  ])('finds no time in %j', (value) => {
    expect(readInstant(value)).toBeUndefined();
    expect(readDay(value)).toBeUndefined();
  });

  it('agrees with the platform on every instant in the ISO form', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(readInstant(date.toISOString())).toBe(date.getTime());
          expect(readDay(date.toISOString())).toBe(Math.floor(date.getTime() / 86_400_000));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('readDay', () => {
  it('takes the written day, and for a count the day in UTC', () => {
    const sixth = readDay('2015-01-06');
    for (const value of ['2015-01-06T23:59:59-07:00', '2015-01-06 00:00+14:00', 1420502400, '1420588799999']) {
      expect(readDay(value)).toBe(sixth);
    }
    expect(readDay(1420588800)).toBe(Number(sixth) + 1);
    expect(readDay('1969-12-31')).toBe(-1);
  });
});
