import type { Account } from './account.entity.js';

export interface AccountAnswer {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** The organization. */
  readonly companyId: number;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly externalId: string;
  readonly defaultAccount: boolean;
  readonly type: 'Default' | 'CompanyAccount';
}

export function toAccountAnswer(account: Account): AccountAnswer {
  return {
    id: account.id,
    name: account.name,
    description: account.description,
    active: account.active,
    companyId: account.organizationId,
    createdDate: account.createdAt.toISOString(),
    updatedDate: account.updatedAt.toISOString(),
    externalId: account.externalId,
    defaultAccount: account.defaultAccount,
    type: account.defaultAccount ? 'Default' : 'CompanyAccount',
  };
}
