import { describe, expect, it } from '@jest/globals';
import { Account } from './account.entity.js';
import { toAccountAnswer } from './to-account-answer.js';

const account = Object.assign(new Account(), {
  ...{ id: 3, organizationId: 1, name: 'Acme', description: '', externalId: 'default', active: true },
  ...{ createdAt: new Date('2026-01-02T03:04:05Z'), updatedAt: new Date('2026-02-02T03:04:05Z') },
});

describe('the answer about an account', () => {
  it('holds every field of the contract', () => {
    expect(toAccountAnswer(Object.assign(new Account(), account, { defaultAccount: true }))).toEqual({
      ...{ id: 3, name: 'Acme', description: '', active: true, companyId: 1, externalId: 'default' },
      ...{ createdDate: '2026-01-02T03:04:05.000Z', updatedDate: '2026-02-02T03:04:05.000Z' },
      ...{ defaultAccount: true, type: 'Default' },
    });
  });

  it('names the type of every other account CompanyAccount', () => {
    const other = Object.assign(new Account(), account, { defaultAccount: false });
    expect(toAccountAnswer(other)).toMatchObject({ defaultAccount: false, type: 'CompanyAccount' });
  });
});
