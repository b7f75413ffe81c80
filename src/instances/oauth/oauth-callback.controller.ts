import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Credentials } from '../../authentication/credentials.decorator.js';
import { Environment } from '../../config/environment.js';
import { isObject, textAt } from '../../elements/values.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { InstanceProvisioner } from '../instance-provisioner.js';
import { readNewInstance } from '../read-instance-request.js';
import { callbackPages, type CallbackPage } from './callback-pages.js';
import { PendingConsents } from './pending-consents.js';

/** Where a provider sends the browser back to after a consent that `npm run connect` began. */
@Controller('oauth/callback')
@Credentials('none')
export class OAuthCallbackController {
  constructor(
    private readonly consents: PendingConsents,
    private readonly provisioner: InstanceProvisioner,
    private readonly environment: Environment,
  ) {}

  /** The pages are fixed: nothing of the request, and nothing that the provider says, is repeated on them. */
  @Get()
  async finish(@Query() query: unknown, @Res() reply: FastifyReply): Promise<void> {
    const { status, html } = callbackPages[await this.connect(query)];
    await reply
      .status(status)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      })
      .send(html);
  }

  private async connect(query: unknown): Promise<CallbackPage> {
    const state = textAt(query, 'state');
    const pending = state === undefined ? undefined : await this.consents.take(state);
    if (!pending) return 'unknown';
    const code = textAt(query, 'code');
    if (code === undefined || (isObject(query) && query['error'] !== undefined)) return 'denied';
    try {
      const body = { ...pending.body, element: { key: pending.elementKey }, providerData: { code } };
      await this.provisioner.provision(pending.owner, readNewInstance(body, this.environment));
      return 'connected';
    } catch (error) {
      if (error instanceof GatewayError) return error.status < 429 ? 'refused' : 'failed';
      throw error;
    }
  }
}
