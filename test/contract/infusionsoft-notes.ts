import { describe, expect, it } from '@jest/globals';
import { createContact } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, created, idsOf, keptIn, refused, where, type CrmContext } from './infusionsoft-crm.js';

const ownId = (id: unknown): string => String(id).split('-').at(-1) ?? '';

export function describeNotes(context: CrmContext): void {
  const contactId = async (): Promise<string> => (await createContact(context.scene)).id;

  describe('notes', () => {
    it('belong to the connected user unless somebody else is named', async () => {
      const { scene } = context;
      const contact = await contactId();
      const { reply, calls } = await scene.watch('POST', at('notes'), {
        contactId: contact,
        subject: 'Call',
        body: 'Said “hello”',
        pinned: true,
      });
      expect([reply.status, reply.body]).toEqual([
        200,
        expect.objectContaining({
          contactId: contact,
          subject: 'Call',
          body: 'Said “hello”',
          pinned: true,
          ownerId: '45',
        }),
      ]);
      expect(asked(calls)).toEqual(['GET /oauth/connect/userinfo', `POST /contacts/${contact}/notes`]);
      expect(await keptIn(scene, 'notes', ownId(reply.body['id']))).toMatchObject({
        contact_id: contact,
        title: 'Call',
        text: 'Said “hello”',
        assigned_to_user: { id: '45' },
        pinned_at: expect.any(String),
      });
      const named = await scene.watch('POST', at('notes'), { contactId: contact, type: 'Letter', ownerId: '46' });
      expect([named.reply.body['ownerId'], named.calls.length]).toEqual(['46', 1]);
    });

    it('are read with one call by the id they were answered with', async () => {
      const { scene } = context;
      const note = await created(scene, 'notes', { contactId: await contactId(), subject: 'Read me' });
      const { reply, calls } = await scene.watch('GET', at('notes', note.id));
      expect([reply.body, calls.length]).toEqual([note, 1]);
      const raw = await scene.hub.call('GET', at('vendor:notes', ownId(note.id)));
      expect(raw.body).toMatchObject({ id: ownId(note.id), title: 'Read me' });
      expect((await scene.hub.call('GET', at('notes', `1-${ownId(note.id)}`))).status).toBe(404);
      for (const id of ['999999', '-1', 'a-b', '1-2-3'])
        expect((await scene.hub.call('GET', at('notes', id))).status).toBe(404);
    });

    it('change only what is named, the owner not among it', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'notes', {
        contactId: await contactId(),
        subject: 'Before',
        body: 'Kept',
        ownerId: '46',
        pinned: true,
      });
      const { reply, calls } = await scene.watch('PATCH', at('notes', id), { subject: 'After' });
      expect(reply.body).toMatchObject({ id, subject: 'After', body: 'Kept', ownerId: '46', pinned: true });
      expect(calls.at(-1)).toMatchObject({
        method: 'PATCH',
        query: { update_mask: 'title' },
        body: { title: 'After', user_id: '46' },
      });
      const back = await scene.hub.call('PATCH', at('notes', id), { ...reply.body, pinned: false });
      expect(back.body).toEqual({ ...reply.body, pinned: false, updatedAt: back.body['updatedAt'] });
    });

    it('get another id with another contact', async () => {
      const { scene } = context;
      const [first, second] = [await contactId(), await contactId()];
      const { id } = await created(scene, 'notes', { contactId: first, subject: 'Moves' });
      const moved = await scene.hub.call('PATCH', at('notes', id), { contactId: second });
      expect(moved.body).toMatchObject({ id: `${second}-${ownId(id)}`, contactId: second });
      expect((await scene.hub.call('GET', at('notes', id))).status).toBe(404);
    });

    it('say what they need', async () => {
      const { scene } = context;
      expect(await refused(scene, 'POST', at('notes'), { subject: 'Alone' }, 'contactId')).toMatch(/REST API/);
      await refused(scene, 'POST', at('notes'), { contactId: '1', body: 'no subject' }, 'subject');
      await refused(scene, 'POST', at('notes'), { contactId: '1', subject: 'x', objectType: 'Task' }, 'objectType');
      const { reply } = await scene.watch('POST', at('notes'), { contactId: '999999', subject: 'x' });
      expect([reply.status, reply.body['path']]).toEqual([400, 'contactId']);
    });

    it('are filtered by Keap where it can', async () => {
      const { scene } = context;
      const contact = await contactId();
      const { id } = await created(scene, 'notes', {
        contactId: contact,
        subject: 'Needle, in a haystack',
        ownerId: '46',
      });
      const push = async (expression: string): Promise<readonly unknown[]> => {
        const { reply, calls } = await scene.watch<readonly Body[]>('GET', where('notes', expression));
        return [idsOf(reply), calls[0]?.query['filter']];
      };
      expect(await push("subject = 'needle, IN a haystack'")).toEqual([[id], 'title==needle*']);
      expect(await push(`contactId = '${contact}' AND ownerId = '46'`)).toEqual([
        [id],
        `contact_id==${contact};assigned_to_user_id==46`,
      ]);
      expect(await push(`id = '${id}'`)).toEqual([[id], `ids==${ownId(id)}`]);
      expect(await push(`pinned = false AND contactId = '${contact}'`)).toEqual([[id], `contact_id==${contact}`]);
    });

    it('are the same for every page size', async () => {
      const { scene } = context;
      const all = await allOf(scene, at('notes'), 200);
      expect(all.length).toBeGreaterThan(4);
      expect(await allOf(scene, at('notes'), 2)).toEqual(all);
    });

    it('go for good, by either id', async () => {
      const { scene } = context;
      const contact = await contactId();
      for (const toId of [(id: string) => id, ownId]) {
        const { id } = await created(scene, 'notes', { contactId: contact, subject: 'Gone' });
        expect([
          (await scene.hub.call('DELETE', at('notes', toId(id)))).status,
          await keptIn(scene, 'notes', ownId(id)),
        ]).toEqual([200, undefined]);
        expect((await scene.hub.call('DELETE', at('notes', id))).status).toBe(404);
      }
    });
  });

  describe('notes of a contact', () => {
    it('are created, listed, read, changed and deleted below it', async () => {
      const { scene } = context;
      const [contact, other] = [await contactId(), await contactId()];
      const path = `contacts/${contact}/notes`;
      const note = await created(scene, path, { subject: 'Mine' });
      await created(scene, 'notes', { contactId: other, subject: 'Not mine' });
      expect(note).toMatchObject({ id: expect.stringMatching(new RegExp(`^${contact}-`)), contactId: contact });
      const listed = await scene.watch<readonly Body[]>('GET', at(path));
      expect([listed.reply.body, asked(listed.calls)]).toEqual([[note], [`GET /contacts/${contact}/notes`]]);
      for (const id of [note.id, ownId(note.id)])
        expect((await scene.hub.call('GET', at(path, id))).body).toEqual(note);
      expect((await scene.hub.call('PATCH', at(path, note.id), { body: 'Changed' })).body).toMatchObject({
        id: note.id,
        subject: 'Mine',
        body: 'Changed',
      });
      const foreign = await scene.watch('GET', at(`contacts/${other}/notes`, note.id));
      expect([foreign.reply.status, foreign.calls]).toEqual([404, []]);
      expect((await scene.hub.call('DELETE', at(path, note.id))).status).toBe(200);
      expect(await keptIn(scene, 'notes', ownId(note.id))).toBeUndefined();
    });

    it('need a contact that exists', async () => {
      const { scene } = context;
      expect((await scene.hub.call('POST', at('contacts/999999/notes'), { subject: 'x' })).status).toBe(404);
      expect((await scene.hub.call('GET', at('contacts/999999/notes'))).status).toBe(404);
      await refused(
        scene,
        'POST',
        at(`contacts/${await contactId()}/notes`),
        { subject: 'x', contactId: '1' },
        'contactId',
      );
    });
  });
}
