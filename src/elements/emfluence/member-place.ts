import type { JsonObject, Step } from '../element-definition.js';
import { flagAt } from '../values.js';
import { statusOf } from './subscription.js';
import { reading } from './wire.js';

/** A member is the whole contact with its place in the group under this key. */
export const place = 'membership';

export const memberStatus = (member: JsonObject): string =>
  flagAt(member, place, 'suppressed') ? 'unsubscribed' : statusOf(member);

/** What a member shows of its contact. */
export const shown = ['id', 'email', 'firstName', 'lastName'];

/** Which group is meant: searching needs no permission, and tells whether it is dynamic. */
export const theGroup: Step = {
  name: 'group',
  operation: reading('/groups/search'),
  from: ({ parentId }) => [{ body: { groupIDs: [Number(parentId)], status: 'All', type: 'All' } }],
};
