import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function person(email: string, reason?: string): Promise<string> {
  const address = { email, field: 'EMAIL1', ...(reason && { opt_in_reason: reason }) };
  return keap.createContact({ email_addresses: [address] });
}

const send = (more: object) =>
  keap.api('POST', '/v2/emails:send', { subject: 'Hello', user_id: '45', plain_content: base64('Grüße'), ...more });

const emails = async () => rowsOf(await keap.api('GET', '/v2/emails'), 'emails');

describe('sending an e-mail', () => {
  it('answers 202 with nothing, and each contact has a record afterwards', async () => {
    const id = await person('ada@example.test', 'web form');
    expect(await send({ contacts: [id] })).toMatchObject({ status: 202, text: 'null' });
    expect(await emails()).toEqual([
      expect.objectContaining({ id: '801', contact_id: id, subject: 'Hello', sent_to_address: 'ada@example.test' }),
    ]);
    expect((await keap.api('GET', '/v2/emailAddresses/ada@example.test/status')).body).toMatchObject({
      last_sent_time: '2026-11-21T10:00:00Z',
    });
  });

  it('shows the body of one e-mail, and none in the list', async () => {
    await send({ contacts: [await person('ada@example.test', 'web form')] });
    expect((await emails())[0]).not.toHaveProperty('plain_content');
    expect((await keap.api('GET', '/v2/emails/801')).body).toMatchObject({ plain_content: base64('Grüße') });
  });

  it.each([
    ['no contacts', { contacts: [] }],
    ['no subject', { subject: undefined }],
    ['both senders', { from_address: 'ada@ab123.example' }],
    ['no sender', { user_id: undefined }],
    ['a sender who is not authenticated', { user_id: undefined, from_address: 'stranger@example.test' }],
    ['a body that is not Base64', { html_content: '<p>Hi</p>' }],
    ['an unknown address field', { address_field: 'email' }],
    [
      'too many attachments',
      { attachments: Array.from({ length: 11 }, () => ({ file_name: 'a.txt', file_data: '' })) },
    ],
    ['an unknown contact', { contacts: ['999'] }],
  ])('refuses %s', async (_what, more) => {
    const id = await person('ada@example.test', 'web form');
    expect((await send({ contacts: [id], ...more })).status).toBe(400);
    expect(await emails()).toEqual([]);
  });

  it('withholds it from who did not opt in, unless switched', async () => {
    const id = await person('bob@example.test');
    await send({ contacts: [id] });
    expect(await emails()).toEqual([]);
    keap.settings.set('sendToOptedOut', 'send');
    await send({ contacts: [id] });
    expect(await emails()).toHaveLength(1);
  });
});

describe('records of e-mails', () => {
  it('are kept of what was sent elsewhere, filtered and deleted', async () => {
    const id = await person('ada@example.test');
    const record = { sent_to_address: 'ada@example.test', contact_id: id, opened_time: '2026-11-20T09:00:00Z' };
    expect(await keap.api('POST', '/v2/emails', record)).toMatchObject({
      status: 201,
      body: { original_provider: 'UNKNOWN', sent_time: null },
    });
    await keap.api('POST', '/v2/emails', { sent_to_address: 'other@example.test' });
    expect(idsOf(await keap.api('GET', `/v2/emails?filter=contact_id==${id}`), 'emails')).toEqual(['801']);
    expect((await keap.api('DELETE', '/v2/emails/801')).status).toBe(204);
    expect((await keap.api('GET', '/v2/emails/801')).status).toBe(404);
  });
});

describe('campaigns', () => {
  it('are listed, searched anywhere in the name, and read', async () => {
    expect(idsOf(await keap.api('GET', '/v2/campaigns?order_by=name asc'), 'campaigns')).toEqual(['72', '71']);
    expect(idsOf(await keap.api('GET', '/v2/campaigns?filter=name==Series'), 'campaigns')).toEqual(['71']);
    expect((await keap.api('GET', '/v2/campaigns/71')).body).toMatchObject({
      name: 'Welcome Series',
      published_status: true,
    });
    expect((await keap.api('GET', '/v2/campaigns/72')).body).toMatchObject({
      published_status: false,
      published_date: null,
    });
    expect((await keap.api('GET', '/v2/campaigns/9')).status).toBe(404);
  });
});
