import { beforeEach, describe, expect, it } from '@jest/globals';
import { KeapFixture, rowsOf } from './keap-fixture.js';
import type { OptStatus } from './opt-in.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const email = 'ada+news@example.com';
const path = `/v2/emailAddresses/${encodeURIComponent(email)}/status`;

async function emailOf(id: string): Promise<Record<string, unknown> | undefined> {
  return rowsOf(await keap.api('GET', `/v2/contacts/${id}?fields=email_addresses`), 'email_addresses')[0];
}

/** Brings the address into a state that no call can set. */
async function forceStatus(status: OptStatus): Promise<void> {
  await keap.createContact({ email_addresses: [{ email }] });
  const snapshot = JSON.stringify(keap.keap.snapshot()).replace('"NON_MARKETABLE"', `"${status}"`);
  keap.keap.restore(JSON.parse(snapshot));
}

describe('the opt-in status of an address', () => {
  it('is NON_MARKETABLE for a contact that came without a reason', async () => {
    const id = await keap.createContact({ email_addresses: [{ email }] });
    expect(await emailOf(id)).toEqual({
      email,
      field: 'EMAIL1',
      opt_in_reason: null,
      is_opt_in: false,
      email_opt_status: 'NON_MARKETABLE',
    });
  });

  it('is SINGLE_OPT_IN for a contact that came with one', async () => {
    const id = await keap.createContact({ email_addresses: [{ email, opt_in_reason: 'web form' }] });
    expect(await emailOf(id)).toMatchObject({
      opt_in_reason: 'web form',
      is_opt_in: true,
      email_opt_status: 'SINGLE_OPT_IN',
    });
  });

  it('is shared by every contact that has the address', async () => {
    const first = await keap.createContact({ email_addresses: [{ email }] });
    await keap.createContact({ email_addresses: [{ email: email.toUpperCase(), opt_in_reason: 'web form' }] });
    expect(await emailOf(first)).toMatchObject({ email_opt_status: 'SINGLE_OPT_IN' });
  });

  it.each<[OptStatus, OptStatus]>([
    ['UNENGAGED_MARKETABLE', 'SINGLE_OPT_IN'],
    ['UNENGAGED_NON_MARKETABLE', 'SINGLE_OPT_IN'],
    ['NON_MARKETABLE', 'SINGLE_OPT_IN'],
    ['MANUAL', 'SINGLE_OPT_IN'],
    ['CONFIRMED', 'CONFIRMED'],
    ['DOUBLE_OPT_IN', 'DOUBLE_OPT_IN'],
    ['LIST_UNSUBSCRIBE', 'LIST_UNSUBSCRIBE'],
    ['ADMIN', 'ADMIN'],
    ['SYSTEM', 'SYSTEM'],
    ['FEEDBACK', 'FEEDBACK'],
    ['SPAM', 'SPAM'],
    ['HARD_BOUNCE', 'HARD_BOUNCE'],
    ['LOCKDOWN', 'LOCKDOWN'],
  ])('goes from %s to %s when opted in, and the call succeeds either way', async (before, after) => {
    await forceStatus(before);
    const answer = await keap.api('PATCH', path, { opted_in: true, reason: 'asked again' });
    expect([answer.status, answer.body['status']]).toEqual([200, after]);
  });

  it.each<[OptStatus, OptStatus]>([
    ['CONFIRMED', 'MANUAL'],
    ['NON_MARKETABLE', 'MANUAL'],
    ['SPAM', 'SPAM'],
    ['HARD_BOUNCE', 'HARD_BOUNCE'],
  ])('goes from %s to %s when opted out', async (before, after) => {
    await forceStatus(before);
    expect((await keap.api('PATCH', path, { opted_in: false, reason: 'asked to stop' })).body).toMatchObject({
      opted_in: false,
      status: after,
    });
  });

  it('is read with its times', async () => {
    await keap.createContact({ email_addresses: [{ email }] });
    expect((await keap.api('GET', path)).body).toEqual({
      email,
      opted_in: false,
      status: 'NON_MARKETABLE',
      create_time: '2026-11-21T10:00:00Z',
      last_click_time: null,
      last_open_time: null,
      last_sent_time: null,
    });
  });

  it('outlives the contact', async () => {
    const id = await keap.createContact({ email_addresses: [{ email }] });
    await keap.api('PATCH', path, { opted_in: false, reason: 'asked to stop' });
    await keap.api('DELETE', `/v2/contacts/${id}`);
    expect(await emailOf(await keap.createContact({ email_addresses: [{ email }] }))).toMatchObject({
      email_opt_status: 'MANUAL',
    });
  });

  it('wants reason and opted_in, and opt_in_reason only when switched', async () => {
    await keap.createContact({ email_addresses: [{ email }] });
    expect((await keap.api('PATCH', path, { opted_in: true })).status).toBe(400);
    expect((await keap.api('PATCH', path, { reason: 'x' })).status).toBe(400);
    expect((await keap.api('PATCH', path, { opted_in: true, opt_in_reason: 'x' })).status).toBe(400);
    keap.settings.set('statusReasonName', 'either');
    expect((await keap.api('PATCH', path, { opted_in: true, opt_in_reason: 'x' })).body['status']).toBe(
      'SINGLE_OPT_IN',
    );
  });

  it('is 404 for an address nobody has', async () => {
    expect((await keap.api('GET', path)).status).toBe(404);
  });
});

describe('the list of addresses', () => {
  beforeEach(async () => {
    await keap.createContact({
      email_addresses: [{ email: 'a@example.com', opt_in_reason: 'x' }, { email: 'B@example.com' }],
    });
  });

  it.each([
    ['opted_in==true', ['a@example.com']],
    ['statuses==NON_MARKETABLE,SPAM', ['B@example.com']],
    ['emails==b@example.com', ['B@example.com']],
  ])('filters by %s', async (filter, expected) => {
    const answer = await keap.api('GET', `/v2/emailAddresses?filter=${encodeURIComponent(filter)}`);
    expect(rowsOf(answer, 'email_addresses').map((row) => row['email'])).toEqual(expected);
  });

  it('is paged by address', async () => {
    keap.settings.set('pageTokenStyle', 'opaque');
    const first = await keap.api('GET', '/v2/emailAddresses?page_size=1');
    const second = await keap.api(
      'GET',
      `/v2/emailAddresses?page_size=1&page_token=${String(first.body['next_page_token'])}`,
    );
    expect(rowsOf(second, 'email_addresses')).toMatchObject([{ email: 'B@example.com' }]);
  });

  it('refuses a filter name that it does not know, or ignores it when switched', async () => {
    expect((await keap.api('GET', '/v2/emailAddresses?filter=nonsense==1')).status).toBe(400);
    keap.settings.set('unknownFilterName', 'ignore');
    expect((await keap.api('GET', '/v2/emailAddresses?filter=nonsense==1')).status).toBe(200);
  });
});
