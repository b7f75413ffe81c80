import { it } from '@jest/globals';
import { changedRows } from '../guesses/changed-rows.js';
import type { Scene, World } from './contract-scene.js';
import type { ElementTable } from './element-table.js';

/** What the rows of one element share; set up before the first of them runs. */
export interface ContractContext {
  readonly table: ElementTable;
  readonly world: World;
  readonly scene: Scene;
}

const differing = changedRows(process.env['HUB_TEST_SETTINGS']);
const seen = new Set<string>();

/**
 * One row of the contract. Under another reading of the provider (see `npm run test:guesses`) the rows that this
 * reading declares to differ must fail; all others must hold unchanged.
 */
export function row(title: string, test: () => Promise<void> | void): void {
  seen.add(title);
  if (differing.includes(title)) it.failing(title, test);
  else it(title, test);
}

/** A row that a reading declares but the contract does not have would let every difference pass. */
export function rowsThatNobodyHas(): readonly string[] {
  return differing.filter((title) => !seen.has(title));
}
