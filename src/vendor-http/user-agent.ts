import { readFileSync } from 'node:fs';

const NAME = 'marketing-hub-gateway';

/** Names the gateway and its version to providers, so that their support can tell its calls from others. */
export const userAgent = `${NAME}/${readVersion(new URL('.', import.meta.url))}`;

/** The nearest package.json above; how far up it lies differs between the sources and what is built of them. */
function readVersion(folder: URL): string {
  const manifest = readManifest(new URL('package.json', folder));
  if (manifest?.name === NAME) return manifest.version;
  const parent = new URL('..', folder);
  return parent.href === folder.href ? 'unknown' : readVersion(parent);
}

function readManifest(file: URL): { readonly name?: string; readonly version: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version: string };
  } catch {
    return undefined;
  }
}
