import { describe, expect, it } from '@jest/globals';
import type { Body } from './element-table.js';
import { allOf, at, idsOf, keptIn, where, type CrmContext } from './infusionsoft-crm.js';

/** Campaigns, which Keap lets nobody make from outside. */
export function describeCampaigns(context: CrmContext): void {
  describe('campaigns', () => {
    it('are listed and read', async () => {
      const { scene } = context;
      const reply = await scene.hub.call<readonly Body[]>('GET', at('campaigns'));
      expect(reply.body).toMatchObject([
        { id: '71', name: 'Welcome Series', status: 'active', type: 'automated' },
        { id: '72', name: 'Spring Campaign', status: 'draft', type: 'automated' },
      ]);
      const kept = await keptIn(scene, 'campaigns', '71');
      expect(Date.parse(String(reply.body[0]?.['createdAt']))).toBe(Date.parse(String(kept?.['date_created'])));
      const { reply: one, calls } = await scene.watch('GET', at('campaigns', 72));
      expect([one.body, calls.length]).toEqual([reply.body[1], 1]);
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', where('campaigns', "name LIKE '%SERIES'")))).toEqual([
        '71',
      ]);
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', `${at('campaigns')}?orderBy=name`))).toEqual([
        '72',
        '71',
      ]);
      expect(await allOf(scene, at('campaigns'), 1)).toEqual(['71', '72']);
      expect((await scene.hub.call('GET', at('campaigns', 999))).status).toBe(404);
    });

    it('cannot be made or sent', async () => {
      const { scene } = context;
      const { reply, calls } = await scene.watch('POST', at('campaigns'), { name: 'x' });
      expect([reply.status, calls]).toEqual([405, []]);
      expect((await scene.watch('POST', `${at('campaigns', 71)}/send`, {})).reply.status).toBe(404);
    });
  });
}
