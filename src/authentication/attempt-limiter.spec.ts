import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../errors/gateway-error.js';
import { AttemptLimiter } from './attempt-limiter.js';

const limiterAt = (clock: { now: number }, keys = 100): AttemptLimiter =>
  new AttemptLimiter({ attempts: 3, windowMs: 60_000, keys }, () => clock.now);

const outcome = (limiter: AttemptLimiter, key: string): string => {
  try {
    limiter.take(key);
    return 'taken';
  } catch (error) {
    return error instanceof GatewayError ? `${error.reason} ${error.details.retryAfterSeconds}` : String(error);
  }
};

describe('an attempt limiter', () => {
  it('refuses past its limit and says when the oldest attempt leaves the window', () => {
    const clock = { now: 0 };
    const limiter = limiterAt(clock);
    for (const now of [0, 10_000, 20_000]) {
      clock.now = now;
      expect(outcome(limiter, 'a')).toBe('taken');
    }
    expect(outcome(limiter, 'a')).toBe('RATE_LIMITED 40');
    expect(outcome(limiter, 'b')).toBe('taken');
    clock.now = 59_999;
    expect(outcome(limiter, 'a')).toBe('RATE_LIMITED 1');
    clock.now = 60_000;
    expect(outcome(limiter, 'a')).toBe('taken');
    expect(outcome(limiter, 'a')).toBe('RATE_LIMITED 10');
  });

  it('does not lengthen the wait by refused attempts', () => {
    const clock = { now: 0 };
    const limiter = limiterAt(clock);
    for (let round = 0; round < 20; round += 1) outcome(limiter, 'a');
    clock.now = 60_000;
    expect(outcome(limiter, 'a')).toBe('taken');
  });

  it('forgets an attempt that is given back, once', () => {
    const limiter = limiterAt({ now: 0 });
    const giveBack = limiter.take('a');
    expect([outcome(limiter, 'a'), outcome(limiter, 'a')]).toEqual(['taken', 'taken']);
    expect(outcome(limiter, 'a')).toBe('RATE_LIMITED 60');
    giveBack();
    expect(outcome(limiter, 'a')).toBe('taken');
    expect(outcome(limiter, 'a')).toBe('RATE_LIMITED 60');
  });

  it('remembers a bounded number of keys and forgets the longest unused', () => {
    const limiter = limiterAt({ now: 0 }, 2);
    for (const key of ['a', 'a', 'a', 'b', 'b', 'b']) outcome(limiter, key);
    expect(outcome(limiter, 'c')).toBe('taken');
    expect(outcome(limiter, 'b')).toBe('RATE_LIMITED 60');
    expect(outcome(limiter, 'a')).toBe('taken');
  });
});
