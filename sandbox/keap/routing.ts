import type { Route } from './call.js';

interface CompiledRoute {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export interface Routing {
  readonly match: (method: string, path: string) => RouteMatch;
}

export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

function compile(route: Route): CompiledRoute {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
  const pattern = route.path.replace(/[.:]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+)');
  return { route, pattern: new RegExp(`^${pattern}$`), names };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Clients may send the colon of a custom verb as `%3A`; nothing else in a fixed segment is ever encoded. */
function toComparable(path: string): string {
  return path.replace(/%3A/gi, ':').replace(/(.)\/+$/, '$1');
}

function literalFirst(a: CompiledRoute, b: CompiledRoute): number {
  return a.names.length - b.names.length;
}

export function createRouting(routes: readonly Route[]): Routing {
  const compiled = routes.map(compile).sort(literalFirst);
  return {
    match: (method, rawPath) => {
      const path = toComparable(rawPath);
      const fitting = compiled.filter(({ pattern }) => pattern.test(path));
      const fewest = fitting[0]?.names.length;
      const same = fitting.filter(({ names }) => names.length === fewest);
      const chosen = same.find(({ route }) => route.method === method);
      if (!chosen)
        return same.length === 0
          ? { kind: 'unknown' }
          : { kind: 'wrong-method', allow: same.map(({ route }) => route.method) };
      const values = chosen.pattern.exec(path)?.slice(1) ?? [];
      const params = Object.fromEntries(chosen.names.map((name, index) => [name, decode(values[index] ?? '')]));
      return { kind: 'found', route: chosen.route, params };
    },
  };
}
