import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createContact, freshEmail, newScene, startWorld, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, atKeap, created, idsOf, keptIn, refused, where, type CrmContext } from './infusionsoft-crm.js';
import { describeLists } from './infusionsoft-lists.js';
import { infusionsoftTable } from './infusionsoft.table.js';

const held: { scene?: Scene } = {};
const context: CrmContext = {
  get scene() {
    if (!held.scene) throw new Error('Rows run after their set-up.');
    return held.scene;
  },
};

beforeAll(async () => {
  held.scene = await newScene(await startWorld(), infusionsoftTable);
});
afterAll(async () => held.scene?.world.stop());

describeLists(context);

const below = (contact: { readonly id: string }, child: string): string => `${at('contacts', contact.id)}/${child}`;

describe('the subscription of a contact', () => {
  const statusOf = async (email: unknown): Promise<unknown> => (await context.scene.world.sandbox.state('keap', 'emailAddresses', context.scene.account.id)).find((row) => row['email'] === email)?.['status'];

  it('is read with one provider call', async () => {
    const { scene } = context;
    const contact = await createContact(scene, { optInReason: 'web form' });
    const { reply, calls } = await scene.watch('GET', below(contact, 'subscription'));
    expect([reply.body, calls.length]).toEqual([{ status: 'unconfirmed', reason: 'web form', email: contact['email'], marketable: true }, 1]);
    expect((await scene.hub.call('GET', `${at('contacts', 987654)}/subscription`)).status).toBe(404);
  });

  it('ends and begins again with a reason', async () => {
    const { scene } = context;
    const contact = await createContact(scene, { optInReason: 'web form' });
    const { reply, calls } = await scene.watch('PATCH', below(contact, 'subscription'), { status: 'unsubscribed', reason: 'asked by phone' });
    expect(reply.body).toEqual({ status: 'unsubscribed', reason: 'asked by phone', email: contact['email'], marketable: false });
    expect(asked(calls)[1]).toMatch(/^PATCH \/emailAddresses\/.+\/status$/);
    expect(calls[1]?.body).toEqual({ opted_in: false, reason: 'asked by phone' });
    expect(await statusOf(contact['email'])).toBe('MANUAL');
    await scene.watch('PATCH', below(contact, 'subscription'), { status: 'subscribed' }).then(({ reply: refusal, calls: made }) => {
      expect([refusal.status, made.map(({ method }) => method)]).toEqual([400, ['GET']]);
    });
    expect((await scene.hub.call('PATCH', below(contact, 'subscription'), { status: 'subscribed', reason: 'signed again' })).body).toMatchObject({ status: 'unconfirmed', marketable: true });
    expect(await statusOf(contact['email'])).toBe('SINGLE_OPT_IN');
  });

  it('is never said to be what Keap silently refuses', async () => {
    const { scene } = context;
    await scene.seed(60);
    const locked = (await scene.keptAll()).find((record) => (record['email_addresses'] as readonly Body[])[0]?.['email_opt_status'] === 'LIST_UNSUBSCRIBE');
    const path = `${at('contacts', locked?.['id'])}/subscription`;
    const reply = await scene.hub.call('PATCH', path, { status: 'subscribed', reason: 'they want it' });
    expect([reply.status, reply.body]).toMatchObject([409, { reason: 'CONSENT_LOCKED' }]);
    expect((await scene.hub.call('GET', path)).body).toMatchObject({ status: 'unsubscribed', marketable: false });
  });

  it('is sent back as it was read without asking for a change', async () => {
    const { scene } = context;
    const contact = await createContact(scene, { optInReason: 'web form' });
    const read = await scene.hub.call('GET', below(contact, 'subscription'));
    const { reply, calls } = await scene.watch('PATCH', below(contact, 'subscription'), read.body);
    expect([reply.body, calls.map(({ method }) => method)]).toEqual([read.body, ['GET']]);
  });

  it('refuses other words, and a contact without an e-mail', async () => {
    const { scene } = context;
    const contact = await createContact(scene);
    await refused(scene, 'PATCH', below(contact, 'subscription'), { status: 'bounced' }, 'status');
    expect((await scene.hub.call('PATCH', below(contact, 'subscription'), { reason: 'only a reason' })).status).toBe(400);
    const { body } = await scene.hub.call<{ id: string }>('POST', at('contacts'), { phone: '555 0101' });
    expect((await scene.hub.call('GET', below(body, 'subscription'))).body).toEqual({ status: 'never_subscribed', marketable: false });
    expect((await scene.hub.call('PATCH', below(body, 'subscription'), { status: 'unsubscribed' })).status).toBe(409);
    expect((await scene.watch('DELETE', below(contact, 'subscription'))).reply.status).toBe(405);
  });
});

