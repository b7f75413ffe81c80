import { describe, expect, it } from '@jest/globals';
import { filesBelow, isTest, productFiles, readText } from './source-files.js';

const all = filesBelow();
const typescript = [...filesBelow('src'), ...filesBelow('sandbox'), ...filesBelow('test')].filter((path) =>
  path.endsWith('.ts'),
);

describe('Names', () => {
  it('of folders say what is inside', () => {
    const empty =
      /^(?:src|sandbox|test)\/(?:.*\/)?(?:utils?|common|shared|core|lib|libs|types|interfaces|helpers|misc|constants)\//;
    expect(all.filter((path) => empty.test(path))).toEqual([]);
  });

  it('of files are in kebab case, with a suffix only for a role that the framework has', () => {
    const role = 'controller|guard|filter|module|entity|repository|dto|decorator|handler|element|table|fixture|spec';
    const name = new RegExp(`/[a-z0-9]+(?:-[a-z0-9]+)*(?:\\.(?:hostile|plain))?(?:\\.(?:${role}))*\\.ts$`);
    expect(typescript.filter((path) => !name.test(`/${path}`))).toEqual([]);
  });

  it('of classes, interfaces and types say what they are', () => {
    const empty =
      /^\s*(?:export )?(?:abstract )?(?:class|interface|type) (I[A-Z]\w*|(?:Abstract|Base)[A-Z]\w*|\w*(?:Service|Manager|Helper|Util|Utils|Base|Impl|Data|Info|Processor))\b/gm;
    const found = typescript.flatMap((path) =>
      [...readText(path).matchAll(empty)].map(([, name = '']) => `${path}: ${name}`),
    );
    expect(
      found.filter((line) => !/: I(?:nstance|dentity|mport|nput|d|mmutable|tem|nterval|nstant)/.test(line)),
    ).toEqual([]);
  });

  it('of tests are sentences, not names of functions', () => {
    const titles = typescript
      .filter(isTest)
      .flatMap((path) =>
        [...readText(path).matchAll(/^\s+it\('([^']+)'/gm)].map(([, title = '']) => `${path}: ${title}`),
      );
    expect(titles.length).toBeGreaterThan(100);
    expect(titles.filter((line) => !line.split(': ').slice(1).join(': ').includes(' '))).toEqual([]);
  });
});

describe('The source', () => {
  it('has no barrel and no default export', () => {
    const barrel = /^export \*|^export default /m;
    expect(
      [...productFiles('src'), ...productFiles('sandbox')].filter(
        (path) => barrel.test(readText(path)) || /(?:^|\/)index\.ts$/.test(path),
      ),
    ).toEqual([]);
  });

  it('is finished: nothing is skipped, focused or promised for later', () => {
    // Spelled in pieces, or this file would find itself.
    const words = ['TO' + 'DO', 'FIX' + 'ME'].join('|');
    const pending = new RegExp(`\\b(?:it|test|describe)\\.(?:only|skip|todo)\\b|\\b(?:${words})\\b`);
    expect(typescript.filter((path) => pending.test(readText(path)))).toEqual([]);
  });
});
