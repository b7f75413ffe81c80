import type { FastifyInstance } from 'fastify';
import { invalidRequest } from './errors/gateway-error.js';

const maxDepth = 32;

/**
 * Takes JSON and nothing else. An empty body counts as none, since old clients declare JSON on every call; depth is
 * counted before parsing, because what parses may still be too deep for everything that comes after.
 */
export function takeJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    if (text.trim() === '') return done(null, undefined);
    if (depthOf(text) > maxDepth)
      return done(invalidRequest('body', `The body is nested deeper than ${maxDepth} levels.`));
    return parse(request, text, done);
  });
}

function depthOf(text: string): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}
