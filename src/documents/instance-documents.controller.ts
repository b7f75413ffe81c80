import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, type Caller } from '../authentication/caller.js';
import { Credentials } from '../authentication/credentials.decorator.js';
import { Environment } from '../config/environment.js';
import { InstanceDirectory } from '../instances/instance-directory.js';
import { DescribedAccounts } from './described-accounts.js';
import { readDocumentQuery, type DocumentQuery } from './read-document-query.js';
import { toDocument, type ApiDocument } from './to-document.js';

interface OperationPath {
  readonly id: string;
  readonly operationId: string;
}

/** The document of one instance: its element's calls, with what its account adds. */
@Controller('instances')
export class InstanceDocumentsController {
  constructor(
    private readonly directory: InstanceDirectory,
    private readonly accounts: DescribedAccounts,
    private readonly environment: Environment,
  ) {}

  @Get('docs')
  @Credentials('hub')
  own(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiDocument> {
    return this.write(callerOf(request), readDocumentQuery(query), reply);
  }

  @Get('docs/:operationId')
  @Credentials('hub')
  ownOperation(
    @Req() request: FastifyRequest,
    @Param('operationId') operationId: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiDocument> {
    return this.write(callerOf(request), { ...readDocumentQuery(query), operationId }, reply);
  }

  @Get(':id/docs')
  @Credentials('platform')
  async document(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiDocument> {
    return this.write(await this.callerFor(request, id), readDocumentQuery(query), reply);
  }

  @Get(':id/docs/:operationId')
  @Credentials('platform')
  async operation(
    @Req() request: FastifyRequest,
    @Param() { id, operationId }: OperationPath,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiDocument> {
    return this.write(await this.callerFor(request, id), { ...readDocumentQuery(query), operationId }, reply);
  }

  /** The caller as if the instance's token had been sent, if the instance is one that the caller may see. */
  private async callerFor(request: FastifyRequest, id: string): Promise<Caller> {
    const caller = callerOf(request);
    return { ...caller, instanceId: await this.directory.idOf(caller, { id }) };
  }

  private async write(caller: Caller, query: DocumentQuery, reply: FastifyReply): Promise<ApiDocument> {
    const { instance, account } = await this.accounts.describe(caller, query.discovery);
    if (account.gap !== undefined) void reply.header('elements-error', account.gap);
    return toDocument({ element: instance.element, account, query, statuses: this.environment.statuses });
  }
}
