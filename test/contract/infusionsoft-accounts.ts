import { describe, expect, it } from '@jest/globals';
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

const whole = {
  name: 'Müller; Söhne, "GmbH" *',
  email: 'office@accounts.example',
  phone: '(480) 555-0177',
  website: 'https://accounts.example',
  address: { street1: '1 Main St', street2: 'Floor 2', city: 'Tempe', state: 'AZ', postalCode: '85281', country: 'US' },
  description: 'A note about them',
  customFields: { Industry: 'Tools' },
};

export function describeAccounts(context: CrmContext): void {
  describe('accounts', () => {
    it('are companies, written and read with all of their fields', async () => {
      const { scene } = context;
      const account = await created(scene, 'accounts', whole);
      expect(account).toMatchObject(whole);
      expect(await keptIn(scene, 'companies', account.id)).toMatchObject({
        company_name: whole.name,
        email_address: { email: whole.email, field: 'EMAIL1' },
        phone_number: { number: whole.phone },
        website: whole.website,
        address: {
          line1: '1 Main St',
          line2: 'Floor 2',
          locality: 'Tempe',
          region_code: 'US-AZ',
          postal_code: '85281',
          country_code: 'USA',
        },
        notes: whole.description,
        custom_fields: [{ id: '6', content: 'Tools' }],
      });
      expect((await scene.hub.call('GET', at('accounts', account.id))).body).toEqual(account);
      expect(Object.keys(account)).toEqual(expect.arrayContaining(['createdAt', 'updatedAt']));
    });

    it('keep what a change does not name', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'accounts', { ...whole, phone: undefined });
      await atKeap(scene, 'PATCH', `/companies/${id}?update_mask=phone_number`, {
        phone_number: { number: '1', extension: '7', type: 'Work', field: 'PHONE1' },
      });
      const changed = await scene.hub.call('PATCH', at('accounts', id), {
        phone: '2',
        address: { city: 'Mesa', street2: null },
        customFields: { Industry: null },
      });
      expect([changed.status, changed.body]).toEqual([
        200,
        expect.objectContaining({ id, name: whole.name, phone: '2', email: whole.email }),
      ]);
      const kept = await keptIn(scene, 'companies', id);
      expect(kept).toMatchObject({
        phone_number: { number: '2', extension: '7', type: 'Work' },
        address: { line1: '1 Main St', line2: null, locality: 'Mesa', region_code: 'US-AZ' },
        custom_fields: [],
      });
      const scalar = await scene.watch('PATCH', at('accounts', id), { website: 'https://changed.example' });
      expect([scalar.reply.status, scalar.calls[0]?.query, scalar.calls[0]?.body]).toEqual([
        200,
        { update_mask: 'website' },
        { website: 'https://changed.example' },
      ]);
    });

    it('lose a part that is cleared, and no other', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'accounts', whole);
      const cleared = await scene.hub.call('PATCH', at('accounts', id), {
        email: null,
        phone: null,
        address: null,
        description: null,
      });
      expect(cleared.body).not.toHaveProperty('email');
      const kept = await keptIn(scene, 'companies', id);
      expect(kept).toMatchObject({ company_name: whole.name, website: whole.website });
      for (const part of ['email_address', 'phone_number', 'address', 'notes']) expect(kept).not.toHaveProperty(part);
    });

    it('can be read, changed in one place and sent back whole', async () => {
      const { scene } = context;
      const account = await created(scene, 'accounts', whole);
      const { reply, calls } = await scene.watch('PATCH', at('accounts', account.id), {
        ...account,
        description: 'Changed',
      });
      expect([reply.status, reply.body]).toEqual([
        200,
        { ...account, description: 'Changed', updatedAt: reply.body['updatedAt'] },
      ]);
      expect(calls.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ notes: 'Changed' });
    });

    it('are found by what Keap can filter, and judged again by the gateway', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'accounts', {
        name: 'Zebra; Co',
        address: { city: 'Zürich', country: 'CH' },
      });
      await created(scene, 'accounts', { name: 'Zebra; Company' });
      const since = await scene.watch<readonly Body[]>('GET', where('accounts', "name = 'zebra; co'"));
      expect([idsOf(since.reply), since.calls.map(({ query }) => query['filter'])]).toEqual([[id], ['name==zebra*']]);
      expect(idsOf(await scene.hub.call<readonly Body[]>('GET', where('accounts', "address.city = 'ZÜRICH'")))).toEqual(
        [id],
      );
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>('GET', where('accounts', `id = '${id}' AND updatedAt > '2020-01-01'`)),
        ),
      ).toEqual([id]);
      expect(
        idsOf(await scene.hub.call<readonly Body[]>('GET', where('accounts', "customFields.Industry = 'none such'"))),
      ).toEqual([]);
    });

    it('are the same for every page size, in every order', async () => {
      const { scene } = context;
      const all = await allOf(scene, at('accounts'), 200);
      expect(all.length).toBeGreaterThan(5);
      expect(await allOf(scene, at('accounts'), 2)).toEqual(all);
      expect(await allOf(scene, `${at('accounts')}?orderBy=name%20desc`, 3)).toHaveLength(all.length);
    });

    it('refuse what no company can be', async () => {
      const { scene } = context;
      await refused(scene, 'POST', at('accounts'), { website: 'https://x.example' }, 'name');
      await refused(scene, 'POST', at('accounts'), { name: 'x', address: { state: 'AZ' } }, 'address.state');
      await refused(scene, 'POST', at('accounts'), { name: 'x', industry: 'y' }, 'industry');
      const { reply } = await scene.watch('POST', at('accounts'), { name: 'x', customFields: { Nowhere: 1 } });
      expect([reply.status, reply.body['path']]).toEqual([400, 'customFields.Nowhere']);
    });

    it('go for good', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'accounts', { name: 'Gone' });
      expect([
        (await scene.hub.call('DELETE', at('accounts', id))).status,
        await keptIn(scene, 'companies', id),
      ]).toEqual([200, undefined]);
      for (const method of ['GET', 'DELETE'])
        expect((await scene.hub.call(method, at('accounts', id))).status).toBe(404);
    });

    it('come whole whatever fields of a single company mean, for one call more where they select', async () => {
      const { scene } = context;
      const { sandbox } = scene.world;
      const { id } = await created(scene, 'accounts', whole);
      const { companyFields } = await sandbox.control<Body>('GET', '/settings');
      for (const [reading, calls] of [
        ['add', 1],
        ['select', 2],
      ] as const) {
        await sandbox.control('PUT', '/settings', { companyFields: reading });
        const read = await scene.watch('GET', at('accounts', id));
        expect([read.reply.body, asked(read.calls)]).toEqual([
          expect.objectContaining(whole),
          Array.from({ length: calls }, () => `GET /companies/${id}`),
        ]);
      }
      await sandbox.control('PUT', '/settings', { companyFields });
    });

    it('are companies as Keap has them under that name', async () => {
      const { scene } = context;
      const { id } = await created(scene, 'accounts', whole);
      const raw = await scene.hub.call('GET', at('companies', id));
      expect(raw.body).toMatchObject({ id, company_name: whole.name, email_address: { email: whole.email } });
    });
  });
}
