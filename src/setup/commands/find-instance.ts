import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { parsePlatformId } from '../../authentication/platform-id.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { Instance } from '../../instances/instance.entity.js';

/** An instance of any organization, since whoever runs commands holds the database. Throws NOT_FOUND, and INVALID_REQUEST for a name that several have. */
export async function findInstance(application: INestApplicationContext, idOrName: string): Promise<Instance> {
  const { manager } = application.get(DataSource);
  const id = parsePlatformId(idOrName);
  const byId = id === undefined ? null : await manager.findOneBy(Instance, { id, deletedAt: IsNull() });
  if (byId) return byId;
  const named = await manager.find(Instance, {
    where: { name: idOrName, deletedAt: IsNull() },
    order: { id: 'ASC' },
    take: 20,
  });
  const [first] = named;
  if (!first) throw new GatewayError('NOT_FOUND', `There is no instance with the id or name ${idOrName.slice(0, 64)}.`);
  if (named.length > 1)
    throw new GatewayError(
      'INVALID_REQUEST',
      `Several instances have this name; give one of the ids ${named.map((each) => each.id).join(', ')}.`,
    );
  return first;
}
