import { roles, type RoleAnswer } from './roles.js';
import type { User } from './user.entity.js';

export interface UserAnswer {
  readonly id: number;
  readonly createdDate: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly fullName: string;
  readonly email: string;
  readonly active: boolean;
  /** A placeholder: the hash leaves the database for nobody. */
  readonly password: 'secured';
  readonly secret?: string;
  readonly lastLoginDate: string | null;
  readonly roles: readonly RoleAnswer[];
  readonly accountExpired: boolean;
  readonly accountLocked: boolean;
  readonly credentialsExpired: boolean;
  readonly emailValid: boolean;
  readonly accountNonExpired: boolean;
  readonly credentialsNonExpired: boolean;
  readonly accountNonLocked: boolean;
  readonly enabled: boolean;
}

/** The eight flags after the roles are kept for old clients; only `enabled` ever changes. */
export function toUserAnswer(user: User, secret?: string): UserAnswer {
  return {
    id: user.id,
    createdDate: user.createdAt.toISOString(),
    firstName: user.firstName,
    lastName: user.lastName,
    fullName: [user.firstName, user.lastName].filter((name) => name !== '').join(' '),
    email: user.email,
    active: user.active,
    password: 'secured',
    ...(secret !== undefined && { secret }),
    lastLoginDate: user.lastLoginAt?.toISOString() ?? null,
    roles: [roles[user.role]],
    accountExpired: false,
    accountLocked: false,
    credentialsExpired: false,
    emailValid: true,
    accountNonExpired: true,
    credentialsNonExpired: true,
    accountNonLocked: true,
    enabled: user.active,
  };
}
