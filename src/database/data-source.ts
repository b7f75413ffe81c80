import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Account } from '../authentication/account.entity.js';
import { Organization } from '../authentication/organization.entity.js';
import { Secret } from '../authentication/secret.entity.js';
import { User } from '../authentication/user.entity.js';
import { Grant } from '../instances/grant.entity.js';
import { Instance } from '../instances/instance.entity.js';
import { OAuthState } from '../instances/oauth/oauth-state.entity.js';
import { Lease } from './lease.entity.js';
import { migrations } from './migrations.js';

export const entities = [Organization, Account, User, Secret, Instance, Grant, OAuthState, Lease];

export interface DataSourceSettings {
  /** Connections at most; 10. */
  readonly poolSize?: number;
  /** How the connections name themselves in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Milliseconds after which the server ends a statement; 0 for never. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds that a caller waits for a free connection. */
  readonly connectionTimeoutMs?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/**
 * The one description of the database, for the gateway and for `npm run migration:*`. It is not connected yet, and it
 * never changes the schema by itself.
 */
export function createDataSource(url: string, settings: DataSourceSettings = {}): DataSource {
  const { poolSize = 10, applicationName = 'marketing-hub gateway' } = settings;
  const { statementTimeoutMs = 5000, connectionTimeoutMs = 2000 } = settings;
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolSize,
    applicationName,
    poolErrorHandler: settings.onIdleError ?? (() => undefined),
    extra: {
      connectionTimeoutMillis: connectionTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: Math.min(2000, statementTimeoutMs),
      idle_in_transaction_session_timeout: statementTimeoutMs,
      keepAlive: true,
    },
  });
}
