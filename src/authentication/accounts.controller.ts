import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { AccountsRepository } from './accounts.repository.js';
import { callerOf } from './caller.js';
import { Credentials } from './credentials.decorator.js';
import { readListQuery, toPage } from './list-query.js';
import { parsePlatformId } from './platform-id.js';
import { toAccountAnswer, type AccountAnswer } from './to-account-answer.js';
import { visibleTo } from './visible-rows.js';

@Controller('accounts')
@Credentials('platform')
export class AccountsController {
  constructor(private readonly accounts: AccountsRepository) {}

  @Get()
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountAnswer[]> {
    const listQuery = readListQuery(query);
    const visible = visibleTo(callerOf(request));
    const { rows, nextPage } = toPage(await this.accounts.list(visible, listQuery), listQuery.pageSize);
    if (nextPage !== undefined) reply.header('elements-next-page-token', nextPage);
    return rows.map(toAccountAnswer);
  }

  @Get(':id')
  async get(@Param('id') idText: string, @Req() request: FastifyRequest): Promise<AccountAnswer> {
    const id = parsePlatformId(idText);
    const account = id === undefined ? null : await this.accounts.findById(visibleTo(callerOf(request)), id);
    if (account === null) throw new GatewayError('NOT_FOUND', `No account found with ID ${idText}`);
    return toAccountAnswer(account);
  }
}
