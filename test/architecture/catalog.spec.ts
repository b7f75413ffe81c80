import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import { filesBelow, isTest, readText, root } from './source-files.js';

const folders = readdirSync(join(root, 'src/elements'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const citation = /BEHAVIOR\.md ((?:\d+(?:, | and )?)+)/g;

/** Numbers of the items that a provider's BEHAVIOR.md has. */
const itemsOf = (folder: string): readonly number[] =>
  [...readText(`src/elements/${folder}/BEHAVIOR.md`).matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number));

function citedIn(paths: readonly string[]): readonly { readonly path: string; readonly item: number }[] {
  return paths.flatMap((path) =>
    [...readText(path).matchAll(citation)].flatMap(([, numbers = '']) =>
      [...numbers.matchAll(/\d+/g)].map(([item]) => ({ path, item: Number(item) })),
    ),
  );
}

describe('The catalog', () => {
  it('has one definition for each folder of elements', () => {
    const definitions = folders.map(
      (folder) => filesBelow(`src/elements/${folder}`).filter((path) => path.endsWith('.element.ts')).length,
    );
    expect(definitions).toEqual(folders.map(() => 1));
    expect(elementCatalog.all()).toHaveLength(folders.length);
  });

  it('gives every element a key and a number of its own', () => {
    const elements = elementCatalog.all();
    expect(new Set(elements.map(({ key }) => key)).size).toBe(elements.length);
    expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
  });
});

describe.each(folders)('The element %s', (folder) => {
  const product = filesBelow(`src/elements/${folder}`).filter((path) => path.endsWith('.ts') && !isTest(path));

  it('is proved by a contract table', () => {
    expect(readText(`test/contract/${folder}.spec.ts`)).toContain('describeElementContract(');
  });

  it('numbers the surprises of its provider from 1 on', () => {
    const items = itemsOf(folder);
    expect(items.length).toBeGreaterThan(0);
    expect(items).toEqual(items.map((_, index) => index + 1));
  });

  it('cites only surprises that are written down', () => {
    const cited = citedIn([...product, ...filesBelow('test/contract').filter((path) => path.includes(folder))]);
    expect(citedIn(product).length).toBeGreaterThan(0);
    expect(cited.filter(({ item }) => !itemsOf(folder).includes(item))).toEqual([]);
  });

  it('says of every surprise what is done about it and how sure it is', () => {
    const items = readText(`src/elements/${folder}/BEHAVIOR.md`).split(/^## /m).slice(1);
    expect(
      items.filter(
        (item) => !/^- \*\*We\*\* /m.test(item) || !/^- \*\*Sure:\*\* (?:documented|observed|assumed)/m.test(item),
      ),
    ).toEqual([]);
  });

  it('has no clock, no chance and nothing from outside', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\bsetTimeout\(|from '(?:node:|@nestjs|typeorm|axios)/;
    expect(product.filter((path) => impure.test(readText(path)))).toEqual([]);
  });
});
