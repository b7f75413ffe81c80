import type { CallInput, QueryValue } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';

/**
 * The address of one call. Values only ever become one path segment or one parameter: whatever they hold, origin and
 * path prefix stay those of the connection. An id that cannot be a segment names nothing, hence NOT_FOUND.
 */
export function toVendorUrl(base: URL, path: string, input: CallInput): URL {
  const prefix = base.pathname.replace(/\/+$/, '');
  const pathname = prefix + fillPath(path, input.params ?? {});
  const url = new URL(base.origin + pathname + toQuery(input.query ?? {}));
  if (url.origin !== base.origin || url.pathname !== pathname) throw notFound();
  return url;
}

function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The call gives no value for {${name}} of ${path}`);
    return toSegment(value);
  });
}

function toSegment(value: string): string {
  if (value === '' || value === '.' || value === '..' || !value.isWellFormed()) throw notFound();
  return encodeURIComponent(value);
}

function toQuery(query: Readonly<Record<string, QueryValue>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${encode(name)}=${encode(String(one))}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function notFound(): GatewayError {
  return new GatewayError('NOT_FOUND', 'There is no such thing at the provider.');
}
