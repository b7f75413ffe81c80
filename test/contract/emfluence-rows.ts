import { expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';

export function emfluenceRows(context: ContractContext): void {
  row('deletes a suppressed contact only when it is told to', async () => {
    const { scene } = context;
    const { id, status } = await createContact(scene, { suppressed: true });
    expect(status).toBe('unsubscribed');
    const refused = await scene.hub.call('DELETE', `${contactsPath}/${id}`);
    expect([refused.status, refused.body['reason'], refused.body['message']]).toEqual([
      409,
      'CONFLICT',
      expect.stringContaining('force=true'),
    ]);
    expect(await scene.kept(id)).toBeDefined();
    const forced = await scene.hub.call('DELETE', `${contactsPath}/${id}?force=true`);
    expect([forced.status, forced.body]).toEqual([200, undefined]);
    expect(await scene.kept(id)).toBeUndefined();
    expect((await scene.hub.call('DELETE', `${contactsPath}/${id}?force=true`)).status).toBe(404);
  });

  row('takes the e-mail of a new contact from "emails" too', async () => {
    const email = freshEmail('listed');
    const { status, body } = await context.scene.hub.call<Body>('POST', contactsPath, {
      emails: [{ address: email, type: 'primary' }],
    });
    expect([status, body['email']]).toEqual([200, email]);
  });

  row('changes its e-mail through "emails" too', async () => {
    const { id } = await createContact(context.scene);
    const email = freshEmail('through');
    const { status, body } = await context.scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, {
      emails: [{ address: email, type: 'primary' }],
    });
    expect([status, body['email']]).toEqual([200, email]);
  });

  row('answers what a restricted user may not do as forbidden', async () => {
    const { sandbox, gateway } = context.world;
    const account = context.scene.account as { readonly restrictedToken: string };
    const configuration = { 'access.token': account.restrictedToken, 'base.url': `${sandbox.url}/emfluence/v1` };
    const { body } = await gateway.platform.call<{ token: string }>('POST', '/instances', {
      element: { key: 'emfluence' },
      name: 'restricted',
      configuration,
    });
    const { id } = await createContact(context.scene);
    const reply = await gateway.withToken(body.token).call('GET', `${contactsPath}/${id}`);
    expect([reply.status, reply.body['reason']]).toEqual([403, 'PROVIDER_FORBIDDEN']);
    const named = await gateway
      .withToken(body.token)
      .call('POST', contactsPath, { email: freshEmail(), customFields: { custom1: 'red' } });
    expect([named.status, (named.body['customFields'] as Body)['Favourite colour']]).toEqual([200, 'red']);
  });
}
