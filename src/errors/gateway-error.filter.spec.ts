import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger, type ArgumentsHost } from '@nestjs/common';
import { GatewayErrorFilter } from './gateway-error.filter.js';

function hostOf(): ArgumentsHost {
  const reply = { sent: false, status: () => reply, headers: () => reply, send: () => reply };
  const http = { getRequest: () => ({ id: 'r1', url: '/x', method: 'GET' }), getResponse: () => reply };
  return { switchToHttp: () => http } as unknown as ArgumentsHost;
}

describe('a failure that nobody foresaw', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is logged with its name, code and place, and without its words', () => {
    const written = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const driverError = Object.assign(new Error('Key (email)=(ada@example.com) exists'), { code: '23505' });
    const failure = Object.assign(new Error('ada@example.com exists'), { name: 'QueryFailedError', driverError });
    new GatewayErrorFilter('modern', () => []).catch(failure, hostOf());
    const [line] = written.mock.calls[0] ?? [];
    expect(line).toMatch(/^request r1 failed: QueryFailedError 23505\n +at /);
    expect(line).not.toContain('ada@example.com');
  });
});
