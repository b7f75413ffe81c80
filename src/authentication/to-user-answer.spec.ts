import { describe, expect, it } from '@jest/globals';
import { toUserAnswer } from './to-user-answer.js';
import { User } from './user.entity.js';

const user = Object.assign(new User(), {
  ...{ id: 7, organizationId: 1, accountId: 3, email: 'Ada@Example.com', emailKey: 'ada@example.com' },
  ...{ firstName: 'Ada', lastName: 'Lovelace', passwordHash: '$argon2id$hash', role: 'org-admin', active: true },
  ...{ createdAt: new Date('2026-01-02T03:04:05Z'), updatedAt: new Date(), lastLoginAt: null },
});

describe('the answer about a user', () => {
  it('holds every field of the contract and no hash', () => {
    const answer = toUserAnswer(user);
    expect(answer).toEqual({
      ...{ id: 7, createdDate: '2026-01-02T03:04:05.000Z', email: 'Ada@Example.com', active: true },
      ...{ firstName: 'Ada', lastName: 'Lovelace', fullName: 'Ada Lovelace', password: 'secured' },
      ...{ lastLoginDate: null, roles: [expect.objectContaining({ key: 'org-admin' })] },
      ...{ accountExpired: false, accountLocked: false, credentialsExpired: false, emailValid: true },
      ...{ accountNonExpired: true, credentialsNonExpired: true, accountNonLocked: true, enabled: true },
    });
    expect(JSON.stringify(answer)).not.toContain('argon2');
  });

  it('holds the secret only when it is told', () => {
    expect(toUserAnswer(user)).not.toHaveProperty('secret');
    expect(toUserAnswer(user, 's3cret').secret).toBe('s3cret');
  });

  it('makes the full name of what there is', () => {
    expect(toUserAnswer(Object.assign(new User(), user, { lastName: '' })).fullName).toBe('Ada');
    expect(toUserAnswer(Object.assign(new User(), user, { firstName: '', lastName: '' })).fullName).toBe('');
  });
});
