import type { Settings } from '../../settings.js';
import type { Account } from '../accounts/account.js';
import { isRestricted, type Permission } from '../accounts/permissions.js';
import type { User } from '../accounts/records.js';
import type { Parameters } from './parameters.js';

/** One authorized request on its way through an endpoint. */
export interface Call {
  readonly account: Account;
  readonly user: User;
  readonly input: Parameters;
  readonly settings: Settings;
  /** The provider's time. */
  readonly now: number;
  /** The endpoint's absolute URL without a query. */
  readonly url: string;
  readonly warnings: string[];
}

export interface Endpoint {
  /** POST alone for whatever changes something. */
  readonly verbs: 'POST' | 'POST GET';
  /** Declared where the provider documents one, or supposes one while `savePermission` is 'required'. */
  readonly permission?: Permission;
  readonly supposedPermission?: Permission;
  answer(call: Call): object;
}

/** Methods of one resource by the provider's spelling. */
export type Resource = Readonly<Record<string, Endpoint>>;

export const reading = (answer: Endpoint['answer'], permission?: Permission): Endpoint =>
  permission ? { verbs: 'POST GET', answer, permission } : { verbs: 'POST GET', answer };

export const changing = (answer: Endpoint['answer'], permission?: Permission): Endpoint =>
  permission ? { verbs: 'POST', answer, permission } : { verbs: 'POST', answer };

/** Whether records of this owner are hidden from the calling user. */
export function isForbidden(call: Call, ownerID: number | ''): boolean {
  return isRestricted(call.user.permissions) && ownerID !== call.user.userID;
}
