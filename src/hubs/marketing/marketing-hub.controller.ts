import { All, Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../authentication/caller.js';
import { Credentials } from '../../authentication/credentials.decorator.js';
import { Environment } from '../../config/environment.js';
import { GatewayError, invalidRequest } from '../../errors/gateway-error.js';
import { Deadline } from '../../vendor-http/deadline.js';
import { HubPing } from '../hub-ping.js';
import type { HubAnswer, HubRequest } from '../hub-request.js';
import { HubRequestHandler } from '../hub-request.handler.js';

/** Every resource of every provider. The hub's own name in the path is ignored: the token chooses the instance. */
@Controller('hubs/:hub')
@Credentials('hub')
export class MarketingHubController {
  constructor(
    private readonly handler: HubRequestHandler,
    private readonly pings: HubPing,
    private readonly environment: Environment,
  ) {}

  @All('ping')
  async ping(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (request.method !== 'GET')
      throw new GatewayError('METHOD_NOT_ALLOWED', '"ping" is only read.', { allow: ['GET'] });
    await send(reply, await this.pings.ping(callerOf(request), new Deadline(this.environment.deadlineMs)));
  }

  @All(':resource')
  async collection(
    @Param('resource') resource: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.handler.handle(this.toRequest(request, resource)));
  }

  @All(':resource/:id')
  async member(
    @Param() path: { resource: string; id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.handler.handle({ ...this.toRequest(request, path.resource), id: path.id }));
  }

  @All(':resource/:id/:child')
  async children(
    @Param() path: Pick<HubRequest, 'resource' | 'id' | 'child'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.handler.handle({ ...this.toRequest(request, path.resource), ...pathOf(path) }));
  }

  @All(':resource/:id/:child/:childId')
  async childMember(
    @Param() path: Pick<HubRequest, 'resource' | 'id' | 'child' | 'childId'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, await this.handler.handle({ ...this.toRequest(request, path.resource), ...pathOf(path) }));
  }

  private toRequest(request: FastifyRequest, resource: string) {
    const deadline = new Deadline(this.environment.deadlineMs);
    return {
      caller: callerOf(request),
      method: request.method,
      resource,
      query: readQuery(request.query),
      body: request.body,
      deadline,
    };
  }
}

/** The segments below the hub; `hub` itself is among the parameters and means nothing. */
function pathOf({
  id,
  child,
  childId,
}: Pick<HubRequest, 'id' | 'child' | 'childId'>): Pick<HubRequest, 'id' | 'child' | 'childId'> {
  return {
    ...(id !== undefined && { id }),
    ...(child !== undefined && { child }),
    ...(childId !== undefined && { childId }),
  };
}

function readQuery(query: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(query ?? {}).map(([name, value]): [string, string] => {
      if (typeof value !== 'string') throw invalidRequest(name, `"${name}" is given more than once.`);
      return [name, value];
    }),
  );
}

/** An absent body is an empty answer of zero bytes, as callers of DELETE expect. */
async function send(reply: FastifyReply, answer: HubAnswer): Promise<void> {
  await reply.status(200).headers(answer.headers).send(answer.body);
}
