import { describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';

export function describeDuplicates(context: ContractContext): void {
  const { table } = context;
  const holders = async (email: string): Promise<readonly Body[]> =>
    (await context.scene.keptAll()).filter(
      (record) => String(table.emailOf(record)).toLowerCase() === email.toLowerCase(),
    );

  describe('keeps e-mails apart', () => {
    row('refuses an e-mail that exists, in whatever case, and tells whose it is', async () => {
      const email = freshEmail('taken');
      const { id } = await createContact(context.scene, { email });
      for (const same of [email, email.toUpperCase()]) {
        const { reply, calls } = await context.scene.watch('POST', contactsPath, { email: same, firstName: 'Second' });
        expect([reply.status, reply.body['reason'], reply.body['existingId'], reply.body['path']]).toEqual([
          409,
          'CONFLICT',
          id,
          'email',
        ]);
        expect(reply.body).not.toHaveProperty('existingIds');
        expect(calls.filter(table.isCreate)).toEqual([]);
      }
      expect(await holders(email)).toHaveLength(1);
    });

    row('updates what exists, or creates, when the caller asks for that', async () => {
      const email = freshEmail('upsert');
      const upsert = (body: Body) =>
        context.scene.hub.call<Body>('POST', `${contactsPath}?onDuplicate=update`, { email, ...body });
      const created = await upsert({ firstName: 'One', lastName: 'Kept' });
      expect([created.status, created.headers.get('elements-outcome')]).toEqual([200, 'created']);
      const updated = await upsert({ firstName: 'Two' });
      expect([updated.status, updated.headers.get('elements-outcome')]).toEqual([200, 'updated']);
      expect(updated.body).toMatchObject({ id: created.body['id'], firstName: 'Two', lastName: 'Kept' });
      expect(await holders(email)).toHaveLength(1);
    });

    row('makes a twin on demand where the provider can, and says so where it cannot', async () => {
      const email = freshEmail('twin');
      const { id } = await createContact(context.scene, { email });
      const { reply, calls } = await context.scene.watch('POST', `${contactsPath}?onDuplicate=allow`, { email });
      if (!table.twins) {
        expect([reply.status, reply.body['path'], calls]).toEqual([400, 'onDuplicate', []]);
        return;
      }
      expect(reply.status).toBe(200);
      const ids = [id, reply.body['id']];
      const third = await context.scene.hub.call<Body>('POST', contactsPath, { email });
      expect([third.status, ids.includes(third.body['existingId'])]).toEqual([409, true]);
      expect([...(third.body['existingIds'] as string[])].sort()).toEqual([...ids].map(String).sort());
    });

    row('follows the policy of the instance, which a call may overrule', async () => {
      const email = freshEmail('policy');
      const lenient = await context.scene.also({ 'duplicate.policy': 'update' });
      await createContact(context.scene, { email });
      const updated = await lenient.hub.call('POST', contactsPath, { email, firstName: 'By policy' });
      expect([updated.status, updated.body['firstName'], updated.headers.get('elements-outcome')]).toEqual([
        200,
        'By policy',
        'updated',
      ]);
      expect((await lenient.hub.call('POST', `${contactsPath}?onDuplicate=refuse`, { email })).status).toBe(409);
      expect((await context.scene.hub.call('POST', `${contactsPath}?onDuplicate=maybe`, { email })).status).toBe(400);
    });

    row('refuses to change an e-mail to one that is taken', async () => {
      const email = freshEmail('moved');
      const { id } = await createContact(context.scene, { email });
      const other = await createContact(context.scene);
      const reply = await context.scene.hub.call('PATCH', `${contactsPath}/${other.id}`, {
        email: email.toUpperCase(),
      });
      expect([reply.status, reply.body['reason'], reply.body['existingId']]).toEqual([409, 'CONFLICT', id]);
      const recased = await context.scene.hub.call('PATCH', `${contactsPath}/${id}`, { email: email.toUpperCase() });
      expect([recased.status, recased.body['email']]).toEqual([200, email.toUpperCase()]);
    });

    row('lets one of eight concurrent creates through', async () => {
      const email = freshEmail('race');
      const since = await context.world.sandbox.mark();
      const replies = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          context.scene.hub.call<Body>('POST', contactsPath, { email, firstName: `No ${index}` }),
        ),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
      const [winner] = replies.filter(({ status }) => status === 200);
      for (const { status, body } of replies) if (status === 409) expect(body['existingId']).toBe(winner?.body['id']);
      expect((await context.world.sandbox.journal(table.provider, since)).filter(table.isCreate)).toHaveLength(1);
      expect(await holders(email)).toHaveLength(1);
    });
  });
}
