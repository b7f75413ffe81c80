import { describe, expect, it } from '@jest/globals';
import { createContact } from './contract-scene.js';
import type { Body } from './element-table.js';
import {
  allOf,
  asked,
  at,
  atKeap,
  created,
  idsOf,
  keptIn,
  refused,
  where,
  type CrmContext,
} from './infusionsoft-crm.js';

export function describeOpportunities(context: CrmContext): void {
  const contactId = async (): Promise<string> =>
    (await createContact(context.scene, { firstName: 'Ann', lastName: 'Buyer' })).id;
  const whole = {
    name: 'Big deal',
    amountLow: 1000.5,
    amountHigh: 2000,
    closeDate: '2027-01-31',
    ownerId: '45',
    description: 'Soon',
  };

  describe('opportunities', () => {
    it('are written flat and answered with the names of what they point to', async () => {
      const { scene } = context;
      const contact = await contactId();
      const { reply, calls } = await scene.watch('POST', at('opportunities'), {
        ...whole,
        contactId: contact,
        stageId: '22',
      });
      expect([reply.status, reply.body, calls.length]).toEqual([
        200,
        expect.objectContaining({
          ...whole,
          contactId: contact,
          contactName: 'Ann Buyer',
          stageId: '22',
          stage: 'Contacting',
        }),
        1,
      ]);
      expect(await keptIn(scene, 'opportunities', reply.body['id'])).toMatchObject({
        opportunity_title: 'Big deal',
        contact: { id: contact },
        stage: { id: '22' },
        user: { id: '45' },
        projected_revenue_low: 1000.5,
        projected_revenue_high: 2000,
        estimated_close_time: expect.stringMatching(/^2027-01-31T00:00:00/),
        opportunity_notes: 'Soon',
      });
      expect((await scene.hub.call('GET', at('opportunities', reply.body['id']))).body).toEqual(reply.body);
    });

    it('begin in the first stage of the pipeline', async () => {
      const { scene } = context;
      await atKeap(scene, 'POST', '/opportunities/stages', {
        name: 'Before all',
        order: 1,
        target_number_days: 1,
        probability: 1,
      });
      const { reply, calls } = await scene.watch('POST', at('leads'), { name: 'Early', contactId: await contactId() });
      expect([reply.body['stage'], asked(calls)]).toEqual([
        'Before all',
        ['GET /opportunities/stages', 'POST /opportunities'],
      ]);
    });

    it('say why they cannot be without a contact', async () => {
      const { scene } = context;
      for (const name of ['opportunities', 'leads'])
        expect(await refused(scene, 'POST', at(name), { name: 'Alone' }, 'contactId')).toMatch(/contact/i);
      await refused(scene, 'POST', at('leads'), { contactId: '1' }, 'name');
      await refused(scene, 'POST', at('leads'), { name: 'x', contactId: 'Ann' }, 'contactId');
      const { reply } = await scene.watch('POST', at('leads'), { name: 'x', contactId: '999999', stageId: '21' });
      expect([reply.status, reply.body['providerMessage']]).toEqual([400, 'contact_id does not exist']);
    });

    it('change only what is named', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'opportunities', { ...whole, contactId: await contactId() });
      const { reply, calls } = await scene.watch('PATCH', at('leads', id), { stageId: '24', amountLow: null });
      expect([reply.status, reply.body, calls.length]).toEqual([
        200,
        expect.objectContaining({ id, name: whole.name, stage: 'Won', amountHigh: 2000 }),
        1,
      ]);
      expect(reply.body).not.toHaveProperty('amountLow');
      const unchanged = await scene.hub.call('PATCH', at('leads', id), reply.body);
      expect([unchanged.status, unchanged.body['name']]).toEqual([200, whole.name]);
      await refused(scene, 'PATCH', at('leads', id), { stageId: null }, 'stageId');
      await refused(scene, 'PATCH', at('leads', id), { contactId: null }, 'contactId');
    });

    it('have custom fields of their own, by label', async () => {
      const { scene } = context;
      const field = await atKeap(scene, 'POST', '/opportunities/model/customFields', {
        label: 'Competitor',
        field_type: 'TEXT',
      });
      const other = await atKeap(scene, 'POST', '/opportunities/model/customFields', {
        label: 'Chance',
        field_type: 'WHOLE_NUMBER',
      });
      const fresh = await scene.also({});
      const { id } = await created(fresh, 'opportunities', {
        name: 'Custom',
        contactId: await contactId(),
        customFields: { Competitor: 'Acme', Chance: 7 },
      });
      const changed = await fresh.hub.call('PATCH', at('opportunities', id), { customFields: { Chance: 8 } });
      expect(changed.body['customFields']).toEqual({ Competitor: 'Acme', Chance: 8 });
      expect((await keptIn(scene, 'opportunities', id))?.['custom_fields']).toEqual([
        { id: field['id'], content: 'Acme' },
        { id: other['id'], content: 8 },
      ]);
      expect(
        idsOf(await fresh.hub.call<readonly Body[]>('GET', where('opportunities', 'customFields.Chance = 8'))),
      ).toEqual([id]);
    });

    it('are filtered by Keap where it can, and by the gateway where it cannot', async () => {
      const { scene } = context;
      const contact = await contactId();
      const { id } = await created(scene, 'opportunities', {
        ...whole,
        name: 'Needle; haystack',
        contactId: contact,
        amountHigh: 777,
      });
      const push = async (expression: string): Promise<readonly unknown[]> => {
        const { reply, calls } = await scene.watch<readonly Body[]>('GET', where('opportunities', expression));
        return [idsOf(reply), calls[0]?.query['filter']];
      };
      expect(await push("name = 'needle; HAYSTACK'")).toEqual([[id], 'opportunity_title==needle*']);
      expect(await push(`contactId = '${contact}' AND stageId != '24'`)).toEqual([[id], `contact_id==${contact}`]);
      expect(await push('amountHigh >= 777 AND amountHigh < 778')).toEqual([
        [id],
        'projected_revenue_high>=777;projected_revenue_high<778',
      ]);
      expect(await push(`id IN ('${id}', '1')`)).toEqual([[id], `ids==${id},1`]);
      expect(await push(`updatedAt > '2020-01-01T00:00:00Z' AND name LIKE 'needle%'`)).toEqual([
        [id],
        'opportunity_title==needle*',
      ]);
      expect(await push(`closeDate = '2027-01-31' AND amountHigh = 777`)).toEqual([
        [id],
        'projected_revenue_high==777',
      ]);
    });

    it('are the same for every page size, under both names', async () => {
      const { scene } = context;
      const all = await allOf(scene, at('opportunities'), 200);
      expect(all.length).toBeGreaterThan(4);
      expect(await allOf(scene, at('leads'), 2)).toEqual(all);
      expect((await allOf(scene, `${at('leads')}?orderBy=name`, 3)).length).toBe(all.length);
    });

    it('go for good', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'leads', { name: 'Gone', contactId: await contactId() });
      expect([
        (await scene.hub.call('DELETE', at('leads', id))).status,
        await keptIn(scene, 'opportunities', id),
      ]).toEqual([200, undefined]);
      for (const method of ['GET', 'DELETE'])
        expect((await scene.hub.call(method, at('opportunities', id))).status).toBe(404);
    });
  });
}
