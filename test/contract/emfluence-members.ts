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
  people,
  type ResourcesContext,
} from './emfluence-scene.js';

const events = at('lists/104/contacts');
const dynamic = at('lists/105/contacts');

export function describeMembers(context: ResourcesContext): void {
  const groupsOf = async (id: unknown): Promise<unknown> => (await keptIn(context.scene, 'contacts', id))?.['groupIDs'];

  describe('the members of a list', () => {
    it('are added one by one, by id', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['member']);
      const { reply, calls } = await scene.watch('POST', events, { id });
      expect([reply.status, reply.body['id'], reply.body['firstName'], asked(calls)]).toEqual([
        200,
        id,
        'member',
        ['groups/addContacts', 'contacts/lookup'],
      ]);
      expect(await groupsOf(id)).toContain(104);
      expect((await failure(scene, 'POST', events, { id: '999999' })).status).toBe(404);
      expect(await failure(scene, 'POST', events, { id: 'abc' })).toMatchObject({ status: 404, calls: [] });
      expect((await failure(scene, 'POST', at('lists/999999/contacts'), { id })).status).toBe(404);
      expect((await failure(scene, 'POST', dynamic, { id })).status).toBe(409);
    });

    it('are made and added at once', async () => {
      const { scene } = context;
      const email = freshEmail('brand.new');
      const { reply, calls } = await scene.watch('POST', events, {
        email,
        firstName: 'Brand',
        lastName: 'New',
        company: 'Acme',
        address: { city: 'Tempe' },
      });
      expect([reply.status, reply.body]).toEqual([
        200,
        { id: expect.any(String), email, firstName: 'Brand', lastName: 'New', status: 'subscribed' },
      ]);
      expect(asked(calls)).toEqual(['groups/search', 'contacts/lookup', 'contacts/save']);
      expect(await keptIn(scene, 'contacts', reply.body['id'])).toMatchObject({
        company: 'Acme',
        city: 'Tempe',
        groupIDs: expect.arrayContaining([104]),
      });
      const again = await failure(scene, 'POST', events, { email });
      expect([again.status, again.body['existingId']]).toEqual([409, reply.body['id']]);
      const other = await scene.hub.call('POST', `${at('lists/103/contacts')}?onDuplicate=update`, {
        email,
        lastName: 'Newer',
      });
      expect([other.status, other.headers.get('elements-outcome')]).toEqual([200, 'updated']);
      expect(await keptIn(scene, 'contacts', reply.body['id'])).toMatchObject({
        lastName: 'Newer',
        groupIDs: expect.arrayContaining([103]),
      });
      expect(await failure(scene, 'POST', events, { firstName: 'x' })).toMatchObject({
        status: 400,
        path: 'email',
        calls: [],
      });
      expect((await failure(scene, 'POST', dynamic, { email: freshEmail() })).status).toBe(409);
      expect((await failure(scene, 'POST', at('lists/999999/contacts'), { email: freshEmail() })).status).toBe(404);
      expect(await failure(scene, 'POST', events, { email: freshEmail(), robot: 1 })).toMatchObject({
        status: 400,
        path: 'robot',
        calls: [],
      });
    });

    it('are added a hundred at once in one call, and each refusal is told in its row', async () => {
      const { scene } = context;
      const ids = await scene.seed(100);
      const { reply, calls } = await scene.watch<readonly Body[]>(
        'POST',
        at('lists/103/contacts'),
        ids.map((id) => ({ id })),
      );
      expect([reply.status, reply.body, asked(calls)]).toEqual([
        200,
        ids.map((id) => ({ id, outcome: 'added' })),
        ['groups/addContacts'],
      ]);
      const email = freshEmail('row');
      const mixed = await scene.hub.call<readonly Body[]>('POST', events, [
        { id: '999999' },
        { email },
        { id: ids[0] },
        { id: 'abc' },
        { firstName: 'nobody' },
      ]);
      expect(mixed.body.map(({ outcome }) => outcome)).toEqual(['failed', 'created', 'added', 'failed', 'failed']);
      expect(mixed.body[0]).toMatchObject({ id: '999999', providerMessage: expect.any(String) });
      expect(mixed.headers.get('elements-error')).toMatch(/3 of 5.*emfluence.*: 1 contacts failed/);
      expect(await groupsOf(mixed.body[1]?.['id'])).toContain(104);
    });

    it('are listed with names and their place in the list, page by page', async () => {
      const { scene } = context;
      const { groupID } = await atEmfluence(scene, 'groups/save', { groupName: `Paged ${freshEmail()}` });
      const ids = await people(scene, ['a', 'b', 'c', 'd', 'e']);
      const path = at(`lists/${String(groupID)}/contacts`);
      await atEmfluence(scene, 'groups/addContacts', { groupID: Number(groupID), contactIDs: ids.map(Number) });
      await atEmfluence(scene, 'contacts/saveGroups', {
        contactID: Number(ids[1]),
        groups: [{ groupID: Number(groupID), suppressed: 1 }],
      });
      await atEmfluence(scene, 'contacts/save', { contactID: Number(ids[2]), suppressed: true });
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', path);
      expect(asked(calls)).toEqual(['groups/search', 'groups/getContacts', 'contacts/lookup']);
      expect(reply.body.map(({ id, firstName, status }) => [id, firstName, status])).toEqual([
        [ids[0], 'a', 'subscribed'],
        [ids[1], 'b', 'unsubscribed'],
        [ids[2], 'c', 'unsubscribed'],
        [ids[3], 'd', 'subscribed'],
        [ids[4], 'e', 'subscribed'],
      ]);
      expect(Object.keys(reply.body[0] ?? {}).sort()).toEqual([
        'addedAt',
        'email',
        'firstName',
        'id',
        'lastName',
        'status',
      ]);
      expect(await allOf(scene, path, 2)).toEqual(ids);
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', `${path}?page=2&pageSize=2`))).toEqual([
        ids[2],
        ids[3],
      ]);
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            where(`lists/${String(groupID)}/contacts`, "status = 'unsubscribed'", '&orderBy=firstName%20desc'),
          ),
        ),
      ).toEqual([ids[2], ids[1]]);
      expect((await scene.hub.call('GET', at('lists/999999/contacts'))).status).toBe(404);
    });

    it('of a dynamic list are found by a search', async () => {
      const { scene } = context;
      const { contactID } = await atEmfluence(scene, 'contacts/save', {
        email: `dynamic.${freshEmail()}@example.org`.replace('@contract.example', ''),
      });
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', dynamic);
      expect(idsOf(reply)).toContain(String(contactID));
      expect(asked(calls).slice(0, 2)).toEqual(['groups/search', 'contacts/search']);
      expect(bodyOf(calls[1])).toMatchObject({ groupID: 105 });
      expect(reply.headers.get('elements-query-plan')).toMatch(/searched=dynamic list/);
      expect(await allOf(scene, dynamic, 1)).toEqual(idsOf(reply));
      expect((await failure(scene, 'DELETE', `${dynamic}/${String(contactID)}`)).status).toBe(409);
    });

    it('leave and come back within the list alone, the flag always said', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['leaver']);
      await scene.hub.call('POST', events, { id });
      const left = await scene.watch('PATCH', `${events}/${id}`, { status: 'unsubscribed' });
      expect([left.reply.status, left.reply.body['status'], asked(left.calls)]).toEqual([
        200,
        'unsubscribed',
        ['contacts/lookup', 'contacts/saveGroups'],
      ]);
      expect(bodyOf(left.calls[1])).toEqual({ contactID: Number(id), groups: [{ groupID: 104, suppressed: 1 }] });
      const member = (await scene.hub.call<readonly Body[]>('GET', where('lists/104/contacts', `id = '${String(id)}'`)))
        .body[0];
      expect(member).toMatchObject({ id, status: 'unsubscribed' });
      const back = await scene.watch('PATCH', `${events}/${id}`, { ...member, status: 'subscribed' });
      expect([back.reply.status, back.reply.body['status'], bodyOf(back.calls[1])['groups']]).toEqual([
        200,
        'subscribed',
        [{ groupID: 104, suppressed: 0 }],
      ]);
      await atEmfluence(scene, 'contacts/save', { contactID: Number(id), suppressed: true });
      expect(await failure(scene, 'PATCH', `${events}/${id}`, { status: 'subscribed' })).toMatchObject({
        status: 409,
        reason: 'CONSENT_LOCKED',
      });
    });

    it('are changed in nothing else, and only as members', async () => {
      const { scene } = context;
      const [member, stranger] = await people(scene, ['in', 'out']);
      await scene.hub.call('POST', events, { id: member });
      expect(
        await failure(scene, 'PATCH', `${events}/${member}`, { status: 'subscribed', firstName: 'Other' }),
      ).toMatchObject({ status: 400, path: 'firstName' });
      expect(await failure(scene, 'PATCH', `${events}/${member}`, { status: 'gone' })).toMatchObject({
        status: 400,
        path: 'status',
      });
      expect((await failure(scene, 'PATCH', `${events}/${stranger}`, { status: 'subscribed' })).status).toBe(404);
      expect(await groupsOf(stranger)).not.toContain(104);
    });

    it('are taken out', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['gone']);
      await scene.hub.call('POST', events, { id });
      const { reply, calls } = await scene.watch('DELETE', `${events}/${id}`);
      expect([reply.status, reply.body, asked(calls)]).toEqual([200, undefined, ['groups/removeContacts']]);
      expect(await groupsOf(id)).not.toContain(104);
      const again = await failure(scene, 'DELETE', `${events}/${id}`);
      expect([again.status, again.body['providerMessage']]).toEqual([404, expect.any(String)]);
      expect((await failure(scene, 'DELETE', `${at('lists/101/contacts')}/${id}`)).status).toBe(409);
      await expectUndeclared(scene, [
        ['GET', `${events}/${id}`, 405],
        ['PATCH', events, 405],
        ['DELETE', `${events}/x`, 404],
      ]);
    });
  });
}
