import type { FastifyInstance } from 'fastify';

/** Learns every route as it is registered, so that a wrong verb can be told from a path that does not exist. */
export function collectVerbs(fastify: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly segments: readonly string[]; readonly verbs: readonly string[] }[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    routes.push({ segments: url.split('/'), verbs: [method].flat() });
  });
  return (path) => {
    const asked = path.split('/');
    const matching = routes.filter(
      ({ segments }) =>
        segments.length === asked.length &&
        segments.every((segment, index) => segment.startsWith(':') || segment === asked[index]),
    );
    return [...new Set(matching.flatMap(({ verbs }) => verbs))].filter((verb) => verb !== 'HEAD').sort();
  };
}
