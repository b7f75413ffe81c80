import type { AppSettings } from '../app.module.js';
import type { Environment } from '../config/environment.js';
import { loadKeys } from '../config/keys.js';
import { createDataSource } from '../database/data-source.js';
import { startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { runMigrations } from '../database/run-migrations.js';

/** What the gateway and every command stand on: keys, and a database that is connected and up to date. */
export interface Foundation extends AppSettings {
  /** Closes the connections, and stops the embedded server when nobody else uses it. */
  close(): Promise<void>;
}

/** `signal` ends an opening that is under way; nothing is left running then. */
export async function openFoundation(environment: Environment, signal?: AbortSignal): Promise<Foundation> {
  const keys = loadKeys(environment);
  const embedded =
    environment.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: environment.dataDir, ...(signal && { signal }) })
      : undefined;
  const url = environment.databaseUrl ?? embedded?.url ?? '';
  const database = createDataSource(url, { poolSize: environment.databasePool });
  const close = async (): Promise<void> => {
    if (database.isInitialized) await database.destroy();
    await embedded?.stop();
  };
  try {
    signal?.throwIfAborted();
    await runMigrations(url);
    await database.initialize();
  } catch (error) {
    await close();
    throw error;
  }
  return { environment, keys, database, close };
}
