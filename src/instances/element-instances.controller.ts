import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authentication/caller.js';
import { Credentials } from '../authentication/credentials.decorator.js';
import { visibleTo } from '../authentication/visible-rows.js';
import { Environment } from '../config/environment.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { InstanceDirectory, type InstanceAddress, type InstanceAnswer } from './instance-directory.js';
import { InstanceProvisioner } from './instance-provisioner.js';
import { readNewInstance } from './read-instance-request.js';

interface MemberPath {
  readonly keyOrId: string;
  readonly id: string;
}

/** The instances of one element, which the path names. */
@Controller('elements/:keyOrId/instances')
@Credentials('platform')
export class ElementInstancesController {
  constructor(
    private readonly directory: InstanceDirectory,
    private readonly provisioner: InstanceProvisioner,
    private readonly environment: Environment,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async create(
    @Req() request: FastifyRequest,
    @Param('keyOrId') keyOrId: string,
    @Body() body: unknown,
  ): Promise<InstanceAnswer> {
    const caller = callerOf(request);
    const created = readNewInstance(body, this.environment, elementCatalog.get(keyOrId));
    return this.directory.get(caller, { id: await this.provisioner.provision(caller, created) });
  }

  @Get()
  @Header('cache-control', 'no-store')
  async list(
    @Req() request: FastifyRequest,
    @Param('keyOrId') keyOrId: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly InstanceAnswer[]> {
    const { items, headers } = await this.directory.list(callerOf(request), query, elementCatalog.get(keyOrId).key);
    reply.headers(headers);
    return items;
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  get(@Req() request: FastifyRequest, @Param() path: MemberPath): Promise<InstanceAnswer> {
    return this.directory.get(callerOf(request), toAddress(path));
  }

  @Put(':id')
  @Header('cache-control', 'no-store')
  put(@Req() request: FastifyRequest, @Param() path: MemberPath, @Body() body: unknown): Promise<InstanceAnswer> {
    return this.directory.change(callerOf(request), toAddress(path), body);
  }

  @Delete(':id')
  async delete(@Req() request: FastifyRequest, @Param() path: MemberPath): Promise<void> {
    const caller = callerOf(request);
    await this.provisioner.remove(visibleTo(caller), await this.directory.idOf(caller, toAddress(path)));
  }
}

const toAddress = ({ keyOrId, id }: MemberPath): InstanceAddress => ({
  id,
  elementKey: elementCatalog.get(keyOrId).key,
});
