import { readFileSync, writeFileSync } from 'node:fs';
import { build } from './build.mjs';
import { launch, loadEnvironmentFile, root, suitableNode } from './launch.mjs';

const [command = '', name] = process.argv.slice(2);
const list = `${root}src/database/migrations.ts`;

async function show(dataSource) {
  const runner = dataSource.createQueryRunner();
  const table = dataSource.options.migrationsTableName;
  const hasTable = await runner.hasTable(table);
  const rows = hasTable ? await runner.query(`select "name" from "${table}"`) : [];
  await runner.release();
  const applied = new Set(rows.map((row) => row.name));
  for (const migration of dataSource.migrations) {
    const called = migration.name ?? migration.constructor.name;
    console.log(`[${applied.has(called) ? 'x' : ' '}] ${called}`);
  }
}

async function run(dataSource) {
  const done = await dataSource.runMigrations({ transaction: 'all' });
  console.log(done.length === 0 ? 'The schema is up to date.' : done.map((each) => `Applied ${each.name}.`).join('\n'));
}

async function revert(dataSource) {
  await dataSource.undoLastMigration({ transaction: 'all' });
  await show(dataSource);
}

async function writeFormatted(file, text) {
  const { format, resolveConfig } = await import('prettier');
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

const statements = (queries) =>
  queries.map(({ query }) => `await queryRunner.query(${JSON.stringify(query.trim())});`).join('\n');

/** Writes what the entities have and the database has not, and enters the file in the list of migrations. */
async function generate(dataSource) {
  if (!/^[a-z][a-z0-9-]*$/.test(name ?? '')) throw new Error('Usage: npm run migration:generate -- name-of-the-change');
  const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
  if (upQueries.length === 0) return console.log('The entities and the database agree; there is nothing to write.');
  const stamp = Date.now();
  const className = name.replace(/(^|-)(.)/g, (_, _dash, letter) => letter.toUpperCase()) + stamp;
  await writeFormatted(
    `${root}migrations/${stamp}-${name}.ts`,
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

    export class ${className} implements MigrationInterface {
      async up(queryRunner: QueryRunner): Promise<void> { ${statements(upQueries)} }

      async down(queryRunner: QueryRunner): Promise<void> { ${statements(downQueries.toReversed())} }
    }`,
  );
  const imported = `import { ${className} } from '../../migrations/${stamp}-${name}.js';\n`;
  const listed = readFileSync(list, 'utf8').replace('\n\n/**', `\n${imported}\n/**`);
  await writeFormatted(list, listed.replace(/\];\s*$/, `, ${className}];\n`));
  console.log(`Wrote migrations/${stamp}-${name}.ts. Read it before you run it.`);
}

/** The database of the gateway: that of DATABASE_URL or the embedded one, started for this command if need be. */
async function openDatabase() {
  const url = process.env.DATABASE_URL?.trim();
  if (url) return { url, stop: async () => undefined };
  if (process.env.NODE_ENV === 'production') throw new Error('DATABASE_URL is missing.');
  const { startEmbeddedPostgres } = await import('../dist/src/database/embedded-postgres.js');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort(new Error('Interrupted.')));
  return startEmbeddedPostgres({ dataDir: process.env.HUB_DATA_DIR?.trim() || '.data', signal: interrupted.signal });
}

async function main() {
  const work = { run, revert, show, generate }[command];
  if (!work) throw new Error('Usage: node scripts/migration.mjs run | revert | show | generate <name>');
  loadEnvironmentFile();
  await build();
  const { withMigrationLock } = await import('../dist/src/database/run-migrations.js');
  const database = await openDatabase();
  try {
    await withMigrationLock(database.url, work);
  } finally {
    await database.stop();
  }
}

if (suitableNode() !== process.execPath) {
  launch(process.argv.slice(1));
} else {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
