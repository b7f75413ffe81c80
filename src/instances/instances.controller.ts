import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authentication/caller.js';
import { Credentials } from '../authentication/credentials.decorator.js';
import { visibleTo } from '../authentication/visible-rows.js';
import { Environment } from '../config/environment.js';
import { InstanceDirectory, type InstanceAnswer } from './instance-directory.js';
import { InstanceProvisioner } from './instance-provisioner.js';
import { readNewInstance } from './read-instance-request.js';
import type { ConfigurationItem } from './to-instance-answer.js';

/** Instances by id. Answers hold the token in clear, so nothing on the way may keep them. */
@Controller('instances')
@Credentials('platform')
export class InstancesController {
  constructor(
    private readonly directory: InstanceDirectory,
    private readonly provisioner: InstanceProvisioner,
    private readonly environment: Environment,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async create(@Req() request: FastifyRequest, @Body() body: unknown): Promise<InstanceAnswer> {
    const caller = callerOf(request);
    const id = await this.provisioner.provision(caller, readNewInstance(body, this.environment));
    return this.directory.get(caller, { id });
  }

  @Get()
  @Header('cache-control', 'no-store')
  async list(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly InstanceAnswer[]> {
    const { items, headers } = await this.directory.list(callerOf(request), query);
    reply.headers(headers);
    return items;
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  get(@Req() request: FastifyRequest, @Param('id') id: string): Promise<InstanceAnswer> {
    return this.directory.get(callerOf(request), { id });
  }

  @Patch(':id')
  @Header('cache-control', 'no-store')
  patch(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<InstanceAnswer> {
    return this.directory.change(callerOf(request), { id }, body);
  }

  /** What a body leaves out stays, as with PATCH: clients send `{name, tags}` alone. */
  @Put(':id')
  @Header('cache-control', 'no-store')
  put(@Req() request: FastifyRequest, @Param('id') id: string, @Body() body: unknown): Promise<InstanceAnswer> {
    return this.directory.change(callerOf(request), { id }, body);
  }

  @Delete(':id')
  async delete(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const caller = callerOf(request);
    await this.provisioner.remove(visibleTo(caller), await this.directory.idOf(caller, { id }));
  }

  @Put(':id/enabled')
  @Header('cache-control', 'no-store')
  enable(@Req() request: FastifyRequest, @Param('id') id: string): Promise<InstanceAnswer> {
    return this.directory.setDisabled(callerOf(request), { id }, false);
  }

  @Delete(':id/enabled')
  @Header('cache-control', 'no-store')
  disable(@Req() request: FastifyRequest, @Param('id') id: string): Promise<InstanceAnswer> {
    return this.directory.setDisabled(callerOf(request), { id }, true);
  }

  @Get(':id/configuration')
  configuration(@Req() request: FastifyRequest, @Param('id') id: string): Promise<readonly ConfigurationItem[]> {
    return this.directory.configuration(callerOf(request), { id });
  }

  @Get(':id/configuration/:configId')
  configurationItem(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('configId') configId: string,
  ): Promise<ConfigurationItem> {
    return this.directory.configurationItem(callerOf(request), { id }, configId);
  }

  @Patch(':id/configuration/:configId')
  changeConfigurationItem(
    @Req() request: FastifyRequest,
    @Param() { id, configId }: { id: string; configId: string },
    @Body() body: unknown,
  ): Promise<ConfigurationItem> {
    return this.directory.changeConfigurationItem(callerOf(request), { id }, configId, body);
  }
}
