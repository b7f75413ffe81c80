import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../../errors/gateway-error.js';
import { untilNotThrottled } from './until-not-throttled.js';

const throttled = (retryAfterSeconds: number) =>
  new GatewayError('PROVIDER_THROTTLED', 'Too many calls.', { retryAfterSeconds });

function reading(...errors: Error[]) {
  const pauses: number[] = [];
  const rest = [...errors];
  const read = (): Promise<string> => {
    const error = rest.shift();
    return error ? Promise.reject(error) : Promise.resolve('read');
  };
  const pause = (milliseconds: number) => Promise.resolve(pauses.push(milliseconds));
  return { pauses, result: untilNotThrottled(read, pause) };
}

describe('a reading of a provider that is asked too often', () => {
  it('is made again after as long as the provider wants', async () => {
    const { pauses, result } = reading(throttled(1), throttled(3));
    expect(await result).toBe('read');
    expect(pauses).toEqual([1000, 3000]);
  });

  it('is given up at the third refusal', async () => {
    const { pauses, result } = reading(throttled(1), throttled(1), throttled(1));
    await expect(result).rejects.toMatchObject({ reason: 'PROVIDER_THROTTLED' });
    expect(pauses).toHaveLength(2);
  });

  it('does not wait for long, nor for what waiting does not mend', async () => {
    const quota = new GatewayError('PROVIDER_QUOTA_EXHAUSTED', 'Tomorrow.', { retryAfterSeconds: 1 });
    for (const error of [throttled(3600), quota, new GatewayError('PROVIDER_FORBIDDEN', 'No.'), new Error('odd')]) {
      const { pauses, result } = reading(error);
      await expect(result).rejects.toBe(error);
      expect(pauses).toEqual([]);
    }
  });
});
