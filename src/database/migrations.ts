import type { MigrationInterface } from 'typeorm';
import { InitialSchema1763700000000 } from '../../migrations/1763700000000-initial-schema.js';

/**
 * All schema changes, oldest first. They are named one by one, not found by a pattern, so that a file left over in a
 * build folder can never change a database.
 */
export const migrations: (new () => MigrationInterface)[] = [InitialSchema1763700000000];
