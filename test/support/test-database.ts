import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Also ends connections that a test left open. */
  drop(): Promise<void>;
}

function fromSetup(variable: string): string {
  const value = process.env[variable];
  if (!value)
    throw new Error(`${variable} is unset: this test belongs to a jest project with test/support/global-setup.mjs.`);
  return value;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: fromSetup('HUB_TEST_SERVER') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function create(from: string): Promise<TestDatabase> {
  const name = `hub_test_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template ${from}`);
  const url = new URL(fromSetup('HUB_TEST_SERVER'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

/** A database of one's own, with the whole schema and no rows. */
export function createTestDatabase(): Promise<TestDatabase> {
  return create(fromSetup('HUB_TEST_TEMPLATE'));
}

/** A database without any table, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return create('template0');
}
