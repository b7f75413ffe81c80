import { describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, newScene, toScene, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

export function describeCredentials(context: ContractContext): void {
  const { table } = context;
  const expiring = async (): Promise<Scene> => {
    const scene = await newScene(context.world, table);
    return toScene(context.world, table, scene.account, await table.expiring.provision(scene));
  };

  describe('keeps its credential alive', () => {
    row('renews a credential that has expired once, and repeats the call once', async () => {
      const scene = await expiring();
      const { id } = await createContact(scene);
      await table.expiring.expire(scene, 1);
      const { reply, calls } = await scene.watch('GET', `${contactsPath}/${id}`);
      expect([reply.status, reply.body['id']]).toEqual([200, id]);
      expect(calls.filter(table.expiring.isRenewal)).toHaveLength(1);
      const others = calls.filter((call) => !table.expiring.isRenewal(call));
      expect(others).toHaveLength(2);
      expect(others.map(({ path }) => path)).toEqual([others[0]?.path, others[0]?.path]);
      const again = await scene.watch('GET', `${contactsPath}/${id}`);
      expect([again.reply.status, again.calls.length]).toEqual([200, 1]);
    });

    row('renews it once for many calls at the same time', async () => {
      const scene = await expiring();
      const { id } = await createContact(scene);
      const { concurrent } = table.expiring;
      await table.expiring.expire(scene, concurrent);
      const since = await context.world.sandbox.mark();
      const replies = await Promise.all(
        Array.from({ length: concurrent }, () => scene.hub.call('GET', `${contactsPath}/${id}`)),
      );
      expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: concurrent }, () => 200));
      const calls = await context.world.sandbox.journal(table.provider, since);
      expect(calls.filter((call) => call.account === scene.account.id && table.expiring.isRenewal(call))).toHaveLength(
        1,
      );
    });
  });

  describe('keeps its secrets', () => {
    row('says no secret in any answer or in any line of its output', async () => {
      const { sandbox, gateway, answers } = context.world;
      const journal = await sandbox.journal(table.provider);
      const bearers = journal.flatMap(({ headers }) =>
        [headers['authorization'], headers['x-keap-api-key']]
          .flat()
          .flatMap((value) => value?.replace(/^(Bearer|Basic) /, '') ?? []),
      );
      const bodies = journal.flatMap(({ body }) =>
        typeof body === 'string'
          ? [...new URLSearchParams(body)]
              .filter(([name]) => /refresh_token|code|client_secret/.test(name))
              .map(([, value]) => value)
          : [],
      );
      const accounts = await sandbox.accounts();
      const known = Object.values(accounts)
        .flat()
        .flatMap((account) =>
          Object.entries(account as unknown as Body)
            .filter(([name]) => /secret|token|key/i.test(name))
            .map(([, value]) => String(value)),
        );
      const secrets = [
        ...new Set([
          ...bearers,
          ...bodies,
          ...known,
          gateway.user.secret,
          gateway.user.password,
          gateway.organization.secret,
          context.scene.instance.token,
        ]),
      ];
      expect(secrets.length).toBeGreaterThan(10);
      expect(answers.length).toBeGreaterThan(100);
      const said = (text: string): readonly string[] =>
        secrets.filter((secret) => secret.length > 5 && text.includes(secret));
      expect(said(gateway.output())).toEqual([]);
      expect(said(answers.join('\n'))).toEqual([]);
    });
  });
}
