import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is built, installed or kept at run time; everything else is the project's own text. */
const ignored = new Set(['node_modules', 'dist', 'coverage', '.git', '.data']);

/** Paths of all files below a folder, relative to the root, with `/`. */
export function filesBelow(folder = '.'): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name)).replaceAll('\\', '/');
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

export const isTest = (path: string): boolean => /\.(?:spec|fixture)\.ts$/.test(path);

/** What is compiled and shipped below a folder: TypeScript without tests and their fixtures. */
export function productFiles(folder: string): readonly string[] {
  return filesBelow(folder).filter((path) => path.endsWith('.ts') && !isTest(path));
}
