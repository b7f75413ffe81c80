import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deadline } from './deadline.js';

describe('Deadline', () => {
  it('counts down to nothing and aborts then', async () => {
    const deadline = new Deadline(30);
    expect(deadline.remainingMs()).toBeGreaterThan(0);
    expect(deadline.remainingMs()).toBeLessThanOrEqual(30);
    expect(deadline.signal.aborted).toBe(false);
    await sleep(60);
    expect(deadline.remainingMs()).toBe(0);
    expect(deadline.signal.aborted).toBe(true);
  });

  it('gives a signal that is aborted when asked after the end', async () => {
    const deadline = new Deadline(0);
    await sleep(5);
    const { signal } = deadline;
    await sleep(5);
    expect(signal.aborted).toBe(true);
  });
});
