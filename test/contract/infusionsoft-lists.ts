import { describe, expect, it } from '@jest/globals';
import { createContact, freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, created, idsOf, keptIn, refused, where, type CrmContext } from './infusionsoft-crm.js';

/** Lists, their members, and the lists of a contact: tags, as Keap has them. */
export function describeLists(context: CrmContext): void {
  const list = (body: Body = {}): Promise<Body & { readonly id: string }> => created(context.scene, 'lists', { name: freshEmail('list'), ...body });

  describe('lists', () => {
    it('are made with a folder that is found by its name, or made', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch('POST', at('lists'), { name: 'Loyal ones', description: 'Twice a year', folder: 'customer segments' });
      expect(reply.body).toEqual({ id: expect.any(String), name: 'Loyal ones', description: 'Twice a year', folder: 'Customer Segments', kind: 'static', createdAt: expect.any(String), updatedAt: expect.any(String) });
      expect(asked(calls).slice(0, 3)).toEqual(['GET /tags', 'GET /tags/categories', 'POST /tags']);
      expect(await keptIn(scene, 'tags', reply.body['id'])).toMatchObject({ name: 'Loyal ones', category: { id: '11' } });
      const other = await scene.hub.call('POST', at('lists'), { name: 'Fresh ones', folder: 'Nobody had this' });
      expect(other.body).toMatchObject({ folder: 'Nobody had this' });
      const category = (await keptIn(scene, 'tags', other.body['id']))?.['category'] as Body;
      expect(await keptIn(scene, 'categories', category['id'])).toMatchObject({ name: 'Nobody had this' });
    });

    it('are made with two provider calls, and read with one', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch('POST', at('lists'), { name: freshEmail('list') });
      expect(asked(calls)).toEqual(['GET /tags', 'POST /tags']);
      expect(asked((await scene.watch('GET', at('lists', reply.body['id']))).calls)).toHaveLength(1);
    });

    it('refuse a name that is taken, and tell whose', async () => {
      const { scene } = context;
      const { id, name } = await list();
      const { reply, calls } = await scene.watch('POST', at('lists'), { name });
      expect([reply.status, reply.body]).toMatchObject([409, { existingId: id }]);
      expect(calls.every(({ method }) => method === 'GET')).toBe(true);
      expect((await scene.hub.call('POST', at('lists'), { name: String(name).toUpperCase() })).status).toBe(409);
      const other = await list();
      const renamed = await scene.watch('PATCH', at('lists', other.id), { name });
      expect([renamed.reply.status, renamed.reply.body]).toMatchObject([409, { existingId: id }]);
      expect(renamed.calls.every(({ method }) => method === 'GET')).toBe(true);
    });

    it('are changed in the fields that are given, sent back as they were read, and deleted for good', async () => {
      const { scene } = context;
      const made = await list({ description: 'One', folder: 'Events' });
      expect((await scene.hub.call('PATCH', at('lists', made.id), { description: 'Two' })).body).toEqual({ ...made, description: 'Two', updatedAt: expect.any(String) });
      expect(asked((await scene.watch('PATCH', at('lists', made.id), { description: 'Three' })).calls)).toEqual([`PATCH /tags/${made.id}`]);
      expect((await scene.hub.call('PATCH', at('lists', made.id), { ...made, folder: null })).body['folder']).toBeUndefined();
      const kept = await keptIn(scene, 'tags', made.id);
      expect([kept?.['description'], kept?.['category'] ?? null]).toEqual(['One', null]);
      expect((await scene.hub.call('PATCH', at('lists', made.id), { folder: 'events' })).body).toMatchObject({ folder: 'Events' });
      expect((await scene.hub.call('DELETE', at('lists', made.id))).status).toBe(200);
      expect(await keptIn(scene, 'tags', made.id)).toBeUndefined();
      expect((await scene.hub.call('DELETE', at('lists', made.id))).status).toBe(404);
      expect((await scene.hub.call('GET', at('lists', made.id))).status).toBe(404);
    });

    it('refuse what a tag does not have, without a provider call', async () => {
      const { scene } = context;
      await refused(scene, 'POST', at('lists'), { description: 'No name' }, 'name');
      await refused(scene, 'POST', at('lists'), { name: 'x'.repeat(256) }, 'name');
      await refused(scene, 'POST', at('lists'), { name: 'x', publicName: 'y' }, 'publicName');
      await refused(scene, 'POST', at('lists'), { name: 'x', colour: 'y' }, 'colour');
    });

    it('are found by id, name, folder and time, and paged without loss', async () => {
      const { scene } = context;
      const { id, name } = await list({ folder: 'Events' });
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', where('lists', `name = '${String(name).toUpperCase()}' AND folder = 'events'`)))).toEqual([id]);
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', where('lists', `id IN ('${id}', '91')`, '&orderBy=createdAt'));
      expect([...idsOf(reply)].sort()).toEqual([id, '91'].sort());
      expect(calls[0]?.query).toMatchObject({ filter: `tag_ids==${id},91`, order_by: 'create_time asc' });
      const { calls: timed } = await scene.watch('GET', where('lists', "createdAt > '2026-01-01T00:00:00Z'"));
      expect(timed[0]?.query['filter']).toBe('since_create_time==2025-12-31T23:59:59.000Z');
      const kept = (await scene.world.sandbox.state('keap', 'tags', scene.account.id)).map((tag) => tag['id']);
      expect([...(await allOf(scene, at('lists'), 3))].sort()).toEqual([...kept].sort());
    });

    it('are Keap’s own JSON under its own name', async () => {
      expect((await context.scene.hub.call('GET', at('tags', 91))).body).toMatchObject({ id: '91', category: { id: '11' }, create_time: expect.any(String) });
    });
  });

  describe('the members of a list', () => {
    const members = (id: string, member?: unknown): string => `${at('lists', id)}/contacts${member === undefined ? '' : `/${String(member)}`}`;
    const tagsOf = async (id: unknown): Promise<unknown> => (await keptIn(context.scene, 'contacts', id))?.['tag_ids'];

    it('take a contact by its id, whether it was in already or not', async () => {
      const { scene } = context;
      const [{ id }, contact] = [await list(), await createContact(scene, { firstName: 'Ada' })];
      const { reply, calls } = await scene.watch('POST', members(id), { id: contact.id });
      expect(reply.body).toEqual({ id: contact.id, email: contact['email'], firstName: 'Ada', status: 'never_subscribed' });
      expect(asked(calls)).toEqual([`GET /contacts/${contact.id}`, `POST /tags/${id}/contacts:applyTags`]);
      expect(await tagsOf(contact.id)).toEqual([id]);
      expect((await scene.hub.call('POST', members(id), { id: contact.id })).status).toBe(200);
    });

    it('take a new contact, which is made in the list', async () => {
      const { scene } = context;
      const { id } = await list();
      const email = freshEmail();
      const reply = await scene.hub.call('POST', members(id), { email, firstName: 'Grace', phone: '555 0100', customFields: { 'Favourite colour': 'green' } });
      expect(reply.body).toEqual({ id: expect.any(String), email, firstName: 'Grace', status: 'never_subscribed' });
      expect(await keptIn(scene, 'contacts', reply.body['id'])).toMatchObject({ tag_ids: [id], phone_numbers: [{ number: '555 0100' }], custom_fields: [{ id: '6', content: 'green' }] });
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
      const { reply, calls } = await scene.watch<readonly Body[]>('POST', members(id), [...ids.map((one) => ({ id: one })), { id: '987654' }]);
      expect(asked(calls)).toEqual([`POST /tags/${id}/contacts:applyTags`]);
      expect(reply.body.slice(0, 99)).toEqual(ids.map((one) => ({ id: one, outcome: 'added' })));
      expect(reply.body[99]).toMatchObject({ id: '987654', outcome: 'failed', providerMessage: 'CONTACT_NOT_FOUND' });
      expect(reply.headers.get('elements-error')).toMatch(/1 of 100/);
      const mixed = await scene.watch<readonly Body[]>('POST', members(id), [{ email: freshEmail() }, ...ids.slice(0, 1).map((one) => ({ id: one })), { id: ids[1], title: 'x' }, { email: 'nobody' }]);
      expect(mixed.reply.body.map(({ outcome }) => outcome)).toEqual(['created', 'added', 'failed', 'failed']);
      expect(mixed.reply.body[1]).toMatchObject({ message: expect.stringMatching(/already/) });
    });

    it('are listed with their consent and the time they joined', async () => {
      const { scene } = context;
      const { id } = await list();
      const contact = await createContact(scene, { optInReason: 'web form', lastName: 'Lovelace' });
      await scene.hub.call('POST', members(id), [{ id: contact.id }, ...(await scene.seed(20)).map((one) => ({ id: one }))]);
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', members(id));
      expect(reply.body).toHaveLength(21);
      expect(reply.body.find((member) => member['id'] === contact.id)).toEqual({ id: contact.id, email: contact['email'], lastName: 'Lovelace', status: 'unconfirmed', addedAt: expect.any(String) });
      expect(asked(calls)).toEqual([`GET /tags/${id}/contacts`, 'GET /contacts']);
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', `${members(id)}?where=${encodeURIComponent("status = 'unconfirmed' AND lastName = 'lovelace'")}`))).toEqual([contact.id]);
      expect(await allOf(scene, members(id), 4)).toHaveLength(21);
      const { calls: timed } = await scene.watch('GET', `${members(id)}?fields=id&where=${encodeURIComponent("addedAt >= '2026-01-01T00:00:00Z'")}`);
      expect(timed[0]?.query['filter']).toBe('since_applied_time==2025-12-31T23:59:59.000Z');
    });

    it('leave by their id; who is not in the list is not found', async () => {
      const { scene } = context;
      const [{ id }, contact] = [await list(), await createContact(scene)];
      await scene.hub.call('POST', members(id), { id: contact.id });
      const { reply, calls } = await scene.watch('DELETE', members(id, contact.id));
      expect([reply.status, reply.body, asked(calls)]).toEqual([200, undefined, [`GET /contacts/${contact.id}`, `POST /tags/${id}/contacts:removeTags`]]);
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
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', `${path}?where=${encodeURIComponent('folder IS NULL')}`))).toEqual([two.id]);
      expect((await scene.hub.call('GET', `${at('contacts', 987654)}/lists`)).status).toBe(404);
      expect((await scene.watch('POST', path, {})).reply.status).toBe(405);
    });
  });
}
