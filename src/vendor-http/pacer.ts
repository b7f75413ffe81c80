import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import type { Deadline } from './deadline.js';
import { PacerLane } from './pacer-lane.js';

/** Idle lanes are looked for when this many exist; tenants choose the hosts, so their number has no other bound. */
const MANY_LANES = 200;

/**
 * Keeps this process within what a provider takes from one address: calls in flight and calls per second, for each
 * element and origin. Waiting callers are served by turns, one of each instance, so that a busy account cannot starve
 * the others.
 */
@Injectable()
export class Pacer {
  private readonly lanes = new Map<string, PacerLane>();

  constructor(@Inject(Environment) private readonly environment: Pick<Environment, 'limitsScale'>) {}

  /** Runs the call when its turn has come; throws PROVIDER_THROTTLED when that is not before the deadline. */
  async run<T>(element: ElementDefinition, origin: string, turn: Turn, call: () => Promise<T>): Promise<T> {
    const lane = this.laneOf(element, origin);
    await lane.enter(turn.instanceId ?? 0, turn.deadline);
    try {
      return await call();
    } finally {
      lane.leave();
    }
  }

  private laneOf(element: ElementDefinition, origin: string): PacerLane {
    const key = `${element.key} ${origin}`;
    const known = this.lanes.get(key);
    if (known) return known;
    if (this.lanes.size >= MANY_LANES) this.forgetIdleLanes();
    const lane = new PacerLane(element, this.environment.limitsScale);
    this.lanes.set(key, lane);
    return lane;
  }

  private forgetIdleLanes(): void {
    for (const [key, lane] of this.lanes) if (lane.isIdle()) this.lanes.delete(key);
  }
}

export interface Turn {
  readonly instanceId?: number | undefined;
  readonly deadline: Deadline;
}
