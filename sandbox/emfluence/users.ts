import type { User } from './accounts/records.js';
import { reading, type Resource } from './protocol/endpoint.js';
import { lookUp } from './protocol/lookup.js';

export function toUser(user: User): object {
  const blank = Object.fromEntries(blankKeys.map((key) => [key, '']));
  return { ...blank, ...user, dateModified: '', groupIDs: [], templateIDs: [] };
}

const blankKeys = [
  'address1',
  'address2',
  'businessHours',
  'businessUnit',
  'city',
  'company',
  'fax',
  'phone',
  'phone2',
  'region',
  'state',
  'team',
  'title',
  'url',
  'zip',
] as const;

export const users: Resource = {
  lookup: reading((call) =>
    lookUp<User>(call, {
      one: 'userID',
      many: 'userIDs',
      most: 25,
      what: 'user',
      find: (id) => call.account.user(id),
      show: toUser,
      otherwise: () => {
        const username = call.input.text('username')?.toLowerCase();
        if (username === undefined) return undefined;
        return call.account.identity.users.find((user) => user.username.toLowerCase() === username) ?? 'none';
      },
    }),
  ),
};
