import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CallerSecrets } from './caller-secrets.js';
import { callerOf } from './caller.js';
import { Credentials } from './credentials.decorator.js';

export interface OrganizationAnswer {
  readonly id: number;
  readonly name: string;
  readonly secret?: string;
}

@Controller('organizations')
@Credentials('platform')
export class OrganizationsController {
  constructor(private readonly secrets: CallerSecrets) {}

  /** The secret is no news to the caller, who has just proved it; the newest one is told, should there be several. */
  @Get('me')
  @Header('cache-control', 'no-store')
  async me(@Req() request: FastifyRequest): Promise<OrganizationAnswer> {
    const { organizationId: id, organizationName: name } = callerOf(request);
    const secret = await this.secrets.reveal('organization', { organizationId: id });
    return secret === undefined ? { id, name } : { id, name, secret };
  }
}
