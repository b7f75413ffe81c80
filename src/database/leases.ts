import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GatewayError } from '../errors/gateway-error.js';

/**
 * Mutual exclusion across replicas by rows that expire. No connection is held while the work runs, and a holder that
 * died blocks its key no longer than its lease.
 */
@Injectable()
export class Leases {
  constructor(private readonly database: DataSource) {}

  /** Runs `work` while nobody else holds `key`; waits up to `waitMs` for its turn, then throws UNAVAILABLE. */
  async hold<T>(key: string, leaseMs: number, waitMs: number, work: () => Promise<T>): Promise<T> {
    const holder = randomUUID();
    const giveUpAt = performance.now() + waitMs;
    for (let pauseMs = 5; !(await this.take(key, holder, leaseMs)); pauseMs = Math.min(pauseMs * 2, 250)) {
      if (performance.now() + pauseMs > giveUpAt) {
        throw new GatewayError('UNAVAILABLE', 'Another request is still changing the same thing.', {
          retryAfterSeconds: 1,
        });
      }
      await sleep(pauseMs);
    }
    try {
      return await work();
    } finally {
      await this.database.query('DELETE FROM leases WHERE key = $1 AND holder = $2', [key, holder]);
    }
  }

  private async take(key: string, holder: string, leaseMs: number): Promise<boolean> {
    const taken: unknown[] = await this.database.query(
      `INSERT INTO leases (key, holder, until) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.until < clock_timestamp()
       RETURNING key`,
      [key, holder, leaseMs],
    );
    return taken.length > 0;
  }
}
