import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallerSecrets } from '../../authentication/caller-secrets.js';
import type { Caller } from '../../authentication/caller.js';
import { Organization } from '../../authentication/organization.entity.js';
import { User } from '../../authentication/user.entity.js';
import { GatewayError } from '../../errors/gateway-error.js';

/** In whose name a command works, and the secrets with which that person calls. */
export interface Owner {
  readonly caller: Caller;
  readonly organizationSecret: string;
  readonly userSecret: string;
}

/** The oldest administrator of the organization, or of the first one there is. Throws NOT_FOUND. */
export async function findOwner(application: INestApplicationContext, organizationId?: number): Promise<Owner> {
  const { manager } = application.get(DataSource);
  const where = organizationId === undefined ? {} : { id: organizationId };
  const [organization] = await manager.find(Organization, { where, order: { id: 'ASC' }, take: 1 });
  if (!organization) throw notFound(organizationId);
  const { id, name } = organization;
  const user = await manager.findOne(User, {
    where: { organizationId: id, role: 'org-admin', active: true },
    order: { id: 'ASC' },
  });
  if (!user) throw new GatewayError('NOT_FOUND', `Organization ${id} has no active administrator.`);
  const secrets = application.get(CallerSecrets);
  const organizationSecret = await secrets.reveal('organization', { organizationId: id });
  const userSecret = await secrets.reveal('user', { organizationId: id, userId: user.id });
  if (organizationSecret === undefined || userSecret === undefined) {
    throw new GatewayError('NOT_FOUND', `Every secret of organization ${id} or of its administrator has been revoked.`);
  }
  const caller = {
    organizationId: id,
    organizationName: name,
    userId: user.id,
    accountId: user.accountId,
    role: user.role,
  };
  return { caller, organizationSecret, userSecret };
}

function notFound(organizationId: number | undefined): GatewayError {
  if (organizationId !== undefined) return new GatewayError('NOT_FOUND', `There is no organization ${organizationId}.`);
  return new GatewayError(
    'NOT_FOUND',
    'There is no organization yet: start the gateway once, or run npm run bootstrap.',
  );
}
