import { describe, expect, it } from '@jest/globals';
import { isSpent, isStale } from './grant-age.js';

const at = (seconds: number): Date => new Date(seconds * 1_000);
const day = { updatedAt: at(0), expiresAt: at(86_400) };
const minute = { updatedAt: at(0), expiresAt: at(60) };

describe('the age of an access token', () => {
  it('asks for a new one a minute before its end', () => {
    expect(isStale(day, 86_339_000)).toBe(false);
    expect(isStale(day, 86_340_000)).toBe(true);
    expect(isSpent(day, 86_399_000)).toBe(false);
    expect(isSpent(day, 86_400_000)).toBe(true);
  });

  it('lets a short-lived one serve for half of its life', () => {
    expect(isStale(minute, 29_000)).toBe(false);
    expect(isStale(minute, 30_000)).toBe(true);
  });

  it('never ends without an end', () => {
    expect(isStale({ updatedAt: at(0), expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
    expect(isSpent({ updatedAt: at(0), expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
