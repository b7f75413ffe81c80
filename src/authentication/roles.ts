import type { Role } from './user.entity.js';

export interface RoleAnswer {
  readonly id: number;
  readonly name: string;
  readonly key: Role;
  readonly active: boolean;
  readonly description: string;
  readonly features: readonly string[];
}

/** Every role as callers see it; a user has exactly one. */
export const roles: Readonly<Record<Role, RoleAnswer>> = {
  'org-admin': {
    id: 1,
    name: 'Organization administrator',
    key: 'org-admin',
    active: true,
    description: 'Sees and changes everything of the organization.',
    features: [],
  },
  admin: {
    id: 2,
    name: 'Administrator',
    key: 'admin',
    active: true,
    description: 'Sees and changes everything of the own account.',
    features: [],
  },
  member: {
    id: 3,
    name: 'Member',
    key: 'member',
    active: true,
    description: 'Uses the instances of the own account.',
    features: [],
  },
};