describe('campaigns', () => {
  it('are listed and read', async () => {
    const { scene } = context;
    const reply = await scene.hub.call<readonly Body[]>('GET', at('campaigns'));
    expect(reply.body).toMatchObject([
      { id: '71', name: 'Welcome Series', status: 'active', type: 'automated' },
      { id: '72', name: 'Spring Campaign', status: 'draft', type: 'automated' },
    ]);
    const kept = await keptIn(scene, 'campaigns', '71');
    expect(Date.parse(String(reply.body[0]?.['createdAt']))).toBe(Date.parse(String(kept?.['date_created'])));
    const { reply: one, calls } = await scene.watch('GET', at('campaigns', 72));
    expect([one.body, calls.length]).toEqual([reply.body[1], 1]);
    expect(idsOf(await scene.hub.call<readonly Body[]>('GET', where('campaigns', "name LIKE '%SERIES'")))).toEqual(['71']);
    expect(idsOf(await scene.hub.call<readonly Body[]>('GET', `${at('campaigns')}?orderBy=name`))).toEqual(['72', '71']);
    expect(await allOf(scene, at('campaigns'), 1)).toEqual(['71', '72']);
    expect((await scene.hub.call('GET', at('campaigns', 999))).status).toBe(404);
  });

  it('cannot be made or sent', async () => {
    const { scene } = context;
    const { reply, calls } = await scene.watch('POST', at('campaigns'), { name: 'x' });
    expect([reply.status, calls]).toEqual([405, []]);
    expect((await scene.watch('POST', `${at('campaigns', 71)}/send`, {})).reply.status).toBe(404);
  });
});

