import { describe, expect, it } from '@jest/globals';
import { freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { at } from './infusionsoft-crm.js';
import { asked, atEmfluence, bodyOf, failure, keptIn, people, type ResourcesContext } from './emfluence-scene.js';

export function describeImports(context: ResourcesContext): void {
  describe('contacts in an array', () => {
    it('are imported in one call for each way in which rows are built', async () => {
      const { scene } = context;
      const rows = Array.from({ length: 1000 }, (_, index) => ({
        email: freshEmail('bulk'),
        firstName: `N${index}`,
        ...(index % 2 === 0 && { address: { city: 'Tempe' } }),
      }));
      const { reply, calls } = await scene.watch<readonly Body[]>('POST', at('contacts'), rows);
      expect([reply.status, reply.body.length, new Set(reply.body.map(({ outcome }) => outcome))]).toEqual([
        200,
        1000,
        new Set(['created']),
      ]);
      expect(asked(calls)).toEqual(['contacts/import', 'contacts/import']);
      expect(calls.map((call) => bodyOf(call)['updateExisting'])).toEqual([0, 0]);
      expect(await keptIn(scene, 'contacts', reply.body[1]?.['id'])).toMatchObject({
        email: rows[1]?.email,
        firstName: 'N1',
        city: '',
      });
      expect(await keptIn(scene, 'contacts', reply.body[2]?.['id'])).toMatchObject({
        email: rows[2]?.email,
        city: 'Tempe',
      });
      expect(await failure(scene, 'POST', at('contacts'), [...rows, ...rows])).toMatchObject({
        status: 400,
        calls: [],
      });
    });

    it('meet those that exist: refused as conflicts, or updated when that is asked', async () => {
      const { scene } = context;
      const email = freshEmail('taken');
      const { contactID } = await atEmfluence(scene, 'contacts/save', { email, firstName: 'First' });
      const rows = [
        { email, firstName: 'Second' },
        { email: freshEmail(), firstName: 'New' },
        { email: 'nobody', firstName: 'x' },
        { email: freshEmail(), firstName: 'x', mobile: '0' },
      ];
      const refused = await scene.hub.call<readonly Body[]>('POST', at('contacts'), rows);
      expect(refused.body.map(({ outcome }) => outcome)).toEqual(['conflict', 'created', 'failed', 'failed']);
      expect(refused.body[0]).toMatchObject({ id: String(contactID) });
      expect(refused.body[3]).toMatchObject({ providerMessage: expect.stringMatching(/mobileNumber/) });
      expect(refused.headers.get('elements-error')).toMatch(/3 of 4/);
      expect(await keptIn(scene, 'contacts', contactID)).toMatchObject({ firstName: 'First' });
      const updated = await scene.watch<readonly Body[]>(
        'POST',
        `${at('contacts')}?onDuplicate=update`,
        rows.slice(0, 1),
      );
      expect([updated.reply.body, bodyOf(updated.calls[0])['updateExisting']]).toEqual([
        [{ id: String(contactID), outcome: 'updated' }],
        1,
      ]);
      expect(await keptIn(scene, 'contacts', contactID)).toMatchObject({ firstName: 'Second' });
      expect((await failure(scene, 'POST', `${at('contacts')}?onDuplicate=allow`, rows)).status).toBe(400);
    });

    it('join their lists, but those that exist do not join by being refused', async () => {
      const { scene } = context;
      const email = freshEmail('taken');
      const { contactID } = await atEmfluence(scene, 'contacts/save', { email });
      const { reply, calls } = await scene.watch<readonly Body[]>('POST', at('contacts'), [
        { email, listIds: ['102'] },
        { email: freshEmail(), listIds: ['102'] },
      ]);
      expect([reply.body.map(({ outcome }) => outcome), asked(calls)]).toEqual([
        ['conflict', 'created'],
        ['contacts/import', 'groups/addContacts'],
      ]);
      expect((await keptIn(scene, 'contacts', contactID))?.['groupIDs']).not.toContain(102);
      expect((await keptIn(scene, 'contacts', reply.body[1]?.['id']))?.['groupIDs']).toContain(102);
      const wrong = await scene.hub.call<readonly Body[]>('POST', at('contacts'), [
        { email: freshEmail(), listIds: ['999999'] },
      ]);
      expect(wrong.body[0]).toMatchObject({
        id: expect.any(String),
        outcome: 'failed',
        message: expect.stringMatching(/created/),
        providerMessage: expect.any(String),
      });
    });

    it('one by one, replace the lists of one that exists, but for the list of everybody', async () => {
      const { scene } = context;
      const email = freshEmail('upsert');
      const { contactID } = await atEmfluence(scene, 'contacts/save', { email, groupIDs: [102] });
      const reply = await scene.hub.call('POST', `${at('contacts')}?onDuplicate=update`, {
        email,
        lastName: 'Moved',
        listIds: ['103'],
      });
      expect([reply.status, reply.headers.get('elements-outcome'), reply.body['id']]).toEqual([
        200,
        'updated',
        String(contactID),
      ]);
      expect(await keptIn(scene, 'contacts', contactID)).toMatchObject({ lastName: 'Moved', groupIDs: [101, 103] });
    });

    it('that were stored are told although the provider refuses all that follow', async () => {
      const { scene } = context;
      const fault = { provider: 'emfluence', path: '/v1/contacts/import', times: 1 };
      await scene.world.sandbox.control('POST', '/faults', { ...fault, latencyMs: 1 });
      const body = { success: 0, code: 3, errors: ['Not allowed'], data: {} };
      await scene.world.sandbox.control('POST', '/faults', { ...fault, status: 200, body });
      const rows = [
        { email: freshEmail() },
        { email: freshEmail(), lastName: 'x' },
        { email: freshEmail(), title: 'x' },
      ];
      const { reply, calls } = await scene.watch<readonly Body[]>('POST', at('contacts'), rows);
      expect([reply.status, reply.body.map(({ outcome }) => outcome), calls.length]).toEqual([
        200,
        ['created', 'failed', 'not_attempted'],
        2,
      ]);
      expect(await keptIn(scene, 'contacts', reply.body[0]?.['id'])).toMatchObject({ email: rows[0]?.email });
    });

    it('keep custom fields by label', async () => {
      const { scene } = context;
      const reply = await scene.hub.call<readonly Body[]>('POST', at('contacts'), [
        { email: freshEmail(), customFields: { 'Favourite colour': 'red' } },
        { email: freshEmail(), customFields: { custom2: 5 } },
      ]);
      expect(reply.body.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
      expect(await keptIn(scene, 'contacts', reply.body[0]?.['id'])).toMatchObject({
        customFields: { custom1: { value: 'red' } },
      });
    });
  });

  describe('the subscription of a contact', () => {
    const of = (id: unknown): string => at(`contacts/${String(id)}/subscription`);

    it('is read, taken back and given again with a reason', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['subscriber']);
      expect((await scene.hub.call('GET', of(id))).body).toEqual({ id, status: 'subscribed', marketable: true });
      const left = await scene.watch('PATCH', of(id), { status: 'unsubscribed' });
      expect([left.reply.status, left.reply.body, asked(left.calls)]).toEqual([
        200,
        { id, status: 'unsubscribed', marketable: false, statusChangedAt: expect.any(String) },
        ['contacts/save'],
      ]);
      expect(await keptIn(scene, 'contacts', id)).toMatchObject({ suppressed: 1 });
      expect(await failure(scene, 'PATCH', of(id), { status: 'subscribed' })).toMatchObject({
        status: 400,
        path: 'reason',
        calls: [],
      });
      const back = await scene.hub.call('PATCH', of(id), { status: 'subscribed', reason: 'Asked at the counter' });
      expect([back.status, back.body['status']]).toEqual([200, 'subscribed']);
      expect(await keptIn(scene, 'contacts', id)).toMatchObject({ suppressed: 0 });
      expect(await failure(scene, 'PATCH', of(id), { status: 'bounced' })).toMatchObject({
        status: 400,
        path: 'status',
        calls: [],
      });
      expect((await scene.hub.call('GET', of('999999'))).status).toBe(404);
      expect((await failure(scene, 'PUT', of(id), {})).status).toBe(405);
      expect((await failure(scene, 'GET', `${of(id)}/1`)).status).toBe(404);
    });

    it('that the provider keeps is told, never a false success', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['locked']);
      await scene.hub.call('PATCH', of(id), { status: 'unsubscribed' });
      await scene.world.sandbox.control('PUT', '/settings', { liftSuppression: 'keeps' });
      const kept = await failure(scene, 'PATCH', of(id), { status: 'subscribed', reason: 'Asked' });
      await scene.world.sandbox.control('PUT', '/settings', { liftSuppression: 'lifts' });
      expect(kept).toMatchObject({ status: 409, reason: 'CONSENT_LOCKED' });
    });
  });
}
