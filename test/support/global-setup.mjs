import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { build } from '../../scripts/build.mjs';

const prefix = 'marketing-hub-test-';
const ownerFile = 'owner';

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const memory = '/dev/shm';

/** In memory where there is room, because copying the template costs ten times as much on a disk. */
function temporaryFolder() {
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : tmpdir();
}

/** A test run that was killed leaves its server; the next one takes it away. */
async function removeLeftOvers(folder, startEmbeddedPostgres) {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const dataDir = join(folder, name);
    try {
      if (isRunning(Number(readFileSync(join(dataDir, ownerFile), 'utf8')))) continue;
      await startEmbeddedPostgres({ dataDir, isDurable: false }).then((server) => server.stop());
    } catch (error) {
      if (error.code === 'ENOENT') continue;
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startServer() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, close: async () => undefined };
  const { startEmbeddedPostgres } = await import('../../dist/src/database/embedded-postgres.js');
  const folder = temporaryFolder();
  await removeLeftOvers(folder, startEmbeddedPostgres);
  const dataDir = mkdtempSync(join(folder, prefix));
  writeFileSync(join(dataDir, ownerFile), String(process.pid));
  const server = await startEmbeddedPostgres({ dataDir, isDurable: false });
  const close = () => server.stop().finally(() => rmSync(dataDir, { recursive: true, force: true }));
  return { url: server.url, close };
}

async function command(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** One server and one migrated template for the whole run; `createTestDatabase` copies it. */
export default async function setUp() {
  await build();
  const server = await startServer();
  const template = `hub_template_${randomBytes(4).toString('hex')}`;
  const url = new URL(server.url);
  try {
    await command(server.url, `create database ${template}`);
    url.pathname = `/${template}`;
    const { runMigrations } = await import('../../dist/src/database/run-migrations.js');
    await runMigrations(url.href);
  } catch (error) {
    await server.close();
    throw error;
  }
  process.env.HUB_TEST_SERVER = server.url;
  process.env.HUB_TEST_TEMPLATE = template;
  globalThis.closeTestServer = async () => {
    await command(server.url, `drop database if exists ${template} with (force)`).catch(() => undefined);
    await server.close();
  };
}
