import { describe, expect, it } from '@jest/globals';
import { createContact } from './contract-scene.js';
import type { Body } from './element-table.js';
import { asked, at, below, refused, type CrmContext } from './infusionsoft-crm.js';

/** The consent of one contact. */
export function describeSubscription(context: CrmContext): void {
  describe('the subscription of a contact', () => {
    const statusOf = async (email: unknown): Promise<unknown> =>
      (await context.scene.world.sandbox.state('keap', 'emailAddresses', context.scene.account.id)).find(
        (row) => row['email'] === email,
      )?.['status'];

    it('is read with one provider call', async () => {
      const { scene } = context;
      const contact = await createContact(scene, { optInReason: 'web form' });
      const { reply, calls } = await scene.watch('GET', below(contact, 'subscription'));
      expect([reply.body, calls.length]).toEqual([
        { status: 'unconfirmed', reason: 'web form', email: contact['email'], marketable: true },
        1,
      ]);
      expect((await scene.hub.call('GET', `${at('contacts', 987654)}/subscription`)).status).toBe(404);
    });

    it('ends and begins again with a reason', async () => {
      const { scene } = context;
      const contact = await createContact(scene, { optInReason: 'web form' });
      const { reply, calls } = await scene.watch('PATCH', below(contact, 'subscription'), {
        status: 'unsubscribed',
        reason: 'asked by phone',
      });
      expect(reply.body).toEqual({
        status: 'unsubscribed',
        reason: 'asked by phone',
        email: contact['email'],
        marketable: false,
      });
      expect(asked(calls)[1]).toMatch(/^PATCH \/emailAddresses\/.+\/status$/);
      expect(calls[1]?.body).toEqual({ opted_in: false, reason: 'asked by phone' });
      expect(await statusOf(contact['email'])).toBe('MANUAL');
      await scene
        .watch('PATCH', below(contact, 'subscription'), { status: 'subscribed' })
        .then(({ reply: refusal, calls: made }) => {
          expect([refusal.status, made.map(({ method }) => method)]).toEqual([400, ['GET']]);
        });
      expect(
        (
          await scene.hub.call('PATCH', below(contact, 'subscription'), {
            status: 'subscribed',
            reason: 'signed again',
          })
        ).body,
      ).toMatchObject({ status: 'unconfirmed', marketable: true });
      expect(await statusOf(contact['email'])).toBe('SINGLE_OPT_IN');
    });

    it('is never said to be what Keap silently refuses', async () => {
      const { scene } = context;
      await scene.seed(60);
      const locked = (await scene.keptAll()).find(
        (record) => (record['email_addresses'] as readonly Body[])[0]?.['email_opt_status'] === 'LIST_UNSUBSCRIBE',
      );
      const path = `${at('contacts', locked?.['id'])}/subscription`;
      const reply = await scene.hub.call('PATCH', path, { status: 'subscribed', reason: 'they want it' });
      expect([reply.status, reply.body]).toMatchObject([409, { reason: 'CONSENT_LOCKED' }]);
      expect((await scene.hub.call('GET', path)).body).toMatchObject({ status: 'unsubscribed', marketable: false });
    });

    it('is sent back as it was read without asking for a change', async () => {
      const { scene } = context;
      const contact = await createContact(scene, { optInReason: 'web form' });
      const read = await scene.hub.call('GET', below(contact, 'subscription'));
      const { reply, calls } = await scene.watch('PATCH', below(contact, 'subscription'), read.body);
      expect([reply.body, calls.map(({ method }) => method)]).toEqual([read.body, ['GET']]);
    });

    it('refuses other words, and a contact without an e-mail', async () => {
      const { scene } = context;
      const contact = await createContact(scene);
      await refused(scene, 'PATCH', below(contact, 'subscription'), { status: 'bounced' }, 'status');
      expect((await scene.hub.call('PATCH', below(contact, 'subscription'), { reason: 'only a reason' })).status).toBe(
        400,
      );
      const { body } = await scene.hub.call<{ id: string }>('POST', at('contacts'), { phone: '555 0101' });
      expect((await scene.hub.call('GET', below(body, 'subscription'))).body).toEqual({
        status: 'never_subscribed',
        marketable: false,
      });
      expect((await scene.hub.call('PATCH', below(body, 'subscription'), { status: 'unsubscribed' })).status).toBe(409);
      expect((await scene.watch('DELETE', below(contact, 'subscription'))).reply.status).toBe(405);
    });
  });
}