describe('e-mails', () => {
  const message = { subject: 'Hello', html: '<p>Grüße 💌</p>', text: 'Grüße' };

  it('are sent for the connected user, with a result for each contact', async () => {
    const { scene } = context;
    const [one, silent] = [await createContact(scene, { optInReason: 'web form' }), await scene.hub.call('POST', at('contacts'), { phone: '555 0102' })];
    const { reply, calls } = await scene.watch('POST', at('emails'), { ...message, contactIds: [one.id, silent.body['id'], '987654'] });
    expect([reply.status, reply.body]).toEqual([
      200,
      {
        ...message,
        contactIds: [one.id, silent.body['id'], '987654'],
        results: [{ id: one.id, outcome: 'sent' }, { id: silent.body['id'], outcome: 'failed', message: expect.any(String) }, { id: '987654', outcome: 'failed', message: expect.any(String) }],
      },
    ]);
    expect(reply.headers.get('elements-error')).toMatch(/2 of 3/);
    expect(asked(calls)).toEqual(['GET /contacts', 'GET /oauth/connect/userinfo', 'POST /emails:send']);
    expect(calls[2]?.body).toEqual({ contacts: [one.id], subject: 'Hello', user_id: '45', html_content: Buffer.from(message.html).toString('base64'), plain_content: Buffer.from('Grüße').toString('base64') });
    const listed = await scene.hub.call<readonly Body[]>('GET', where('emails', `contactIds = '${one.id}'`));
    expect(listed.body).toEqual([{ id: expect.any(String), subject: 'Hello', fromEmail: `ada@${scene.account.id}.example`, contactIds: [one.id], sentAt: expect.any(String) }]);
    expect((await scene.hub.call('GET', at('emails', listed.body[0]?.['id']))).body).toEqual({ ...listed.body[0], html: message.html, text: message.text });
  });

  it('are sent from an address that Keap knows, and say where Keap may withhold them', async () => {
    const { scene } = context;
    const gone = await createContact(scene, { optInReason: 'web form' });
    await scene.hub.call('PATCH', below(gone, 'subscription'), { status: 'unsubscribed' });
    const { reply, calls } = await scene.watch('POST', at('emails'), { ...message, contactIds: [gone.id], fromEmail: `noor@${scene.account.id}.example` });
    expect(reply.body['results']).toEqual([{ id: gone.id, outcome: 'sent', message: expect.stringMatching(/unsubscribed/) }]);
    expect(asked(calls)).toEqual(['GET /contacts', 'POST /emails:send']);
    const foreign = await scene.hub.call('POST', at('emails'), { ...message, contactIds: [gone.id], fromEmail: 'stranger@example.test' });
    expect([foreign.status, foreign.body]).toMatchObject([400, { reason: 'PROVIDER_REJECTED' }]);
  });

  it('are refused before anything is sent', async () => {
    const { scene } = context;
    await refused(scene, 'POST', at('emails'), { ...message }, 'contactIds');
    await refused(scene, 'POST', at('emails'), { html: 'x', contactIds: ['1'] }, 'subject');
    await refused(scene, 'POST', at('emails'), { subject: 'x', contactIds: ['1'] }, 'html');
    await refused(scene, 'POST', at('emails'), { ...message, contactIds: [] }, 'contactIds');
    await refused(scene, 'POST', at('emails'), { ...message, contactIds: ['1'], templateId: '5' }, 'templateId');
    const { reply, calls } = await scene.watch('POST', at('emails'), { ...message, contactIds: ['987654'] });
    expect([reply.status, calls.some(({ method }) => method === 'POST')]).toEqual([400, false]);
    expect((await scene.hub.call('GET', at('emails', 987654))).status).toBe(404);
    expect((await scene.watch('DELETE', at('emails', 801))).reply.status).toBe(405);
  });

  it('are paged without loss', async () => {
    const { scene } = context;
    const kept = await scene.world.sandbox.state('keap', 'emails', scene.account.id);
    expect([...(await allOf(scene, at('emails'), 1))].sort()).toEqual(kept.map(({ id }) => id).sort());
  });
});

