import type { FastifyInstance } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';

/**
 * How the server ends: answers under way are finished and take their connection with them, which a client would
 * otherwise keep open; a request that still comes over one is told to go elsewhere. After `longestMs`, the time that an
 * answer may take, whatever is still connected is cut off: a connection that never said anything would never end.
 */
export function drainOnClose(fastify: FastifyInstance, longestMs: number): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    setTimeout(() => fastify.server.closeAllConnections(), longestMs).unref();
    done();
  });
  fastify.addHook('onRequest', (_request, _reply, done) => {
    if (!closing) return done();
    done(new GatewayError('UNAVAILABLE', 'The gateway is shutting down.', { retryAfterSeconds: 1 }));
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done();
  });
}
