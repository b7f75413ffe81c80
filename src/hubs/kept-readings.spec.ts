import { describe, expect, it, jest } from '@jest/globals';
import { KeptReadings } from './kept-readings.js';

describe('kept readings', () => {
  it('are found again under their key alone', async () => {
    const readings = new KeptReadings<number>();
    await readings.keep('1/tags', Promise.resolve(7));
    expect(await readings.find('1/tags')).toBe(7);
    expect(readings.find('2/tags')).toBeUndefined();
  });

  it('are forgotten after ten minutes', async () => {
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const readings = new KeptReadings<number>();
    await readings.keep('1/tags', Promise.resolve(7));
    now.mockReturnValue(599_999);
    expect(readings.find('1/tags')).toBeDefined();
    now.mockReturnValue(600_000);
    expect(readings.find('1/tags')).toBeUndefined();
    now.mockRestore();
  });

  it('are not kept when the reading failed', async () => {
    const readings = new KeptReadings<number>();
    await expect(readings.keep('1/tags', Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(readings.find('1/tags')).toBeUndefined();
  });

  it('give way to newer ones when there are too many', async () => {
    const readings = new KeptReadings<number>();
    for (let number = 0; number <= 5_000; number += 1) await readings.keep(String(number), Promise.resolve(number));
    expect(readings.find('0')).toBeUndefined();
    expect(await readings.find('5000')).toBe(5_000);
  });
});
