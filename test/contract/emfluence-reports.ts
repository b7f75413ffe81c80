import { describe, expect, it } from '@jest/globals';
import type { HubReply } from '../support/gateway.js';
import { freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { at, where } from './infusionsoft-crm.js';
import {
  asked,
  atEmfluence,
  bodyOf,
  expectUndeclared,
  failure,
  people,
  type ResourcesContext,
} from './emfluence-scene.js';

import { campaign, ready } from './emfluence-mailing.js';

export function describeReports(context: ResourcesContext): void {
  describe('reports and activities', () => {
    it('tell what became of a sent campaign', async () => {
      const { scene } = context;
      const { groupID } = await atEmfluence(scene, 'groups/save', { groupName: freshEmail('readers') });
      const names = ['bounce', 'softbounce', 'complain', 'unsubscribe', 'reader', 'reader', 'reader', 'reader'];
      const ids = await people(scene, names);
      await atEmfluence(scene, 'groups/addContacts', { groupID: Number(groupID), contactIDs: ids.map(Number) });
      const id = await campaign(scene, { ...ready, listIds: [String(groupID)] });
      await scene.hub.call('POST', at(`campaigns/${id}/send`));
      const report = async (kind: string, more = ''): Promise<readonly Body[]> => {
        const { reply, calls } = await scene.watch<readonly Body[]>(
          'GET',
          `${at(`campaigns/${id}/reports/${kind}`)}${more}`,
        );
        expect([kind, reply.status, new Set(asked(calls))]).toEqual([kind, 200, new Set([`emailReports/${kind}`])]);
        return reply.body;
      };
      const recipients = await report('recipients');
      expect(recipients.length).toBe(8);
      expect(recipients[0]).toEqual({
        contactId: ids[0],
        email: expect.stringMatching(/^bounce/),
        firstName: 'bounce',
        lastName: 'Person',
        opened: false,
        clicked: false,
        bounced: true,
        bounceType: 'hard',
        complained: false,
        unsubscribed: false,
      });
      expect((await report('bounces')).map(({ contactId, bounceType }) => [contactId, bounceType])).toEqual([
        [ids[0], 'hard'],
        [ids[1], 'soft'],
      ]);
      expect((await report('complaints')).map(({ contactId }) => contactId)).toEqual([ids[2]]);
      expect((await report('unsubscribes')).map(({ contactId, occurredAt }) => [contactId, occurredAt])).toEqual([
        [ids[3], expect.any(String)],
      ]);
      const clicks = await report('clicks');
      expect(clicks).toEqual(
        ids
          .slice(4)
          .filter((contact) => Number(contact) % 4 === 0)
          .map((contactId) => ({
            contactId,
            email: expect.any(String),
            link: 'https://news.example/offer',
            ipAddress: '192.0.2.1',
            occurredAt: expect.any(String),
          })),
      );
      const views = await report('views');
      expect((await scene.hub.call('GET', at('campaigns', id))).body['stats']).toEqual({
        sent: 8,
        opens: views.length,
        uniqueOpens: views.length,
        clicks: clicks.length,
        uniqueClicks: clicks.length,
        bounces: 2,
        unsubscribes: 1,
        complaints: 1,
      });
      const bounced = await scene.watch<readonly Body[]>(
        'GET',
        where(`campaigns/${id}/reports/recipients`, 'bounced = true'),
      );
      expect([bounced.reply.body.map(({ contactId }) => contactId), bodyOf(bounced.calls[0])['bounced']]).toEqual([
        ids.slice(0, 2),
        true,
      ]);
      const paged: unknown[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const reply: HubReply<readonly Body[]> = await scene.hub.call<readonly Body[]>(
          'GET',
          `${at(`campaigns/${id}/reports/recipients`)}?pageSize=3${cursor && `&nextPage=${encodeURIComponent(cursor)}`}`,
        );
        paged.push(...reply.body);
        cursor = reply.headers.get('elements-next-page-token');
      }
      expect(paged).toEqual(recipients);
      const page = await scene.hub.call('GET', `${at(`campaigns/${id}/reports/recipients`)}?pageSize=3`);
      const token = page.headers.get('elements-next-page-token') ?? '';
      const foreign = `${at(`campaigns/${id}/reports/clicks`)}?pageSize=3&nextPage=${encodeURIComponent(token)}`;
      expect(await failure(scene, 'GET', foreign)).toMatchObject({ status: 400, path: 'nextPage', calls: [] });
      expect((await scene.hub.call('GET', at('campaigns/999999/reports/clicks'))).status).toBe(404);
    });

    it('tell what contacts did within a window that stays while paging', async () => {
      const { scene } = context;
      const [id] = await people(scene, ['unsubscribe']);
      const mail = await campaign(scene, ready);
      await atEmfluence(scene, 'emails/save', {
        emailID: Number(mail),
        recipients: { contactIDs: [Number(id)], groupIDs: [] },
      });
      await scene.hub.call('POST', at(`campaigns/${mail}/send`));
      const own = await scene.watch<readonly Body[]>('GET', at(`contacts/${String(id)}/activities`));
      expect(own.reply.body).toEqual(
        ['sent', 'viewed', 'unsubscribed'].map((deed) => ({
          id: expect.any(String),
          type: `email.${deed}`,
          subject: 'Hello',
          contactId: id,
          campaignId: mail,
          occurredAt: expect.any(String),
        })),
      );
      const [week] = (await scene.watch('GET', `${at('activities')}?pageSize=1`)).calls;
      const { startDate, endDate, activities } = bodyOf(week);
      expect([Date.parse(`${String(endDate)}Z`) - Date.parse(`${String(startDate)}Z`), activities]).toEqual([
        7 * 86_400_000,
        ['EMAIL:*', 'WEBTRACKING:*', 'LANDINGPAGE:*', 'SURVEY:*', 'SMS:*'],
      ]);
      const narrowed = await scene.watch<readonly Body[]>(
        'GET',
        where('activities', `type = 'email.viewed' AND contactId = '${String(id)}' AND occurredAt > '2026-01-01'`),
      );
      expect([narrowed.reply.body.length, bodyOf(narrowed.calls[0])]).toEqual([
        1,
        expect.objectContaining({
          activities: ['EMAIL:VIEWED'],
          contactID: String(id),
          startDate: '2026-01-01 00:00:00',
        }),
      ]);
      const first = await scene.hub.call<readonly Body[]>(
        'GET',
        `${at(`contacts/${String(id)}/activities`)}?pageSize=1`,
      );
      await new Promise((wait) => setTimeout(wait, 1_100));
      const second = await scene.watch<readonly Body[]>(
        'GET',
        `${at(`contacts/${String(id)}/activities`)}?pageSize=2&nextPage=${encodeURIComponent(first.headers.get('elements-next-page-token') ?? '')}`,
      );
      expect([...first.body, ...second.reply.body]).toEqual(own.reply.body);
      expect(second.reply.headers.get('elements-query-plan')?.split('searched=')[1]).toBe(
        first.headers.get('elements-query-plan')?.split('searched=')[1],
      );
      await expectUndeclared(scene, [
        ['POST', at('activities'), 405],
        ['GET', at('activities/1'), 405],
      ]);
    });
  });
}
