import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { CallerSecrets } from './caller-secrets.js';
import { callerOf } from './caller.js';
import { Credentials } from './credentials.decorator.js';
import { readListQuery, toPage } from './list-query.js';
import { PasswordCheck } from './password-check.js';
import { readPasswordHeader } from './password-header.js';
import { parsePlatformId } from './platform-id.js';
import { toUserAnswer, type UserAnswer } from './to-user-answer.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import { visibleTo, type VisibleRows } from './visible-rows.js';

@Controller('users')
@Credentials('platform')
export class UsersController {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordCheck,
    private readonly secrets: CallerSecrets,
  ) {}

  @Get()
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserAnswer[]> {
    const listQuery = readListQuery(query);
    const { rows, nextPage } = toPage(
      await this.users.list(visibleTo(callerOf(request)), listQuery),
      listQuery.pageSize,
    );
    if (nextPage !== undefined) reply.header('elements-next-page-token', nextPage);
    return rows.map((user) => toUserAnswer(user));
  }

  /** With the user's own password the answer holds the user's secret; a wrong password is no error. */
  @Get(':emailOrId')
  @Header('cache-control', 'no-store')
  async get(@Param('emailOrId') emailOrId: string, @Req() request: FastifyRequest): Promise<UserAnswer> {
    const user = await this.find(visibleTo(callerOf(request)), emailOrId);
    if (user === null) throw new GatewayError('NOT_FOUND', `No user found with ID ${emailOrId}`);
    return toUserAnswer(user, await this.secretFor(user, request));
  }

  private async find(visible: VisibleRows, emailOrId: string): Promise<User | null> {
    const id = parsePlatformId(emailOrId);
    if (id !== undefined) return this.users.findById(visible, id);
    // No e-mail holds a NUL, and PostgreSQL takes none.
    if (!emailOrId.includes('@') || emailOrId.includes('\0')) return null;
    return this.users.findByEmail(visible, emailOrId.toLowerCase());
  }

  private async secretFor(user: User, request: FastifyRequest): Promise<string | undefined> {
    const password = readPasswordHeader(request.headers['elements-user-password']);
    if (password === undefined) return undefined;
    const attempt = { emailKey: user.emailKey, address: request.ip, password };
    const match = await this.passwords.find([user], attempt);
    if (match === undefined || !user.active) return undefined;
    return this.secrets.reveal('user', { organizationId: user.organizationId, userId: user.id });
  }
}
