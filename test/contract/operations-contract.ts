import { describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, freshEmail, newAccount, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

export function describeOperations(context: ContractContext): void {
  const { table } = context;

  describe('connects', () => {
    const instances = async (): Promise<number> =>
      (await context.world.gateway.platform.call<readonly unknown[]>('GET', '/instances?pageSize=200')).body.length;
    const provision = (configuration: Body) =>
      context.world.gateway.platform.call<{ token: string; providerMessage?: string }>('POST', '/instances', {
        element: { key: table.element.key },
        name: 'contract',
        ...configuration,
      });

    row('accepts each kind of good credential', async () => {
      const account = await newAccount(context.world, table);
      for (const { name, configuration } of await table.good(context.world.sandbox, account)) {
        const { status, body } = await provision(configuration);
        expect([name, status]).toEqual([name, 200]);
        expect((await context.world.gateway.withToken(body.token).call('GET', '/hubs/marketing/ping')).status).toBe(
          200,
        );
      }
    });

    row('refuses each kind of bad credential and stores nothing', async () => {
      const account = await newAccount(context.world, table);
      const before = await instances();
      for (const { name, configuration } of await table.bad(context.world.sandbox, account)) {
        const { status, body } = await provision(configuration);
        expect([name, status]).toEqual([name, 400]);
        expect(body.providerMessage).toEqual(expect.any(String));
      }
      expect(await instances()).toBe(before);
    });
  });

  describe('works on single records', () => {
    row('creates, reads, changes, lists and deletes a contact', async () => {
      const { scene } = context;
      const email = freshEmail('whole');
      const created = await createContact(scene, { email, firstName: 'Ann' });
      expect(created).toMatchObject({ email, firstName: 'Ann' });
      expect(table.emailOf((await scene.kept(created.id)) ?? {})).toBe(email);
      const changed = await scene.hub.call('PATCH', `${contactsPath}/${created.id}`, { firstName: 'Anna' });
      expect([changed.status, changed.body]).toEqual([
        200,
        expect.objectContaining({ id: created.id, email, firstName: 'Anna' }),
      ]);
      const read = await scene.hub.call('GET', `${contactsPath}/${created.id}`);
      expect([read.status, read.body['firstName']]).toEqual([200, 'Anna']);
      const found = await scene.hub.call<readonly Body[]>(
        'GET',
        `${contactsPath}?where=${encodeURIComponent(`email = '${email}'`)}`,
      );
      expect(found.body).toEqual([read.body]);
      const deleted = await scene.hub.call('DELETE', `${contactsPath}/${created.id}`);
      expect([deleted.status, deleted.body]).toEqual([200, undefined]);
      expect(await scene.kept(created.id)).toBeUndefined();
      expect((await scene.hub.call('DELETE', `${contactsPath}/${created.id}`)).status).toBe(404);
      expect((await scene.hub.call('GET', `${contactsPath}/${created.id}`)).status).toBe(404);
      expect((await scene.hub.call('PATCH', `${contactsPath}/${created.id}`, { firstName: 'Z' })).status).toBe(404);
      expect(
        (await scene.hub.call('PATCH', `${contactsPath}/${table.missingId}`, { email: freshEmail() })).status,
      ).toBe(404);
    });

    row('refuses what is not declared without asking the provider', async () => {
      const { scene } = context;
      const { id } = await createContact(scene);
      const undeclared = [
        ...['PUT', 'PATCH', 'DELETE'].map((method) => [method, contactsPath, 405, 'GET, POST'] as const),
        ...['PUT', 'POST'].map((method) => [method, `${contactsPath}/${id}`, 405, 'GET, PATCH, DELETE'] as const),
        ['POST', '/hubs/marketing/ping', 405, 'GET'] as const,
        ['GET', '/hubs/marketing/robots', 404, null] as const,
        ['DELETE', '/hubs/marketing/constructor/1', 404, null] as const,
      ];
      for (const [method, path, status, allow] of undeclared) {
        const { reply, calls } = await scene.watch(method, path, method === 'GET' ? undefined : {});
        expect([method, path, reply.status, reply.headers.get('allow'), calls]).toEqual([
          method,
          path,
          status,
          allow,
          [],
        ]);
      }
    });

    row('answers 404 for ids of the wrong shape without asking the provider', async () => {
      for (const id of table.wrongIds) {
        for (const method of ['GET', 'PATCH', 'DELETE']) {
          const { reply, calls } = await context.scene.watch(
            method,
            `${contactsPath}/${id}`,
            method === 'PATCH' ? { firstName: 'x' } : undefined,
          );
          expect([id, method, reply.status, reply.body['reason'], calls]).toEqual([id, method, 404, 'NOT_FOUND', []]);
        }
      }
    });
  });

  describe('is sparing', () => {
    row('makes no more provider calls than the model allows', async () => {
      const { scene } = context;
      const spent = await spend(scene);
      expect(Object.entries(table.budget).filter(([call, most]) => (spent[call] ?? Infinity) > most)).toEqual([]);
    });
  });
}

/** Provider calls of each hub call, once what is cached of the account is known. */
async function spend(scene: Scene): Promise<Record<string, number>> {
  await scene.seed(200);
  await scene.hub.call('GET', `${contactsPath}?pageSize=200`);
  const { id } = await createContact(scene, { customFields: { 'Favourite colour': 'red' } });
  const count = async (method: string, path: string, body?: Body): Promise<number> => {
    const { reply, calls } = await scene.watch(method, path, body);
    expect([method, path, reply.status]).toEqual([method, path, 200]);
    return calls.length;
  };
  const of = `${contactsPath}/${id}`;
  return {
    read: await count('GET', of),
    list: await count('GET', `${contactsPath}?pageSize=200`),
    create: await count('POST', contactsPath, {
      email: freshEmail(),
      firstName: 'Sparing',
      customFields: { 'Favourite colour': 'blue' },
    }),
    upsert: await count('POST', `${contactsPath}?onDuplicate=update`, { email: freshEmail(), firstName: 'Sparing' }),
    patchScalar: await count('PATCH', of, { firstName: 'A', lastName: 'B', title: 'C' }),
    patchCollection: await count('PATCH', of, { phone: '+14805550123', address: { city: 'Tempe' } }),
    patchEmail: await count('PATCH', of, { email: freshEmail() }),
  };
}
