import { describe, expect, it } from '@jest/globals';
import { providerCodesOf } from '../../src/documents/provider-codes.js';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import { errorCatalog } from '../../src/errors/error-catalog.js';
import { productFiles, readText } from './source-files.js';

const reasons = Object.keys(errorCatalog);

/** Reasons that callers may already branch on, although no operation of this version raises them. */
const announced: Readonly<Record<string, string>> = {
  FORBIDDEN: 'for calls that a role does not allow',
};

/** The table of docs/errors.md, cell by cell. */
function readTable(): readonly (readonly string[])[] {
  return readText('docs/errors.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('The error catalog', () => {
  it('is documented line by line; `node scripts/errors-doc.mjs` writes the document', () => {
    const expected = Object.entries(errorCatalog).map(([reason, { status, fault, meaning, remedy, retryable }]) => [
      `\`${reason}\``,
      String(status),
      fault,
      retryable ? 'yes' : 'no',
      meaning,
      remedy,
    ]);
    expect(readTable()).toEqual(expected);
  });

  it('is documented with everything that a provider can say, in the order in which it is judged', () => {
    const told = readText('docs/errors.md')
      .split('\n## What providers say\n')[1]
      ?.split('\n')
      .flatMap((line) => {
        const [provider = '', says = '', reason = ''] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        return reason.startsWith('`') ? [[provider, says, reason.replaceAll('`', '')]] : [];
      });
    const declared = elementCatalog
      .all()
      .flatMap((element) => providerCodesOf(element).map(({ says, reason }) => [element.key, says, reason]));
    expect(told).toEqual(declared);
  });

  it('has permanent names and the statuses of this API only', () => {
    const statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 429, 500, 502, 503, 504];
    expect(reasons.filter((reason) => !/^[A-Z]+(?:_[A-Z]+)*$/.test(reason))).toEqual([]);
    expect(Object.values(errorCatalog).filter(({ status }) => !statuses.includes(status))).toEqual([]);
  });

  it('explains every reason in whole sentences', () => {
    const entries = Object.values(errorCatalog).flatMap(({ meaning, remedy }) => [meaning, remedy]);
    expect(entries.filter((text) => !/^\S.*\.$/.test(text) || text.includes('|'))).toEqual([]);
  });

  it('holds no reason that nothing raises, but those announced', () => {
    const source = productFiles('src')
      .filter((path) => path !== 'src/errors/error-catalog.ts')
      .map(readText)
      .join('\n');
    const silent = reasons.filter((reason) => !new RegExp(`'${reason}'`).test(source));
    expect(silent.sort()).toEqual(Object.keys(announced).sort());
  });
});
