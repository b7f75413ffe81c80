import { describe, expect, it } from '@jest/globals';
import { freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, at, idsOf, where } from './infusionsoft-crm.js';
import {
  asked,
  atEmfluence,
  bodyOf,
  expectUndeclared,
  failure,
  keptIn,
  type ResourcesContext,
} from './emfluence-scene.js';

const all = '101';
const newsletter = '102';
const dynamic = '105';
const archived = '106';

export function describeLists(context: ResourcesContext): void {
  describe('lists', () => {
    it('are made, read, changed and deleted as groups', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch<Body & { id: string }>('POST', at('lists'), {
        name: 'Spring',
        publicName: 'Spring news',
        description: 'In bloom',
        visibility: 'public',
        externalId: 'x-1',
      });
      const { id } = reply.body;
      expect([reply.status, asked(calls)]).toEqual([200, ['groups/save']]);
      expect(reply.body).toEqual({
        id,
        name: 'Spring',
        publicName: 'Spring news',
        description: 'In bloom',
        kind: 'static',
        visibility: 'public',
        archived: false,
        memberCount: 0,
        activeCount: 0,
        externalId: 'x-1',
        createdAt: expect.any(String),
      });
      expect(await keptIn(scene, 'groups', id)).toMatchObject({
        groupName: 'Spring',
        friendlyName: 'Spring news',
        private: 0,
        externalID: 'x-1',
        status: 'Active',
      });
      const changed = await scene.watch('PATCH', at('lists', id), {
        ...reply.body,
        description: null,
        archived: true,
        visibility: 'private',
      });
      expect([changed.reply.status, asked(changed.calls)]).toEqual([200, ['groups/save']]);
      expect(await keptIn(scene, 'groups', id)).toMatchObject({
        groupName: 'Spring',
        description: '',
        private: 1,
        status: 'Archived',
      });
      const read = await scene.watch('GET', at('lists', id));
      expect([read.reply.body, asked(read.calls)]).toEqual([changed.reply.body, ['groups/lookup']]);
      const deleted = await scene.hub.call('DELETE', at('lists', id));
      expect([deleted.status, deleted.body, await keptIn(scene, 'groups', id)]).toEqual([200, undefined, undefined]);
      for (const [method, body] of [['GET'], ['PATCH', { description: 'x' }], ['DELETE']] as const)
        expect((await scene.hub.call(method, at('lists', id), body)).status).toBe(404);
    });

    it('are listed whole: archived ones, dynamic ones and the one of the system', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', at('lists'));
      expect(idsOf(reply)).toEqual(expect.arrayContaining([all, newsletter, dynamic, archived]));
      expect(asked(calls)).toEqual(['groups/search']);
      const one = (id: unknown): Body | undefined => reply.body.find((list) => list['id'] === id);
      expect(one(dynamic)).toMatchObject({ kind: 'dynamic', visibility: 'private', archived: false });
      expect(one(archived)).toMatchObject({ kind: 'static', archived: true });
      expect(one(newsletter)).toMatchObject({ visibility: 'public' });
      expect(await allOf(scene, at('lists'), 2)).toEqual(idsOf(reply));
      expect(reply.headers.get('elements-total-count')).toBe(String(reply.body.length));
    });

    it('are narrowed and sorted at the provider where it can', async () => {
      const { scene } = context;
      const rows: readonly (readonly [string, Body, readonly string[]])[] = [
        ["kind = 'dynamic'", { type: 'Dynamic' }, [dynamic]],
        ['archived = true', { status: 'Archived' }, [archived]],
        ["name LIKE '%SLETT%'", { groupName: 'SLETT' }, [newsletter]],
        ["name = 'newsletter' AND visibility = 'public'", { groupName: 'newsletter', private: false }, [newsletter]],
        ["id IN ('101', '106')", { groupIDs: ['101', '106'] }, ['101', '106']],
      ];
      for (const [expression, criteria, found] of rows) {
        const { reply, calls } = await scene.watch<readonly Body[]>('GET', where('lists', expression));
        expect([expression, idsOf(reply)]).toEqual([expression, found]);
        expect(bodyOf(calls[0])).toMatchObject(criteria);
      }
      const sorted = await scene.watch<readonly Body[]>('GET', `${at('lists')}?orderBy=name%20desc&pageSize=2`);
      expect(bodyOf(sorted.calls[0])).toMatchObject({ sortField: 'groupName', sortDirection: 'desc' });
    });

    it('tell their external id in a list only when it is asked for', async () => {
      const { scene } = context;
      const named = await scene.watch<readonly Body[]>('GET', where('lists', "externalId = 'crm-customers'"));
      expect([idsOf(named.reply), [...new Set(asked(named.calls))]]).toEqual([
        ['103'],
        ['groups/search', 'groups/lookup'],
      ]);
      const unnamed = await scene.hub.call<readonly Body[]>('GET', where('lists', "id = '103'"));
      expect(unnamed.body[0]).not.toHaveProperty('externalId');
      expect((await scene.hub.call('GET', at('lists', '103'))).body['externalId']).toBe('crm-customers');
    });

    it('are read without the permission that whole groups need', async () => {
      const { scene } = context;
      await scene.world.sandbox.control('POST', '/faults', {
        provider: 'emfluence',
        path: '/v1/groups/lookup',
        times: 1,
        status: 200,
        body: {
          success: 0,
          code: 204,
          errors: ["Access to this endpoint requires the permission 'Create Groups'"],
          data: {},
        },
      });
      const { reply, calls } = await scene.watch('GET', at('lists', newsletter));
      expect([reply.status, reply.body['name'], asked(calls)]).toEqual([
        200,
        'Newsletter',
        ['groups/lookup', 'groups/search'],
      ]);
    });

    it('are refused where the provider keeps them from it', async () => {
      const { scene } = context;
      const taken = await failure(scene, 'POST', at('lists'), { name: 'newsletter' });
      expect([taken.status, taken.reason, taken.body['existingId']]).toEqual([409, 'CONFLICT', newsletter]);
      expect((await failure(scene, 'PATCH', at('lists', '103'), { name: 'Newsletter' })).status).toBe(409);
      const kept = await failure(scene, 'DELETE', at('lists', all));
      expect([kept.status, kept.body['message']]).toEqual([409, expect.stringMatching(/protected/)]);
      expect((await failure(scene, 'PATCH', at('lists', all), { archived: true })).status).toBe(409);
      for (const [body, path] of [
        [{ name: 'Query', kind: 'dynamic' }, 'kind'],
        [{ description: 'x' }, 'name'],
        [{ name: 'x', visibility: 'shown' }, 'visibility'],
        [{ name: 'x', folder: 'y' }, 'folder'],
        [{ name: 'x', size: 1 }, 'size'],
      ] as const) {
        expect(await failure(scene, 'POST', at('lists'), body)).toMatchObject({ status: 400, path, calls: [] });
      }
      await expectUndeclared(scene, [
        ['PUT', at('lists', all), 405],
        ['PATCH', at('lists'), 405],
        ['GET', at('lists', 'x1'), 404],
        ['GET', at('lists/101/robots'), 404],
      ]);
    });

    it('are the provider’s own groups under the provider’s name', async () => {
      const { scene } = context;
      const raw = await scene.hub.call('GET', at('groups', newsletter));
      expect(raw.body).toMatchObject({ groupID: 102, groupName: 'Newsletter', private: 0 });
      const made = await scene.hub.call('POST', at('vendor:groups'), { groupName: 'Raw' });
      expect([made.status, made.body['groupName']]).toEqual([200, 'Raw']);
    });
  });

  describe('the lists of a contact', () => {
    it('tell its place in each', async () => {
      const { scene } = context;
      const { contactID } = await atEmfluence(scene, 'contacts/save', {
        email: freshEmail('lists'),
        groupIDs: [102, 103],
      });
      await atEmfluence(scene, 'contacts/saveGroups', {
        contactID: Number(contactID),
        groups: [{ groupID: 103, suppressed: 1 }],
      });
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', at(`contacts/${String(contactID)}/lists`));
      expect(asked(calls)).toEqual(['contacts/getGroups']);
      expect(reply.body.find(({ id }) => id === '102')).toEqual({
        id: '102',
        name: 'Newsletter',
        status: 'subscribed',
        addedAt: expect.any(String),
      });
      expect(reply.body.find(({ id }) => id === '103')).toMatchObject({
        status: 'unsubscribed',
        statusChangedAt: expect.any(String),
      });
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            where(`contacts/${String(contactID)}/lists`, "status = 'unsubscribed'"),
          ),
        ),
      ).toEqual(['103']);
      expect((await scene.hub.call('GET', at('contacts/999999/lists'))).status).toBe(404);
      await expectUndeclared(scene, [
        ['POST', at(`contacts/${String(contactID)}/lists`), 405],
        ['GET', at('contacts/x/lists'), 404],
      ]);
    });
  });
}
