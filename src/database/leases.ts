import { createHash, randomUUID } from 'node:crypto';
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

  /** Runs `work` while nobody else holds `name`; waits up to `waitMs` for its turn, then throws UNAVAILABLE. */
  async hold<T>(name: string, leaseMs: number, waitMs: number, work: () => Promise<T>): Promise<T> {
    // Names hold e-mails and have no longest length; rows are neither for people nor for that.
    const key = createHash('sha256').update(name).digest('base64url');
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
      // What the work came to is told all the same: a lease that could not be given back ends by itself.
      await this.database
        .query('DELETE FROM leases WHERE key = $1 AND holder = $2', [key, holder])
        .catch(() => undefined);
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
