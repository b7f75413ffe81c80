import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './launch.mjs';

const letters = { create: 'C', list: 'L', retrieve: 'R', update: 'U', delete: 'D' };

/** Which operation each element has, read off the declarations, as the table of the README. */
export function toSupportTable(elements) {
  const columns = elements.map(({ resources }) => new Map(Object.entries(resources).flatMap(placesOf)));
  const names = [...new Set(columns.flatMap((places) => [...places.keys()]))].sort();
  const rows = [
    ['Resource', ...elements.map(({ key }) => `\`${key}\``)],
    ...names.map((name) => [`\`${name}\``, ...columns.map((places) => places.get(name) ?? '')]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const toLine = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...body] = rows;
  return [toLine(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(toLine)].join('\n');
}

function placesOf([name, { operations, children = {} }]) {
  const has = Object.entries(letters).flatMap(([operation, letter]) => (operations[operation] ? [letter] : []));
  return [
    [name, has.join(' ')],
    ...Object.entries(children).flatMap(([child, below]) => placesOf([`${name}/{id}/${child}`, below])),
  ];
}

/** The table of the README and what stands before and after it. */
export function splitReadme(text) {
  const parts = /^(.*?\n## What each provider can\n.*?\n)(\|.*?\|)(\n\n.*)$/s.exec(text);
  if (!parts) throw new Error('README.md has no table below "What each provider can".');
  return { before: parts[1], table: parts[2], after: parts[3] };
}

// Run by itself it writes the table; a test holds the two together.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build();
  const { elementCatalog } = await import('../dist/src/elements/element-catalog.js');
  const { before, after } = splitReadme(readFileSync(`${root}README.md`, 'utf8'));
  writeFileSync(`${root}README.md`, before + toSupportTable(elementCatalog.all()) + after);
}
