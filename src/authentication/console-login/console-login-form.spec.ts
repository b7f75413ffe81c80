import { describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { acceptConsoleLoginForm, consoleLoginPath, readConsoleLoginForm } from './console-login-form.js';

const server = (): FastifyInstance => {
  const instance = fastify();
  acceptConsoleLoginForm(instance);
  instance.setErrorHandler((error, _, reply) => {
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    const limit = error instanceof Error && 'statusCode' in error ? error.statusCode : status;
    void reply.code(Number(limit)).send('');
  });
  instance.post(consoleLoginPath, (request) => readConsoleLoginForm(request.body));
  instance.post('/instances', (request) => request.body);
  return instance;
};

const post = (url: string, payload: string) =>
  server().inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

describe('the console login form', () => {
  it('is read from its own route', async () => {
    const answer = await post(consoleLoginPath, 'j_username=a%2Bb%40c.d&j_password=p+%C3%A4&__proto__=x&other=1');
    expect(answer.json()).toEqual({ username: 'a+b@c.d', password: 'p ä' });
  });

  it('leaves forms an unsupported medium on every other route', async () => {
    expect((await post('/instances', 'a=b')).statusCode).toBe(415);
  });

  it('is small', async () => {
    expect((await post(consoleLoginPath, `j_username=${'x'.repeat(5000)}`)).statusCode).toBe(413);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { j_username: 'a' },
    { j_username: '', j_password: 'p' },
    { j_username: ['a'] },
  ])('is refused as %j', (body) => {
    expect(() => readConsoleLoginForm(body)).toThrow(/^j_(username|password) is missing\.$/);
  });
});
