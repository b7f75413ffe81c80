import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';

const migrationLock = 7_311_004;
const patienceMs = 120_000;
const lockNotAvailable = '55P03';

async function lock(session: pg.Client): Promise<void> {
  try {
    await session.query(`select pg_advisory_lock(${migrationLock})`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === lockNotAvailable)) throw error;
    throw new Error('Another process has been changing the database schema for two minutes.', { cause: error });
  }
}

/**
 * Runs schema work while no other process does, on connections without a time limit. TypeORM takes no lock itself. The
 * lock lives in a session of its own, so DATABASE_URL must not lead through a pooler that shares sessions.
 */
export async function withMigrationLock<Result>(
  url: string,
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const application_name = 'marketing-hub migrations';
  const session = new pg.Client({ connectionString: url, application_name, lock_timeout: patienceMs, keepAlive: true });
  session.on('error', () => undefined);
  const dataSource = createDataSource(url, { poolSize: 1, applicationName: application_name, statementTimeoutMs: 0 });
  try {
    await session.connect();
    await lock(session);
    await dataSource.initialize();
    return await work(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await session.end().catch(() => undefined);
  }
}

/** Brings the schema up to date, all pending changes or none, and says what it applied. Safe to call from every replica. */
export async function runMigrations(url: string): Promise<readonly string[]> {
  const applied = await withMigrationLock(url, (dataSource) => dataSource.runMigrations({ transaction: 'all' }));
  return applied.map(({ name }) => name);
}
