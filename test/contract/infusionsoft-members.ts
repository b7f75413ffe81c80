import { describe, expect, it } from '@jest/globals';
import { createContact, freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, idsOf, keptIn, refused, newList, type CrmContext } from './infusionsoft-crm.js';

/** The contacts of a list, and the lists of a contact. */
export function describeMembers(context: CrmContext): void {
  const list = (body: Body = {}): Promise<Body & { readonly id: string }> => newList(context.scene, body);

  describe('the members of a list', () => {
    const members = (id: string, member?: unknown): string =>
      `${at('lists', id)}/contacts${member === undefined ? '' : `/${String(member)}`}`;
    const tagsOf = async (id: unknown): Promise<unknown> => (await keptIn(context.scene, 'contacts', id))?.['tag_ids'];

    it('take a contact by its id, whether it was in already or not', async () => {
      const { scene } = context;
      const [{ id }, contact] = [await list(), await createContact(scene, { firstName: 'Ada' })];
      const { reply, calls } = await scene.watch('POST', members(id), { id: contact.id });
      expect(reply.body).toEqual({
        id: contact.id,
        email: contact['email'],
        firstName: 'Ada',
        status: 'never_subscribed',
      });
      expect(asked(calls)).toEqual([`GET /contacts/${contact.id}`, `POST /tags/${id}/contacts:applyTags`]);
      expect(await tagsOf(contact.id)).toEqual([id]);
      expect((await scene.hub.call('POST', members(id), { id: contact.id })).status).toBe(200);
    });

    it('say so when a contact was made, but could not be put in the list', async () => {
      const { scene } = context;
      const [{ id }, email] = [await list(), freshEmail()];
      const { sandbox } = scene.world;
      const path = `/crm/rest/v2/tags/${id}/contacts:applyTags`;
      await sandbox.control('POST', '/faults', { provider: 'keap', method: 'POST', path, times: 1, status: 503 });
      const halfDone = await scene.hub.call('POST', members(id), { email });
      expect([halfDone.status, halfDone.body['message']]).toEqual([
        503,
        expect.stringContaining('carried out before: look before repeating it'),
      ]);
      expect((await scene.hub.call('POST', members(id), { email })).status).toBe(409);
      await sandbox.control('POST', '/faults', { provider: 'keap', method: 'POST', path, times: 1, status: 503 });
      const { id: known } = await createContact(scene);
      const undone = await scene.hub.call('POST', members(id), { id: known });
      expect([undone.status, undone.body['message']]).toEqual([503, expect.not.stringContaining('before')]);
      await sandbox.control('DELETE', '/faults');
    });

    it('take a new contact, which is made in the list', async () => {
      const { scene } = context;
      const { id } = await list();
      const email = freshEmail();
      const reply = await scene.hub.call('POST', members(id), {
        email,
        firstName: 'Grace',
        phone: '555 0100',
        customFields: { 'Favourite colour': 'green' },
      });
      expect(reply.body).toEqual({ id: expect.any(String), email, firstName: 'Grace', status: 'never_subscribed' });
      expect(await keptIn(scene, 'contacts', reply.body['id'])).toMatchObject({
        tag_ids: [id],
        phone_numbers: [{ number: '555 0100' }],
        custom_fields: [{ id: '6', content: 'green' }],
      });
      const taken = await scene.hub.call('POST', members(id), { email });
      expect([taken.status, taken.body]).toMatchObject([409, { existingId: reply.body['id'] }]);
    });

    it('leave nothing behind when the list does not exist', async () => {
      const { scene } = context;
      const contact = await createContact(scene);
      const before = (await scene.keptAll()).length;
      expect((await scene.hub.call('POST', members('987654'), { email: freshEmail() })).status).toBe(404);
      expect((await scene.hub.call('POST', members('987654'), { id: contact.id })).status).toBe(404);
      expect((await scene.hub.call('POST', members('987654'), [{ id: contact.id }])).status).toBe(404);
      expect((await scene.keptAll()).length).toBe(before);
      expect((await scene.hub.call('GET', members('987654'))).status).toBe(404);
    });

    it('refuse an unknown contact, and changes beside an id', async () => {
      const { scene } = context;
      const [{ id }, contact] = [await list(), await createContact(scene)];
      expect((await scene.hub.call('POST', members(id), { id: '987654' })).status).toBe(404);
      await refused(scene, 'POST', members(id), { id: contact.id, phone: '1' }, 'phone');
      await refused(scene, 'POST', members(id), { email: freshEmail(), status: 'subscribed' }, 'status');
      expect(await tagsOf(contact.id)).toEqual([]);
    });

    it('take 100 contacts in one provider call, with a result for each', async () => {
      const { scene } = context;
      // Seeded people carry some of the tags that are there already.
      const ids = await scene.seed(99);
      const { id } = await list();
      const { reply, calls } = await scene.watch<readonly Body[]>('POST', members(id), [
        ...ids.map((one) => ({ id: one })),
        { id: '987654' },
      ]);
      expect(asked(calls)).toEqual([`POST /tags/${id}/contacts:applyTags`]);
      expect(reply.body.slice(0, 99)).toEqual(ids.map((one) => ({ id: one, outcome: 'added' })));
      expect(reply.body[99]).toMatchObject({ id: '987654', outcome: 'failed', providerMessage: 'CONTACT_NOT_FOUND' });
      expect(reply.headers.get('elements-error')).toMatch(/1 of 100/);
      const mixed = await scene.watch<readonly Body[]>('POST', members(id), [
        { email: freshEmail() },
        ...ids.slice(0, 1).map((one) => ({ id: one })),
        { id: ids[1], title: 'x' },
        { email: 'nobody' },
      ]);
      expect(mixed.reply.body.map(({ outcome }) => outcome)).toEqual(['created', 'added', 'failed', 'failed']);
      expect(mixed.reply.body[1]).toMatchObject({ message: expect.stringMatching(/already/) });
    });

    it('are listed with their consent and the time they joined', async () => {
      const { scene } = context;
      const { id } = await list();
      const contact = await createContact(scene, { optInReason: 'web form', lastName: 'Lovelace' });
      await scene.hub.call('POST', members(id), [
        { id: contact.id },
        ...(await scene.seed(20)).map((one) => ({ id: one })),
      ]);
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', members(id));
      expect(reply.body).toHaveLength(21);
      expect(reply.body.find((member) => member['id'] === contact.id)).toEqual({
        id: contact.id,
        email: contact['email'],
        lastName: 'Lovelace',
        status: 'unconfirmed',
        addedAt: expect.any(String),
      });
      expect(asked(calls)).toEqual([`GET /tags/${id}/contacts`, 'GET /contacts']);
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            `${members(id)}?where=${encodeURIComponent("status = 'unconfirmed' AND lastName = 'lovelace'")}`,
          ),
        ),
      ).toEqual([contact.id]);
      expect(await allOf(scene, members(id), 4)).toHaveLength(21);
      const { calls: timed } = await scene.watch(
        'GET',
        `${members(id)}?fields=id&where=${encodeURIComponent("addedAt >= '2026-01-01T00:00:00Z'")}`,
      );
      expect(timed[0]?.query['filter']).toBe('since_applied_time==2025-12-31T23:59:59.000Z');
    });

    it('leave by their id; who is not in the list is not found', async () => {
      const { scene } = context;
      const [{ id }, contact] = [await list(), await createContact(scene)];
      await scene.hub.call('POST', members(id), { id: contact.id });
      const { reply, calls } = await scene.watch('DELETE', members(id, contact.id));
      expect([reply.status, reply.body, asked(calls)]).toEqual([
        200,
        undefined,
        [`GET /contacts/${contact.id}`, `POST /tags/${id}/contacts:removeTags`],
      ]);
      expect(await tagsOf(contact.id)).toEqual([]);
      const again = await scene.watch('DELETE', members(id, contact.id));
      expect([again.reply.status, asked(again.calls)]).toEqual([404, [`GET /contacts/${contact.id}`]]);
      expect((await scene.hub.call('DELETE', members(id, '987654'))).status).toBe(404);
    });

    it('show the lists of each of them', async () => {
      const { scene } = context;
      const [one, two] = [await list({ folder: 'Events' }), await list()];
      const contact = await createContact(scene, { listIds: [one.id, two.id] });
      const path = `${at('contacts', contact.id)}/lists`;
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', `${path}?orderBy=name`);
      expect(reply.body).toEqual([one, two].map((record) => ({ ...record, addedAt: expect.any(String) })));
      expect(asked(calls)).toEqual([`GET /contacts/${contact.id}/tags`]);
      expect(
        idsOf(await scene.hub.call<readonly Body[]>('GET', `${path}?where=${encodeURIComponent('folder IS NULL')}`)),
      ).toEqual([two.id]);
      expect((await scene.hub.call('GET', `${at('contacts', 987654)}/lists`)).status).toBe(404);
      expect((await scene.watch('POST', path, {})).reply.status).toBe(405);
    });
  });
}
