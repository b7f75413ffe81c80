import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsThatNobodyHas, type ContractContext } from './contract-context.js';
import { newScene, startWorld, type Scene, type World } from './contract-scene.js';
import { describeCredentials } from './credentials-contract.js';
import { describeDefinition } from './definition-contract.js';
import { describeDuplicates } from './duplicates-contract.js';
import type { ElementTable } from './element-table.js';
import { describeFailures } from './failures-contract.js';
import { describeFields } from './fields-contract.js';
import { describeFilters } from './filters-contract.js';
import { describeOperations } from './operations-contract.js';
import { describePaging } from './paging-contract.js';

const parts = {
  operations: describeOperations,
  fields: describeFields,
  duplicates: describeDuplicates,
  filters: describeFilters,
  paging: describePaging,
  failures: describeFailures,
  own: (context: ContractContext) => describe('keeps its own promises', () => context.table.own(context)),
  credentials: describeCredentials,
} as const;

export interface ContractRun {
  readonly parts?: readonly (keyof typeof parts)[];
  readonly start?: () => Promise<World>;
}

/** The definition of "this element works": over real HTTP, against a gateway process and the provider's simulator. */
export function describeElementContract(table: ElementTable, run: ContractRun = {}): void {
  describe(`the contract of ${table.element.key}`, () => {
    const held: { world?: World; scene?: Scene } = {};
    const context: ContractContext = {
      table,
      get world() {
        return given(held.world);
      },
      get scene() {
        return given(held.scene);
      },
    };
    beforeAll(async () => {
      held.world = await (run.start ?? startWorld)();
      held.scene = await newScene(held.world, table);
      await table.prepare?.(held.scene);
    });
    afterAll(async () => held.world?.stop());

    describeDefinition(table);
    for (const part of run.parts ?? partsOf(process.env['HUB_TEST_SETTINGS'])) parts[part](context);

    it('knows every row that another reading of the provider declares to differ', () => {
      if (!run.parts) expect(rowsThatNobodyHas()).toEqual([]);
    });
  });
}

/** Refusals are put in the provider's mouth word by word, so that no reading of it can change them. */
function partsOf(reading: string | undefined): readonly (keyof typeof parts)[] {
  const all = Object.keys(parts) as (keyof typeof parts)[];
  return reading ? all.filter((part) => part !== 'failures') : all;
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The rows of a contract run after its set-up.');
  return value;
}
