import { textAt } from '../values.js';

/**
 * The token of the next page, undefined on the last one. BEHAVIOR.md 8: it was seen as an absolute URL too; only its
 * `page_token` is taken, since the host is not ours to choose and the URL drops the filter.
 */
export function readPage(body: unknown): string | undefined {
  const token = textAt(body, 'next_page_token');
  if (token === undefined || !/^https?:\/\//.test(token)) return token;
  return new URL(token).searchParams.get('page_token') || undefined;
}
