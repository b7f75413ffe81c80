import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { Credentials } from '../credentials.decorator.js';
import { ConsoleLogin, type ConsoleSecrets } from './console-login.js';
import { readConsoleLoginForm } from './console-login-form.js';
import { readSessionCookie, toSetCookie } from './session-cookie.js';

/** The two calls with which old client tools start. They exist only where the operator has switched them on. */
@Controller('elements')
@Credentials('none')
export class ConsoleLoginController {
  constructor(
    private readonly environment: Environment,
    private readonly login: ConsoleLogin,
  ) {}

  /** The answer is 200 and no redirect, since its clients do not follow one after a POST. */
  @Post('j_spring_security_check')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.refuseUnlessOn(request);
    const cookie = await this.login.open(readConsoleLoginForm(body), request.ip);
    reply.header('set-cookie', toSetCookie(cookie, request.protocol === 'https'));
  }

  @Get('api-v1/ui/getSecrets')
  @Header('cache-control', 'no-store')
  getSecrets(@Req() request: FastifyRequest): Promise<ConsoleSecrets> {
    this.refuseUnlessOn(request);
    return this.login.readSecrets(readSessionCookie(request.headers.cookie));
  }

  /** In the words that any unknown path gets. */
  private refuseUnlessOn(request: FastifyRequest): void {
    if (!this.environment.legacyLogin) throw new GatewayError('NOT_FOUND', `There is no ${request.routeOptions.url}.`);
  }
}
