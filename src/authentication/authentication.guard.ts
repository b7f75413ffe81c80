import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { parseAuthorization, type AuthorizationParts } from './authorization-header.js';
import { CallerSecrets } from './caller-secrets.js';
import { rememberCaller } from './caller.js';
import { CredentialLookup, type PartDigests } from './credential-lookup.js';
import { Credentials, type CredentialNeed } from './credentials.decorator.js';
import { judgeCredentials, type Verdict } from './judge-credentials.js';
import { unauthenticated } from './unauthenticated.js';

/** Stage 1 of every request. A route that does not say who may call it is refused to everybody. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly secrets: CallerSecrets,
    private readonly lookup: CredentialLookup,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const verdict = await this.judge(this.needOf(context), request.raw.rawHeaders);
    if (verdict === undefined) throw unauthenticated();
    if (verdict !== 'anybody') rememberCaller(request, verdict);
    return true;
  }

  private needOf(context: ExecutionContext): CredentialNeed {
    const need = this.reflector.getAllAndOverride(Credentials, [context.getHandler(), context.getClass()]) as
      CredentialNeed | undefined;
    if (need === undefined) throw new GatewayError('INTERNAL', 'The route does not declare who may call it.');
    return need;
  }

  /** A missing or malformed header costs what a wrong secret costs, so that the time of a refusal tells nothing. */
  private async judge(need: CredentialNeed, rawHeaders: readonly string[]): Promise<Verdict> {
    const sent = readSent(rawHeaders);
    if (need === 'none' && sent !== undefined && Object.keys(sent).length === 0) return 'anybody';

    const parts = sent ?? {};
    const digests = this.digest(parts);
    const verdict = judgeCredentials(need, parts, digests, await this.lookup.find(digests));
    return sent === undefined ? undefined : verdict;
  }

  private digest(sent: AuthorizationParts): PartDigests {
    return {
      user: this.secrets.digest('user', sent.user ?? placeholder),
      organization: this.secrets.digest('organization', sent.organization ?? placeholder),
      element: this.secrets.digest('element', sent.element ?? placeholder),
    };
  }
}

/** As long as a real secret, and never one: issued secrets have no space. */
const placeholder = 'no secret was sent in this place at all.....';

function readSent(rawHeaders: readonly string[]): AuthorizationParts | undefined {
  try {
    return parseAuthorization(rawHeaders);
  } catch (error) {
    if (error instanceof GatewayError) return undefined;
    throw error;
  }
}
