import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The files of Swagger UI that the page needs, and what they are; no other file of the package can be had. */
const types = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

export interface ReferenceFile {
  readonly type: string;
  readonly content: Buffer;
}

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** A file from the installed package; undefined for any name that is not on the list. */
export async function readReferenceFile(name: string): Promise<ReferenceFile | undefined> {
  const type = isKnown(name) ? types[name] : undefined;
  return type === undefined ? undefined : { type, content: await readFile(join(folder, name)) };
}

function isKnown(name: string): name is keyof typeof types {
  return Object.hasOwn(types, name);
}
