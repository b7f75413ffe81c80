import { afterEach, describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact } from './contract-scene.js';

export function describeFailures(context: ContractContext): void {
  const { table } = context;
  const inject = (fault: object, times = 1): Promise<unknown> =>
    context.world.sandbox.control('POST', '/faults', {
      provider: table.provider,
      path: table.readPath,
      times,
      ...fault,
    });

  describe('tells what the provider refuses', () => {
    afterEach(async () => {
      await context.world.sandbox.control('DELETE', '/faults');
    });

    for (const failure of table.failures) {
      row(`answers ${failure.status} ${failure.reason} for ${failure.name}`, async () => {
        const { id } = await createContact(context.scene);
        await inject(failure.fault, failure.times);
        const { status, body, headers } = await context.scene.hub.call('GET', `${contactsPath}/${id}`);
        expect([status, body['reason']]).toEqual([failure.status, failure.reason]);
        expect(body['providerMessage']).toEqual(failure.providerMessage);
        if (failure.providerRequestId) expect(body['providerRequestId']).toBe(failure.providerRequestId);
        if (failure.retryAfter) expect(headers.get('retry-after')).toBe(String(failure.retryAfter));
        expect(body['requestId']).toBe(headers.get('elements-request-id'));
        expect(
          Object.keys(body).filter(
            (key) => !['requestId', 'message', 'reason', 'providerMessage', 'providerRequestId', 'path'].includes(key),
          ),
        ).toEqual([]);
        expect(headers.get('elements-element-instance-id')).toBe(String(context.scene.instance.id));
      });
    }

    row('does not repeat our own credential to the caller when the provider does', async () => {
      const { id } = await createContact(context.scene);
      const since = await context.world.sandbox.mark();
      await context.scene.hub.call('GET', `${contactsPath}/${id}`);
      const [call] = await context.world.sandbox.journal(table.provider, since);
      const credential = String(call?.headers['authorization']).replace(/^Bearer /, '');
      expect(credential.length).toBeGreaterThan(10);
      await inject(table.echo(credential));
      const { status, body } = await context.scene.hub.call('GET', `${contactsPath}/${id}`);
      expect([status, String(body['providerMessage']).length > 10]).toEqual([expect.any(Number), true]);
      expect(JSON.stringify(body).toLowerCase()).not.toContain(credential.toLowerCase());
    });

    for (const [name, body] of table.noLists) {
      row(`answers 502 PROVIDER_BAD_RESPONSE for ${name} in place of a list`, async () => {
        await context.world.sandbox.control('POST', '/faults', {
          provider: table.provider,
          path: table.listCall.path,
          times: 1,
          headers: { 'content-type': 'application/json' },
          body,
        });
        const { status, body: told } = await context.scene.hub.call('GET', contactsPath);
        expect([status, told['reason']]).toEqual([502, 'PROVIDER_BAD_RESPONSE']);
      });
    }

    row('works again as soon as the provider does', async () => {
      const { id } = await createContact(context.scene);
      expect((await context.scene.hub.call('GET', `${contactsPath}/${id}`)).status).toBe(200);
    });
  });
}
