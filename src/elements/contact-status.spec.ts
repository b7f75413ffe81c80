import { describe, expect, it } from '@jest/globals';
import { compileTransformation } from '../transformations/transformation.js';
import { contacts as emfluenceContacts } from './emfluence/contacts.js';
import { isMarketable, readContactStatus } from './infusionsoft/contact-status.js';

describe('what Keap says of consent', () => {
  it.each<[string, readonly string[], boolean]>([
    ['subscribed', ['DOUBLE_OPT_IN', 'CONFIRMED'], true],
    ['unconfirmed', ['SINGLE_OPT_IN', 'UNENGAGED_MARKETABLE'], true],
    ['never_subscribed', ['NON_MARKETABLE', 'UNENGAGED_NON_MARKETABLE'], false],
    ['unsubscribed', ['MANUAL', 'ADMIN', 'SYSTEM', 'LIST_UNSUBSCRIBE', 'FEEDBACK'], false],
    ['bounced', ['BOUNCE', 'HARD_BOUNCE', 'INVALID', 'DEACTIVATED', 'LOCKDOWN'], false],
    ['complained', ['SPAM'], false],
    ['unknown', ['A_WORD_OF_TOMORROW', '', 'constructor'], false],
  ])('is %s for %j', (status, words, marketable) => {
    for (const word of words)
      expect(
        readContactStatus({
          email_addresses: [
            { field: 'EMAIL2', email_opt_status: 'SPAM' },
            { field: 'EMAIL1', email_opt_status: word },
          ],
        }),
      ).toBe(status);
    expect(isMarketable(status)).toBe(marketable);
  });

  it('is never_subscribed without an e-mail of its own', () => {
    expect(readContactStatus({ email_addresses: [{ field: 'EMAIL2', email_opt_status: 'CONFIRMED' }] })).toBe(
      'never_subscribed',
    );
    expect(readContactStatus({})).toBe('never_subscribed');
  });
});

describe('what emfluence says of consent', () => {
  const { toHub } = compileTransformation(emfluenceContacts);
  const times = { dateSuppressed: '2026-01-02 03:04:05', dateHeld: '2026-02-03 04:05:06' };

  it.each([
    [
      { suppressed: 0, held: 0 },
      { status: 'subscribed', marketable: true },
    ],
    [
      { suppressed: 1, held: 0, ...times },
      { status: 'unsubscribed', marketable: false, statusChangedAt: '2026-01-02T03:04:05.000Z' },
    ],
    [
      { suppressed: '0', held: '1', ...times },
      { status: 'bounced', marketable: false, statusChangedAt: '2026-02-03T04:05:06.000Z' },
    ],
    [
      { suppressed: true, held: true, ...times },
      { status: 'unsubscribed', marketable: false, statusChangedAt: '2026-01-02T03:04:05.000Z' },
    ],
  ])('of %j is %j', (record, shown) => {
    expect(toHub(record, { customFields: [], customFieldNames: 'label' })).toMatchObject(shown);
  });
});
