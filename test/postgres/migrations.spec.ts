import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { createDataSource } from '../../src/database/data-source.js';
import { migrations } from '../../src/database/migrations.js';
import { runMigrations, withMigrationLock } from '../../src/database/run-migrations.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  const names = () => migrations.map((migration) => migration.name);

  async function differences(): Promise<string[]> {
    return withMigrationLock(database.url, async (dataSource) => {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      return upQueries.map(({ query }) => query);
    });
  }

  async function tables(): Promise<string[]> {
    const sql = "select table_name from information_schema.tables where table_schema = 'public' order by 1";
    return withMigrationLock(database.url, async (dataSource) => {
      const rows: { table_name: string }[] = await dataSource.query(sql);
      return rows.map((row) => row.table_name);
    });
  }

  it('are all in the list, oldest first', () => {
    const files = readdirSync('migrations')
      .filter((file) => file.endsWith('.ts'))
      .sort();
    expect(names().map((name) => /\d+$/.exec(name)?.[0])).toEqual(files.map((file) => /^\d+/.exec(file)?.[0]));
  });

  it('build exactly what the entities say', async () => {
    expect((await differences()).length).toBeGreaterThan(0);
    expect(await runMigrations(database.url)).toEqual(names());
    expect(await differences()).toEqual([]);
  });

  it('can be taken back to nothing and applied again', async () => {
    await runMigrations(database.url);
    await withMigrationLock(database.url, async (dataSource) => {
      for (const _ of migrations) await dataSource.undoLastMigration({ transaction: 'all' });
    });
    expect(await tables()).toEqual(['schema_migrations']);
    expect(await runMigrations(database.url)).toEqual(names());
    expect(await differences()).toEqual([]);
  });

  it('are applied once when several replicas start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => runMigrations(database.url)));
    expect(applied.flat()).toEqual(names());
    expect(await differences()).toEqual([]);
  });

  it('wait for schema work of another process', async () => {
    const order: string[] = [];
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const other = withMigrationLock(database.url, async () => {
      begin();
      await released;
      order.push('other');
    });
    await begun;
    const own = runMigrations(database.url).then(() => order.push('own'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    release();
    await Promise.all([other, own]);
    expect(order).toEqual(['other', 'own']);
  });

  it('give up the lock when the work fails', async () => {
    const failing = withMigrationLock(database.url, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    await expect(runMigrations(database.url)).resolves.toEqual(names());
  });
});

describe('createDataSource', () => {
  it('ends statements that take longer than they may, and waits no longer for a connection than it may', async () => {
    const database = await createTestDatabase();
    const settings = { poolSize: 1, statementTimeoutMs: 300, connectionTimeoutMs: 100 };
    const dataSource = await createDataSource(database.url, settings).initialize();
    try {
      const slow = dataSource.query('select pg_sleep(5)');
      const blocked = dataSource.query('select 1');
      await expect(blocked).rejects.toThrow('timeout');
      await expect(slow).rejects.toThrow('statement timeout');
      await expect(dataSource.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
      await expect(dataSource.query('show application_name')).resolves.toEqual([
        { application_name: 'marketing-hub gateway' },
      ]);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  });
});
