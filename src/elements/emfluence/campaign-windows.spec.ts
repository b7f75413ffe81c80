import { describe, expect, it } from '@jest/globals';
import type { Criterion } from '../element-definition.js';
import { monthsBefore, toSearches, windowsBetween } from './campaign-windows.js';

const time = (gmt: string): number => Date.parse(`${gmt.replace(' ', 'T')}Z`);
const now = Date.UTC(2026, 7, 31, 12, 30, 15, 400);
const searches = (...criteria: readonly Criterion[]) => toSearches({ criteria, now, replies: {} });

describe('windows of sent mail', () => {
  it('cover the whole time once, newest first, none longer than 18 months', () => {
    const [start, end] = [Date.UTC(2018, 1, 28, 23, 59, 59), Date.UTC(2026, 7, 31, 12, 30, 15)];
    const windows = windowsBetween(start, end);
    expect([time(windows.at(-1)?.start ?? ''), time(windows[0]?.end ?? '')]).toEqual([start, end]);
    windows.forEach((window, index) => {
      expect(time(window.start)).toBeGreaterThan(monthsBefore(time(window.end), 18));
      expect(time(window.start)).toBeLessThanOrEqual(time(window.end));
      const older = windows[index + 1];
      if (older) expect(time(window.start) - time(older.end)).toBe(1000);
    });
  });

  it('begin on a day that the month has', () => {
    expect(new Date(monthsBefore(Date.UTC(2026, 7, 31), 18)).toISOString()).toBe('2025-02-28T00:00:00.000Z');
    expect(new Date(monthsBefore(Date.UTC(2025, 7, 31), 18)).toISOString()).toBe('2024-02-29T00:00:00.000Z');
  });
});

describe('the searches for campaigns', () => {
  it('are one for drafts and scheduled mail and one for each kind of sent mail, open at the end', () => {
    expect(searches().map(({ input }) => input.body)).toEqual([
      expect.objectContaining({ deliveryType: 'manual', status: ['draft', 'scheduled'] }),
      ...['manual', 'automated', 'transactional'].map((deliveryType) =>
        expect.objectContaining({ deliveryType, dateSentStart: '2025-02-28 13:30:15' }),
      ),
    ]);
    expect(searches().every(({ input }) => input.body?.['dateSentEnd'] === undefined)).toBe(true);
  });

  it('reach back as far as is asked, to the beginning where only an end is given', () => {
    const sent = { deliveryType: 'manual', status: 'sent' };
    expect(
      searches(sent, { sentStart: '2024-08-31 00:00:00' }).map(({ input }) => [
        input.body?.['dateSentStart'],
        input.body?.['dateSentEnd'],
      ]),
    ).toEqual([
      ['2025-02-28 13:30:15', undefined],
      ['2024-08-31 00:00:00', '2025-02-28 13:30:14'],
    ]);
    const back = searches(sent, { sentEnd: '2003-01-01 00:00:00' }).map(({ input }) => input.body);
    expect([back[0]?.['dateSentEnd'], back.at(-1)?.['dateSentStart']]).toEqual([
      '2003-01-01 00:00:00',
      '2000-01-01 00:00:00',
    ]);
    expect(searches(sent, { sentStart: '2030-01-01 00:00:00' })).toEqual([]);
  });

  it('leave out what cannot hold a row', () => {
    const kinds = (...criteria: readonly Criterion[]) =>
      searches(...criteria).map(({ input }) => [input.body?.['deliveryType'], input.body?.['status']]);
    expect(kinds({ status: 'scheduled' })).toEqual([['manual', ['scheduled']]]);
    expect(kinds({ deliveryType: 'automated' })).toEqual([['automated', undefined]]);
    expect(kinds({ status: 'draft' }, { deliveryType: 'transactional' })).toEqual([]);
    expect(kinds({ deliveryType: 'manual' }, { sentStart: '2026-01-01 00:00:00' })).toEqual([['manual', ['sent']]]);
  });
});
