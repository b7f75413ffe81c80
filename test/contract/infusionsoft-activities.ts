import { describe, expect, it } from '@jest/globals';
import { createContact, freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import {
  allOf,
  asked,
  at,
  atKeap,
  below,
  created,
  idsOf,
  keptIn,
  refused,
  where,
  type CrmContext,
} from './infusionsoft-crm.js';

/** Tasks, and what happened with one contact. */
export function describeActivities(context: CrmContext): void {
  describe('activities', () => {
    it('are made for the connected user, with words for the priority', async () => {
      const { scene } = context;
      const contact = await createContact(scene);
      const task = {
        type: 'Call',
        subject: 'Ring back',
        body: 'About the order',
        contactId: contact.id,
        priority: 'high',
        dueAt: '2026-12-01T09:00:00.000Z',
      };
      const { reply, calls } = await scene.watch('POST', at('activities'), task);
      expect(reply.body).toEqual({ id: expect.any(String), ...task, ownerId: '45', occurredAt: expect.any(String) });
      expect(asked(calls)).toEqual(['GET /oauth/connect/userinfo', 'POST /tasks']);
      expect(await keptIn(scene, 'tasks', reply.body['id'])).toMatchObject({
        title: 'Ring back',
        description: 'About the order',
        priority: 'CRITICAL',
        assigned_to_user_id: '45',
        completed: false,
      });
      expect(asked((await scene.watch('POST', at('activities'), { subject: 'x', ownerId: '46' })).calls)).toEqual([
        'POST /tasks',
      ]);
    });

    it('are completed by a time and opened again by null, changed and deleted', async () => {
      const { scene } = context;
      const made = await created(scene, 'activities', { subject: 'One', priority: 'low' });
      const { reply, calls } = await scene.watch('PATCH', at('activities', made.id), {
        completedAt: '2026-11-20T09:00:00Z',
      });
      expect([reply.body, asked(calls)]).toEqual([
        { ...made, completedAt: '2026-11-20T09:00:00.000Z' },
        [`PATCH /tasks/${made.id}`],
      ]);
      expect(await keptIn(scene, 'tasks', made.id)).toMatchObject({ completed: true });
      expect(
        (
          await scene.hub.call('PATCH', at('activities', made.id), {
            completedAt: null,
            priority: 'normal',
            subject: null,
          })
        ).body,
      ).toEqual({ id: made.id, ownerId: '45', occurredAt: made['occurredAt'], priority: 'normal' });
      expect(await keptIn(scene, 'tasks', made.id)).toMatchObject({
        completed: false,
        completion_time: null,
        title: null,
      });
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
      const { id } = await created(scene, 'activities', {
        subject: 'Zebra crossing',
        contactId: contact.id,
        priority: 'high',
        ownerId: '46',
      });
      const { reply, calls } = await scene.watch<readonly Body[]>(
        'GET',
        where(
          'activities',
          `ActionDescription = 'zebra CROSSING' AND contactId = '${contact.id}' AND priority = 'HIGH' AND ownerId = '46'`,
        ),
      );
      expect(idsOf(reply)).toEqual([id]);
      expect(calls[0]?.query['filter']).toBe(
        `title==zebra CROSSING*;contact_id==${contact.id};priority==CRITICAL;user_id==46`,
      );
      const kept = (await scene.world.sandbox.state('keap', 'tasks', scene.account.id)).map((task) => task['id']);
      expect(await allOf(scene, at('activities'), 2)).toEqual(kept);
    });

    it('of a contact are its tasks and its e-mails', async () => {
      const { scene } = context;
      const contact = await createContact(scene, { optInReason: 'web form' });
      const task = await created(scene, 'activities', { subject: 'Ring back', contactId: contact.id });
      await scene.hub.call('POST', at('emails'), { subject: 'Hello', text: 'x', contactIds: [contact.id] });
      await atKeap(scene, 'POST', '/emails', {
        sent_to_address: freshEmail(),
        contact_id: contact.id,
        subject: 'Older',
        sent_time: '2026-01-02T03:04:05Z',
      });
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', below(contact, 'activities'));
      expect(reply.body).toEqual([
        { ...task, type: 'task' },
        {
          id: expect.stringMatching(/^email-\d+$/),
          type: 'email',
          subject: 'Hello',
          contactId: contact.id,
          occurredAt: expect.any(String),
        },
        {
          id: expect.stringMatching(/^email-\d+$/),
          type: 'email',
          subject: 'Older',
          contactId: contact.id,
          occurredAt: '2026-01-02T03:04:05.000Z',
        },
      ]);
      expect(asked(calls)).toEqual([`GET /contacts/${contact.id}`, 'GET /tasks', 'GET /emails']);
      expect(await allOf(scene, below(contact, 'activities'), 1)).toEqual(idsOf(reply));
      const sorted = await scene.hub.call<readonly Body[]>(
        'GET',
        `${below(contact, 'activities')}?orderBy=occurredAt&where=${encodeURIComponent("type = 'email'")}`,
      );
      expect(sorted.body.map(({ subject }) => subject)).toEqual(['Older', 'Hello']);
      expect((await scene.hub.call('GET', `${at('contacts', 987654)}/activities`)).status).toBe(404);
    });
  });
}
