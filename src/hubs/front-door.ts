import { isPlatformPath } from './platform-paths.js';

const base = '/elements/api-v2';

/**
 * The path that the router sees for a request line: the base path removed, double slashes collapsed, a trailing slash
 * dropped, and a provider resource that was called without its hub put below one. Ids keep their percent-encoding.
 */
export function toRoute(url: string, headers: Readonly<Record<string, unknown>>): string {
  const mark = url.search(/[?#]/);
  const [rawPath, rest] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
  const collapsed = rawPath.replace(/\/{2,}/g, '/');
  const below = collapsed === base || collapsed.startsWith(`${base}/`) ? collapsed.slice(base.length) : collapsed;
  const path = below.replace(/\/$/, '') || '/';
  return (isPlatformPath(path, headers) ? path : `/hubs/-${path}`) + rest;
}
