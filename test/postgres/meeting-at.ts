import type { DataSource } from 'typeorm';

/** Starts the work several times and lets none finish before all have come to a lock. */
export async function meetingAt<Result>(
  own: DataSource,
  count: number,
  work: () => Promise<Result>,
): Promise<Result[]> {
  const gate = own.createQueryRunner();
  await gate.startTransaction();
  await gate.query('LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE');
  const results = Array.from({ length: count }, work);
  const waiting =
    'SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted AND datname = current_database()';
  while ((await own.query<unknown[]>(waiting)).length < count) await new Promise((resolve) => setTimeout(resolve, 10));
  await gate.commitTransaction();
  await gate.release();
  return Promise.all(results);
}
