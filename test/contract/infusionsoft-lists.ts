import { describe, expect, it } from '@jest/globals';
import { freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, idsOf, keptIn, newList, refused, where, type CrmContext } from './infusionsoft-crm.js';

/** Tags, as Keap has them. */
export function describeLists(context: CrmContext): void {
  const list = (body: Body = {}): Promise<Body & { readonly id: string }> => newList(context.scene, body);

  describe('lists', () => {
    it('are made with a folder that is found by its name, or made', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch('POST', at('lists'), {
        name: 'Loyal ones',
        description: 'Twice a year',
        folder: 'customer segments',
      });
      expect(reply.body).toEqual({
        id: expect.any(String),
        name: 'Loyal ones',
        description: 'Twice a year',
        folder: 'Customer Segments',
        kind: 'static',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      });
      expect(asked(calls).slice(0, 3)).toEqual(['GET /tags', 'GET /tags/categories', 'POST /tags']);
      expect(await keptIn(scene, 'tags', reply.body['id'])).toMatchObject({
        name: 'Loyal ones',
        category: { id: '11' },
      });
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
      expect((await scene.hub.call('PATCH', at('lists', made.id), { description: 'Two' })).body).toEqual({
        ...made,
        description: 'Two',
        updatedAt: expect.any(String),
      });
      expect(asked((await scene.watch('PATCH', at('lists', made.id), { description: 'Three' })).calls)).toEqual([
        `PATCH /tags/${made.id}`,
      ]);
      expect(
        (await scene.hub.call('PATCH', at('lists', made.id), { ...made, folder: null })).body['folder'],
      ).toBeUndefined();
      const kept = await keptIn(scene, 'tags', made.id);
      expect([kept?.['description'], kept?.['category'] ?? null]).toEqual(['One', null]);
      expect((await scene.hub.call('PATCH', at('lists', made.id), { folder: 'events' })).body).toMatchObject({
        folder: 'Events',
      });
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
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            where('lists', `name = '${String(name).toUpperCase()}' AND folder = 'events'`),
          ),
        ),
      ).toEqual([id]);
      const { reply, calls } = await scene.watch<readonly Body[]>(
        'GET',
        where('lists', `id IN ('${id}', '91')`, '&orderBy=createdAt'),
      );
      expect([...idsOf(reply)].sort()).toEqual([id, '91'].sort());
      expect(calls[0]?.query).toMatchObject({ filter: `tag_ids==${id},91`, order_by: 'create_time asc' });
      const { calls: timed } = await scene.watch('GET', where('lists', "createdAt > '2026-01-01T00:00:00Z'"));
      expect(timed[0]?.query['filter']).toBe('since_create_time==2025-12-31T23:59:59.000Z');
      const kept = (await scene.world.sandbox.state('keap', 'tags', scene.account.id)).map((tag) => tag['id']);
      expect([...(await allOf(scene, at('lists'), 3))].sort()).toEqual([...kept].sort());
    });

    it('tell a change that was made, also where their folder cannot be named by then', async () => {
      const { scene } = context;
      const { id } = await list({ folder: 'Events' });
      const cold = await scene.also({});
      const { sandbox } = scene.world;
      const path = '/crm/rest/v2/tags/categories';
      await sandbox.control('POST', '/faults', { provider: 'keap', method: 'GET', path, times: 1, status: 503 });
      const name = freshEmail('renamed');
      const reply = await cold.hub.call('PATCH', at('lists', id), { name });
      await sandbox.control('DELETE', '/faults');
      expect([reply.status, reply.body['name']]).toEqual([200, name]);
      expect(reply.headers.get('elements-error')).toMatch(/was made.*PROVIDER_UNAVAILABLE/);
      expect((await cold.hub.call('GET', at('lists', id))).body).toMatchObject({ name, folder: 'Events' });
    });

    it('are Keap’s own JSON under its own name', async () => {
      expect((await context.scene.hub.call('GET', at('tags', 91))).body).toMatchObject({
        id: '91',
        category: { id: '11' },
        create_time: expect.any(String),
      });
    });
  });
}
