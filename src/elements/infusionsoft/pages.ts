import type { CursorPaging, VendorReply } from '../element-definition.js';
import { isObject, textAt } from '../values.js';

/**
 * The token of the next page, undefined on the last one. BEHAVIOR.md 8: it was seen as an absolute URL too; only its
 * `page_token` is taken, since the host is not ours to choose and the URL drops the filter.
 */
export function readPage(body: unknown): string | undefined {
  const token = textAt(body, 'next_page_token');
  if (token === undefined || !/^https?:\/\//.test(token)) return token;
  return new URL(token).searchParams.get('page_token') || undefined;
}

/** A list has its rows under a name of its own; whether an empty one may lack them is not said, its token stands anyway. */
const isList = ({ body }: VendorReply): boolean =>
  isObject(body) && (Object.hasOwn(body, 'next_page_token') || Object.values(body).some(Array.isArray));

/** How every list of Keap is paged; only users come in smaller pages. */
export function pagesOf(maxSize = 1000): CursorPaging {
  return {
    kind: 'cursor',
    sizeParameter: 'page_size',
    tokenParameter: 'page_token',
    maxSize,
    nextToken: (reply) => readPage(reply.body),
    isList,
  };
}
