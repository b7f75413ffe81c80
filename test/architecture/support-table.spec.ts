import { expect, it } from '@jest/globals';
import { splitReadme, toSupportTable } from '../../scripts/support-table.mjs';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import { readText } from './source-files.js';

it('The README says what each provider can as the elements declare it; `node scripts/support-table.mjs` writes it', () => {
  const { table } = splitReadme(readText('README.md'));
  expect(table).toBe(toSupportTable(elementCatalog.all()));
  expect(table.split('\n').length).toBeGreaterThan(3);
});
