import { readFileSync } from 'node:fs';

export interface DocumentedCommand {
  readonly command: string;
  /** What the README shows of its output; `…` stands for anything. Empty where it shows none. */
  readonly output: string;
}

const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** All fenced blocks of one language, in order. */
export function codeBlocks(language: string): readonly string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, found, code = '']) =>
    found === language ? [code] : [],
  );
}

/** The commands of the console blocks: a line with `$ `, then the lines it prints. */
export function documentedCommands(): readonly DocumentedCommand[] {
  return codeBlocks('console').flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.split('\n');
        return { command, output: output.join('\n').trim() };
      }),
  );
}

/** The rows of the table below a heading, as cells without their padding; the first is the head. */
export function tableBelow(heading: string): readonly (readonly string[])[] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Whether an output is the documented one. */
export function matches(documented: string, output: string): boolean {
  const pattern = documented
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(output.trim());
}
