import { GatewayError } from '../../errors/gateway-error.js';
import type { JsonObject, VendorReply } from '../element-definition.js';
import { recordsOf } from './wire.js';

/** The only group that a search by its id found. Throws NOT_FOUND where there is none. */
export function foundGroup(replies: readonly VendorReply[] | undefined, id: string | undefined): JsonObject {
  const [group] = (replies ?? []).flatMap(recordsOf);
  if (!group) throw new GatewayError('NOT_FOUND', `There is no list with the id ${id ?? ''}.`);
  return group;
}
