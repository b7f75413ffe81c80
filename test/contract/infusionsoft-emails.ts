import { describe, expect, it } from '@jest/globals';
import { createContact } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, asked, at, below, refused, where, type CrmContext } from './infusionsoft-crm.js';

/** Single e-mails. */
export function describeEmails(context: CrmContext): void {
  describe('e-mails', () => {
    const message = { subject: 'Hello', html: '<p>Grüße 💌</p>', text: 'Grüße' };

    it('are sent for the connected user, with a result for each contact', async () => {
      const { scene } = context;
      const [one, silent] = [
        await createContact(scene, { optInReason: 'web form' }),
        await scene.hub.call('POST', at('contacts'), { phone: '555 0102' }),
      ];
      const { reply, calls } = await scene.watch('POST', at('emails'), {
        ...message,
        contactIds: [one.id, silent.body['id'], '987654'],
      });
      expect([reply.status, reply.body]).toEqual([
        200,
        {
          ...message,
          contactIds: [one.id, silent.body['id'], '987654'],
          results: [
            { id: one.id, outcome: 'sent' },
            { id: silent.body['id'], outcome: 'failed', message: expect.any(String) },
            { id: '987654', outcome: 'failed', message: expect.any(String) },
          ],
        },
      ]);
      expect(reply.headers.get('elements-error')).toMatch(/2 of 3/);
      expect(asked(calls)).toEqual(['GET /contacts', 'GET /oauth/connect/userinfo', 'POST /emails:send']);
      expect(calls[2]?.body).toEqual({
        contacts: [one.id],
        subject: 'Hello',
        user_id: '45',
        html_content: Buffer.from(message.html).toString('base64'),
        plain_content: Buffer.from('Grüße').toString('base64'),
      });
      const listed = await scene.hub.call<readonly Body[]>('GET', where('emails', `contactIds = '${one.id}'`));
      expect(listed.body).toEqual([
        {
          id: expect.any(String),
          subject: 'Hello',
          fromEmail: `ada@${scene.account.id}.example`,
          contactIds: [one.id],
          sentAt: expect.any(String),
        },
      ]);
      expect((await scene.hub.call('GET', at('emails', listed.body[0]?.['id']))).body).toEqual({
        ...listed.body[0],
        html: message.html,
        text: message.text,
      });
    });

    it('are sent from an address that Keap knows, and say where Keap may withhold them', async () => {
      const { scene } = context;
      const gone = await createContact(scene, { optInReason: 'web form' });
      await scene.hub.call('PATCH', below(gone, 'subscription'), { status: 'unsubscribed' });
      const { reply, calls } = await scene.watch('POST', at('emails'), {
        ...message,
        contactIds: [gone.id],
        fromEmail: `noor@${scene.account.id}.example`,
      });
      expect(reply.body['results']).toEqual([
        { id: gone.id, outcome: 'sent', message: expect.stringMatching(/unsubscribed/) },
      ]);
      expect(asked(calls)).toEqual(['GET /contacts', 'POST /emails:send']);
      const foreign = await scene.hub.call('POST', at('emails'), {
        ...message,
        contactIds: [gone.id],
        fromEmail: 'stranger@example.test',
      });
      expect([foreign.status, foreign.body]).toMatchObject([400, { reason: 'PROVIDER_REJECTED' }]);
    });

    it('are refused before anything is sent', async () => {
      const { scene } = context;
      await refused(scene, 'POST', at('emails'), { ...message }, 'contactIds');
      await refused(scene, 'POST', at('emails'), { html: 'x', contactIds: ['1'] }, 'subject');
      await refused(scene, 'POST', at('emails'), { subject: 'x', contactIds: ['1'] }, 'html');
      await refused(scene, 'POST', at('emails'), { ...message, contactIds: [] }, 'contactIds');
      await refused(scene, 'POST', at('emails'), { ...message, contactIds: ['1'], templateId: '5' }, 'templateId');
      const { reply, calls } = await scene.watch('POST', at('emails'), { ...message, contactIds: ['987654'] });
      expect([reply.status, calls.some(({ method }) => method === 'POST')]).toEqual([400, false]);
      expect((await scene.hub.call('GET', at('emails', 987654))).status).toBe(404);
      expect((await scene.watch('DELETE', at('emails', 801))).reply.status).toBe(405);
    });

    it('are paged without loss', async () => {
      const { scene } = context;
      const kept = await scene.world.sandbox.state('keap', 'emails', scene.account.id);
      expect([...(await allOf(scene, at('emails'), 1))].sort()).toEqual(kept.map(({ id }) => id).sort());
    });
  });
}