describe('activities', () => {
  it('are made for the connected user, with words for the priority', async () => {
    const { scene } = context;
    const contact = await createContact(scene);
    const task = { type: 'Call', subject: 'Ring back', body: 'About the order', contactId: contact.id, priority: 'high', dueAt: '2026-12-01T09:00:00.000Z' };
    const { reply, calls } = await scene.watch('POST', at('activities'), task);
    expect(reply.body).toEqual({ id: expect.any(String), ...task, ownerId: '45', occurredAt: expect.any(String) });
    expect(asked(calls)).toEqual(['GET /oauth/connect/userinfo', 'POST /tasks']);
    expect(await keptIn(scene, 'tasks', reply.body['id'])).toMatchObject({ title: 'Ring back', description: 'About the order', priority: 'CRITICAL', assigned_to_user_id: '45', completed: false });
    expect(asked((await scene.watch('POST', at('activities'), { subject: 'x', ownerId: '46' })).calls)).toEqual(['POST /tasks']);
  });

  it('are completed by a time and opened again by null, changed and deleted', async () => {
    const { scene } = context;
    const made = await created(scene, 'activities', { subject: 'One', priority: 'low' });
    const { reply, calls } = await scene.watch('PATCH', at('activities', made.id), { completedAt: '2026-11-20T09:00:00Z' });
    expect([reply.body, asked(calls)]).toEqual([{ ...made, completedAt: '2026-11-20T09:00:00.000Z' }, [`PATCH /tasks/${made.id}`]]);
    expect(await keptIn(scene, 'tasks', made.id)).toMatchObject({ completed: true });
    expect((await scene.hub.call('PATCH', at('activities', made.id), { completedAt: null, priority: 'normal', subject: null })).body).toEqual({ id: made.id, ownerId: '45', occurredAt: made['occurredAt'], priority: 'normal' });
    expect(await keptIn(scene, 'tasks', made.id)).toMatchObject({ completed: false, completion_time: null, title: null });
    expect((await scene.hub.call('PATCH', at('activities', made.id), {})).body).toMatchObject({ id: made.id });
    expect((await scene.hub.call('DELETE', at('activities', made.id))).status).toBe(200);
    expect((await scene.hub.call('DELETE', at('activities', made.id))).status).toBe(404);
    expect((await scene.hub.call('GET', at('activities', made.id))).status).toBe(404);
  });

  it('refuse other priorities, no owner and what tasks do not have', async () => {
    const { scene } = context;
    const made = await created(scene, 'activities', { subject: 'One' });
    await refused(scene, 'POST', at('activities'), { subject: 'x', priority: 'urgent' }, 'priority');
    await refused(scene, 'PATCH', at('activities', made.id), { ownerId: null }, 'ownerId');
    await refused(scene, 'POST', at('activities'), { campaignId: '1' }, 'campaignId');
    const unknown = await scene.hub.call('POST', at('activities'), { subject: 'x', contactId: '987654' });
    expect([unknown.status, unknown.body]).toMatchObject([400, { reason: 'PROVIDER_REJECTED' }]);
  });

  it('are found by what Keap filters, in the old columns too, and paged without loss', async () => {
    const { scene } = context;
    const contact = await createContact(scene);
    const { id } = await created(scene, 'activities', { subject: 'Zebra crossing', contactId: contact.id, priority: 'high', ownerId: '46' });
    const { reply, calls } = await scene.watch<readonly Body[]>('GET', where('activities', `ActionDescription = 'zebra CROSSING' AND contactId = '${contact.id}' AND priority = 'HIGH' AND ownerId = '46'`));
    expect(idsOf(reply)).toEqual([id]);
    expect(calls[0]?.query['filter']).toBe(`title==zebra CROSSING*;contact_id==${contact.id};priority==CRITICAL;user_id==46`);
    const kept = (await scene.world.sandbox.state('keap', 'tasks', scene.account.id)).map((task) => task['id']);
    expect(await allOf(scene, at('activities'), 2)).toEqual(kept);
  });

  it('of a contact are its tasks and its e-mails', async () => {
    const { scene } = context;
    const contact = await createContact(scene, { optInReason: 'web form' });
    const task = await created(scene, 'activities', { subject: 'Ring back', contactId: contact.id });
    await scene.hub.call('POST', at('emails'), { subject: 'Hello', text: 'x', contactIds: [contact.id] });
    await atKeap(scene, 'POST', '/emails', { sent_to_address: freshEmail(), contact_id: contact.id, subject: 'Older', sent_time: '2026-01-02T03:04:05Z' });
    const { reply, calls } = await scene.watch<readonly Body[]>('GET', below(contact, 'activities'));
    expect(reply.body).toEqual([
      { ...task, type: 'task' },
      { id: expect.stringMatching(/^email-\d+$/), type: 'email', subject: 'Hello', contactId: contact.id, occurredAt: expect.any(String) },
      { id: expect.stringMatching(/^email-\d+$/), type: 'email', subject: 'Older', contactId: contact.id, occurredAt: '2026-01-02T03:04:05.000Z' },
    ]);
    expect(asked(calls)).toEqual([`GET /contacts/${contact.id}`, 'GET /tasks', 'GET /emails']);
    expect(await allOf(scene, below(contact, 'activities'), 1)).toEqual(idsOf(reply));
    const sorted = await scene.hub.call<readonly Body[]>('GET', `${below(contact, 'activities')}?orderBy=occurredAt&where=${encodeURIComponent("type = 'email'")}`);
    expect(sorted.body.map(({ subject }) => subject)).toEqual(['Older', 'Hello']);
    expect((await scene.hub.call('GET', `${at('contacts', 987654)}/activities`)).status).toBe(404);
  });
});
