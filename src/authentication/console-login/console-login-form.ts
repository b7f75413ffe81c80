import type { FastifyInstance } from 'fastify';
import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';

export const consoleLoginPath = '/elements/j_spring_security_check';

const formType = 'application/x-www-form-urlencoded';

/** Far more than a name and a password take. */
const formLimit = 4096;

/** Lets the console login, and no other route, take a form: everywhere else a form stays an unsupported medium. */
export function acceptConsoleLoginForm(fastify: FastifyInstance): void {
  fastify.addContentTypeParser<string>(formType, { parseAs: 'string', bodyLimit: formLimit }, (request, body, done) => {
    if (request.routeOptions.url === consoleLoginPath) done(null, Object.fromEntries(new URLSearchParams(body)));
    else done(new GatewayError('UNSUPPORTED_MEDIA', 'The body must be JSON, declared as application/json.'));
  });
}

export interface ConsoleLoginForm {
  readonly username: string;
  readonly password: string;
}

export function readConsoleLoginForm(body: unknown): ConsoleLoginForm {
  return { username: readField(body, 'j_username'), password: readField(body, 'j_password') };
}

function readField(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  if (typeof value !== 'string' || value === '') throw invalidRequest(name, `${name} is missing.`);
  return value;
}
