import { Body, Controller, Delete, Get, Header, Param, Patch, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../authentication/caller.js';
import { Credentials } from '../authentication/credentials.decorator.js';
import { visibleTo } from '../authentication/visible-rows.js';
import { InstanceDirectory, type InstanceAddress, type InstanceAnswer } from './instance-directory.js';
import { InstanceProvisioner } from './instance-provisioner.js';
import type { ConfigurationItem } from './to-instance-answer.js';

/** The instance whose token is sent, without its id in the path. */
@Controller('instances')
@Credentials('hub')
export class OwnInstanceController {
  constructor(
    private readonly directory: InstanceDirectory,
    private readonly provisioner: InstanceProvisioner,
  ) {}

  @Patch()
  @Header('cache-control', 'no-store')
  patch(@Req() request: FastifyRequest, @Body() body: unknown): Promise<InstanceAnswer> {
    return this.directory.change(callerOf(request), ownAddress(request), body);
  }

  @Put()
  @Header('cache-control', 'no-store')
  put(@Req() request: FastifyRequest, @Body() body: unknown): Promise<InstanceAnswer> {
    return this.directory.change(callerOf(request), ownAddress(request), body);
  }

  @Delete()
  async delete(@Req() request: FastifyRequest): Promise<void> {
    const caller = callerOf(request);
    await this.provisioner.remove(visibleTo(caller), await this.directory.idOf(caller, ownAddress(request)));
  }

  @Put('enabled')
  @Header('cache-control', 'no-store')
  enable(@Req() request: FastifyRequest): Promise<InstanceAnswer> {
    return this.directory.setDisabled(callerOf(request), ownAddress(request), false);
  }

  @Delete('enabled')
  @Header('cache-control', 'no-store')
  disable(@Req() request: FastifyRequest): Promise<InstanceAnswer> {
    return this.directory.setDisabled(callerOf(request), ownAddress(request), true);
  }

  @Get('configuration')
  configuration(@Req() request: FastifyRequest): Promise<readonly ConfigurationItem[]> {
    return this.directory.configuration(callerOf(request), ownAddress(request));
  }

  @Get('configuration/:configId')
  configurationItem(@Req() request: FastifyRequest, @Param('configId') configId: string): Promise<ConfigurationItem> {
    return this.directory.configurationItem(callerOf(request), ownAddress(request), configId);
  }

  @Patch('configuration/:configId')
  changeConfigurationItem(
    @Req() request: FastifyRequest,
    @Param('configId') configId: string,
    @Body() body: unknown,
  ): Promise<ConfigurationItem> {
    return this.directory.changeConfigurationItem(callerOf(request), ownAddress(request), configId, body);
  }
}

function ownAddress(request: FastifyRequest): InstanceAddress {
  const { instanceId } = callerOf(request);
  if (instanceId === undefined) throw new Error('The route needs an Element token but does not declare it.');
  return { id: instanceId };
}
