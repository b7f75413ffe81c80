import { isUtf8 } from 'node:buffer';

/**
 * The password of the header `elements-user-password`. Node reads header bytes as Latin-1, but most clients send UTF-8:
 * bytes that are valid UTF-8 are taken as such.
 */
export function readPasswordHeader(value: string | readonly string[] | undefined): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}
