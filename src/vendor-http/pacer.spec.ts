import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LimitsDefinition } from '../elements/element-definition.js';
import { Deadline } from './deadline.js';
import { plainElement } from './local-provider.fixture.js';
import { Pacer } from './pacer.js';

const origin = 'https://api.plain.example';
const elementWith = (limits: LimitsDefinition) => ({ ...plainElement, limits });
const turn = (instanceId = 1, ms = 10_000) => ({ instanceId, deadline: new Deadline(ms) });

/** The most calls that began within any window of the given length. */
function densest(starts: readonly number[], windowMs: number): number {
  return Math.max(
    ...starts.map((start) => starts.filter((other) => other >= start && other < start + windowMs).length),
  );
}

describe('Pacer', () => {
  it('never has more calls in flight than the element has sockets', async () => {
    const pacer = new Pacer({ limitsScale: 100 });
    let inFlight = 0;
    let peak = 0;
    const call = async () => {
      peak = Math.max(peak, (inFlight += 1));
      await sleep(5);
      inFlight -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => pacer.run(elementWith({ sockets: 3 }), origin, turn(), call)));
    expect(peak).toBe(3);
  });

  it('frees the socket of a call that failed', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const element = elementWith({ sockets: 1 });
    await expect(pacer.run(element, origin, turn(), () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    expect(await pacer.run(element, origin, turn(), () => Promise.resolve('next'))).toBe('next');
  });

  it('begins at most the whole calls of the rate in any sliding second, and not much fewer', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const starts: number[] = [];
    const call = () => Promise.resolve(starts.push(performance.now()));
    const element = elementWith({ sockets: 4, callsPerSecond: 8.5 });
    await Promise.all(Array.from({ length: 17 }, () => pacer.run(element, origin, turn(), call)));
    expect(densest(starts, 999)).toBe(8);
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeLessThan(2500);
  });

  it('multiplies the rate by the scale', async () => {
    const pacer = new Pacer({ limitsScale: 10 });
    const began = performance.now();
    const element = elementWith({ sockets: 4, callsPerSecond: 2 });
    await Promise.all(Array.from({ length: 20 }, () => pacer.run(element, origin, turn(), () => Promise.resolve())));
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('keeps apart what goes to different origins', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const element = elementWith({ sockets: 1 });
    let release = () => {};
    const busy = pacer.run(element, origin, turn(), () => new Promise<void>((resolve) => (release = resolve)));
    expect(await pacer.run(element, 'https://other.plain.example', turn(), () => Promise.resolve('free'))).toBe('free');
    release();
    await busy;
  });

  it('serves waiting instances by turns and each in the order of its calls', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const order: string[] = [];
    const run = (name: string, instanceId: number) =>
      pacer.run(elementWith({ sockets: 1 }), origin, turn(instanceId), async () => {
        order.push(name);
        await sleep(1);
      });
    const calls = [run('first', 1), run('a1', 1), run('a2', 1), run('a3', 1), run('b1', 2), run('b2', 2), run('c1', 3)];
    await Promise.all(calls);
    expect(order).toEqual(['first', 'a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('throttles a call whose turn does not come before its deadline, without starting it', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const element = elementWith({ sockets: 1 });
    let isStarted = false;
    const busy = pacer.run(element, origin, turn(), () => sleep(150));
    const late = pacer.run(element, origin, turn(1, 20), () => Promise.resolve((isStarted = true)));
    await expect(late).rejects.toMatchObject({ reason: 'PROVIDER_THROTTLED', details: { retryAfterSeconds: 1 } });
    await busy;
    await pacer.run(element, origin, turn(), () => Promise.resolve());
    expect(isStarted).toBe(false);
  });

  it('tells by the length of the queue when to come back', async () => {
    const pacer = new Pacer({ limitsScale: 1 });
    const element = elementWith({ sockets: 1, callsPerSecond: 1 });
    await pacer.run(element, origin, turn(), () => Promise.resolve());
    const waiting = [60, 60, 60].map((ms) => pacer.run(element, origin, turn(1, ms), () => Promise.resolve()));
    await expect(pacer.run(element, origin, turn(1, 30), () => Promise.resolve())).rejects.toMatchObject({
      details: { retryAfterSeconds: 4 },
    });
    await Promise.allSettled(waiting);
  });
});
