import { All, Controller, Headers, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../authentication/caller.js';
import { Credentials } from '../authentication/credentials.decorator.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';
import { findResource } from '../hubs/find-operation.js';
import { readSettings } from '../instances/instance-settings.js';
import { DescribedAccounts } from './described-accounts.js';
import { toObjectMetadata } from './object-metadata.js';
import { objectNamesOf, type ObjectName } from './object-names.js';
import { readFlag } from './read-document-query.js';

/** Which objects an account has, and which fields they have. Below a hub, whose name means nothing, as for all its calls. */
@Controller('hubs/:hub/objects')
@Credentials('hub')
export class ObjectsController {
  constructor(private readonly accounts: DescribedAccounts) {}

  /** Also of an instance that is disabled: clients ask for its objects to show what it was. */
  @All()
  async objects(
    @Req() request: FastifyRequest,
    @Headers('elements-version') version: string | undefined,
  ): Promise<readonly (string | ObjectName)[]> {
    refuseOtherThanGet(request);
    const generation = readVersion(version);
    const { element } = await this.accounts.look(callerOf(request));
    const names = objectNamesOf(element);
    return generation === 'helium' ? names : names.map(({ name }) => name);
  }

  @All(':objectName/metadata')
  async metadata(@Req() request: FastifyRequest, @Param('objectName') objectName: string, @Query() query: unknown) {
    refuseOtherThanGet(request);
    const customFieldsOnly = readFlag(query, 'customFieldsOnly') ?? false;
    const caller = callerOf(request);
    const { element, settings } = await this.accounts.look(caller);
    const { resource, raw } = findResource(element, objectName);
    const customFields = raw ? [] : await this.accounts.customFields(caller, resource);
    return toObjectMetadata(resource, {
      raw,
      customFields,
      customFieldNames: readSettings(settings).customFieldNames,
      customFieldsOnly,
    });
  }
}

function refuseOtherThanGet({ method }: FastifyRequest): void {
  if (method !== 'GET') throw new GatewayError('METHOD_NOT_ALLOWED', '"objects" are only read.', { allow: ['GET'] });
}

function readVersion(version: string | undefined): 'hydrogen' | 'helium' {
  const name = version?.trim().toLowerCase() || 'hydrogen';
  if (name !== 'hydrogen' && name !== 'helium')
    throw invalidRequest('Elements-Version', '"Elements-Version" must be Hydrogen or Helium.');
  return name;
}
