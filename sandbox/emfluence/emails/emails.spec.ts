import { describe, expect, it } from '@jest/globals';
import { TestClient } from '../test-client.fixture.js';

interface Page {
  readonly records: readonly Record<string, unknown>[];
}

const draft = {
  title: 'March news',
  subject: 'News',
  fromName: 'Ada',
  fromAddress: 'ada@example.com',
  recipients: { groupIDs: [102] },
  content: { body_slot1: '<p>Hello</p>', textVersion: 'Hello' },
};

async function saveDraft(client: TestClient, more: object = {}): Promise<number> {
  return Number((await client.data('emails/save', { ...draft, ...more }))['emailID']);
}

async function listTitles(client: TestClient, criteria: object = {}): Promise<unknown[]> {
  return (await client.data<Page>('emails/search', criteria)).records.map(({ title }) => title);
}

describe('saving an email', () => {
  it('makes a draft that can be posted back as it is', async () => {
    const client = new TestClient();
    const email = await client.data('emails/save', draft);
    expect(email).toMatchObject({ ...draft, status: 'Draft', deliveryType: 'Manual', dateSent: '', parentEmailID: '' });
    const again = await client.data('emails/save', email);
    expect(again).toEqual({ ...email, dateModified: '2026-03-01 12:00:00' });
  });

  it('needs an unsubscribe link in HTML of its own, and keeps that choice', async () => {
    const client = new TestClient();
    const own = { htmlVersionEditable: true, content: { htmlVersion: '<p>Hi</p>' } };
    expect(await client.post('emails/save', { ...draft, ...own })).toMatchObject({ code: 501 });
    const content = { htmlVersion: '<a href="$$url[unsubscribe]">out</a>' };
    const emailID = await saveDraft(client, { ...own, content });
    expect(await client.post('emails/save', { emailID, htmlVersionEditable: false })).toMatchObject({ code: 501 });
  });

  it('copies into a new draft and deletes it', async () => {
    const client = new TestClient();
    const emailID = await saveDraft(client);
    const copy = await client.data('emails/copy', { emailID });
    expect(copy).toMatchObject({ subject: 'News', status: 'Draft', recipients: { groupIDs: [102] } });
    expect(copy['emailID']).not.toBe(emailID);
    expect(await client.data('emails/delete', { emailID: copy['emailID'] })).toEqual({});
    expect(await client.post('emails/lookup', { emailID: copy['emailID'] })).toMatchObject({ code: 300 });
  });
});

describe('sending an email', () => {
  it('reaches the members who can be mailed, after which nothing about it changes', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'a@example.com', groupIDs: [102] });
    await client.data('contacts/save', { email: 'b@example.com', groupIDs: [102], suppressed: true });
    await client.data('contacts/save', { email: 'c@example.com', groupIDs: [102, 103] });
    const emailID = await saveDraft(client, { recipients: { groupIDs: [102], excludeGroupIDs: [103] } });
    expect(await client.data('emails/send', { emailID })).toEqual({});
    expect(await client.data('emails/lookup', { emailID })).toMatchObject({
      status: 'Sent',
      dateSent: '2026-03-01 12:00:00',
      metrics: { recipients: 1, views: 0 },
    });
    expect(await client.data('groups/lookup', { groupID: 102 })).toMatchObject({
      dateLastEmailSent: '2026-03-01 12:00:00',
    });
    for (const method of ['send', 'save', 'delete', 'schedule']) {
      const json = { emailID, scheduleSendTime: '2026-04-01 00:00:00' };
      expect(await client.post(`emails/${method}`, json)).toMatchObject({ code: 302 });
    }
  });

  it('refuses an unready one', async () => {
    const client = new TestClient();
    const emailID = await saveDraft(client, { subject: '' });
    expect(await client.post('emails/send', { emailID })).toMatchObject({ code: 302 });
  });

  it('waits for the scheduled time unless cancelled', async () => {
    const client = new TestClient();
    const emailID = await saveDraft(client);
    const past = { emailID, scheduleSendTime: '2026-03-01 12:00:00' };
    expect(await client.post('emails/schedule', past)).toMatchObject({ code: 501 });
    const order = { emailID, scheduleSendTime: '2026-03-01 13:00:00' };
    await client.data('emails/schedule', order);
    await client.data('emails/cancelSchedule', { emailID });
    expect(await client.post('emails/cancelSchedule', { emailID })).toMatchObject({ code: 302 });
    await client.data('emails/schedule', order);
    expect(await listTitles(client, { status: ['scheduled'] })).toEqual(['March news']);
    client.clock.advance(3_600_000);
    expect(await client.data('emails/lookup', { emailID })).toMatchObject({
      status: 'Sent',
      dateSent: '2026-03-01 13:00:00',
    });
  });

  it('sends no test to an address that is held', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'held@example.com', held: true });
    const emailID = await saveDraft(client);
    const post = (recipientEmail: string) => client.post('emails/sendTest', { emailID, recipientEmail });
    expect(await post('held@example.com')).toMatchObject({ code: 302 });
    expect(await post('fine@example.com')).toMatchObject({ success: 1, data: {} });
  });
});

describe('searching emails', () => {
  it('shows sent mail of the last six months unless asked otherwise', async () => {
    const client = new TestClient();
    const emailID = await saveDraft(client, { title: 'Old' });
    await client.data('emails/send', { emailID });
    client.clock.advance(200 * 86_400_000);
    await saveDraft(client, { title: 'Draft' });
    expect(await listTitles(client)).toEqual([]);
    expect(await listTitles(client, { dateSentStart: '2026-01-01 00:00:00' })).toEqual(['Old']);
    expect(await listTitles(client, { status: 'draft', title: 'dr*' })).toEqual(['Draft']);
    const wide = { dateSentStart: '2024-01-01 00:00:00', dateSentEnd: '2026-01-01 00:00:00' };
    expect(await client.post('emails/search', wide)).toMatchObject({ code: 501 });
  });
});

describe('transactional mail', () => {
  const message = {
    email: { subject: 'Receipt', fromAddress: 'shop@example.com', content: { textVersion: 'Thanks' } },
    contacts: [
      { email: 'buyer@example.com', firstName: 'Bo' },
      { email: 'BUYER@example.com', firstName: 'Twice' },
      { email: 'out@example.com' },
    ],
    transactionalCategory: 'Receipts',
  };

  it('is refused with code 3 unless switched on', async () => {
    expect(await new TestClient().post('emails/sendTransactional', message)).toMatchObject({ success: 0, code: 3 });
  });

  it('stores the people, skips those who opted out, and answers a result for each', async () => {
    const client = new TestClient();
    client.flip('transactional', true);
    const out = await client.data('contacts/save', { email: 'out@example.com', suppressed: true });
    const sent = await client.data('emails/sendTransactional', message);
    const buyer = await client.data('contacts/lookup', { email: 'buyer@example.com' });
    expect(buyer).toMatchObject({ firstName: 'Bo' });
    expect(sent['contacts']).toEqual([
      { success: 1, contact: { email: 'buyer@example.com', firstName: 'Bo', contactID: buyer['contactID'] } },
      {
        success: 0,
        reason: 'The contact is suppressed',
        contact: { email: 'out@example.com', contactID: out['contactID'] },
      },
    ]);
    expect((await client.data<Page>('emails/transactionalCategories')).records).toEqual([
      { transactionalCategory: 'Receipts' },
    ]);
    expect((await client.data<Page>('emails/search', { deliveryType: 'transactional' })).records).toMatchObject([
      { emailID: sent['emailID'], status: 'Sent' },
    ]);
  });
});
