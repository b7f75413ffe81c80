import { expect } from '@jest/globals';
import { sandboxUrls } from '../support/gateway.js';
import type { KeapAccount } from '../support/sandbox.js';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, createContact, freshEmail, newAccount } from './contract-scene.js';
import type { Body } from './element-table.js';

const firstEmail = (record: Body | undefined): Body =>
  ((record?.['email_addresses'] ?? []) as readonly Body[])[0] ?? {};

export function infusionsoftRows(context: ContractContext): void {
  row('makes a new contact mailable only with a reason, its own or that of the instance', async () => {
    const { scene } = context;
    const without = await createContact(scene);
    expect(without).toMatchObject({ status: 'never_subscribed', marketable: false });
    const own = await createContact(scene, { optInReason: 'Signed up at the fair' });
    expect(own).toMatchObject({ status: 'unconfirmed', marketable: true });
    expect(own).not.toHaveProperty('optInReason');
    expect(firstEmail(await scene.kept(own.id))).toMatchObject({
      email_opt_status: 'SINGLE_OPT_IN',
      opt_in_reason: 'Signed up at the fair',
    });
    const standing = await scene.also({ 'contacts.optInReason': 'Terms of 2026' });
    const { id, marketable } = await createContact(standing);
    expect([marketable, firstEmail(await scene.kept(id))['opt_in_reason']]).toEqual([true, 'Terms of 2026']);
  });

  row('does not opt anybody in again by a change of something else', async () => {
    const { scene } = context;
    const { id } = await createContact(scene, { optInReason: 'Once' });
    const { calls } = await scene.watch('PATCH', `${contactsPath}/${id}`, {
      emails: [{ address: 'a.again@contract.example', type: 'primary' }],
      phone: '1',
    });
    const patch = calls.find(({ method }) => method === 'PATCH');
    expect(JSON.stringify(patch?.body)).not.toContain('opt_in_reason');
  });

  row('keeps the slots that a change does not name', async () => {
    const { scene } = context;
    const phones = [
      { number: '1', type: 'Work' },
      { number: '2', type: 'Home' },
    ];
    const { id } = await createContact(scene, {
      phones,
      fax: '3',
      address: { city: 'Tempe' },
      otherAddress: { city: 'Mesa' },
      customFields: { 'Favourite colour': 'red', Plan: 'Plus' },
    });
    const { body } = await scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, {
      mobile: '4',
      address: { street1: '1 Main St' },
      customFields: { Plan: 'Basic' },
    });
    expect(body).toMatchObject({
      phone: '1',
      mobile: '4',
      fax: '3',
      address: { street1: '1 Main St', city: 'Tempe' },
      otherAddress: { city: 'Mesa' },
      customFields: { 'Favourite colour': 'red', Plan: 'Basic' },
    });
    expect(body['phones']).toEqual([...phones, { number: '4', type: 'Mobile' }]);
  });

  row('names a custom field by its system name where the instance wants that', async () => {
    const system = await context.scene.also({ 'customFields.names': 'system' });
    const { customFields } = await createContact(system, { customFields: { 'Favourite colour': 'red' } });
    expect(Object.values(customFields as Body)).toEqual(['red']);
    expect(Object.keys(customFields as Body)).not.toContain('Favourite colour');
  });

  row('knows the custom fields of another account as soon as it is connected to that one', async () => {
    const { world, table } = context;
    const [before, after] = [await newAccount(world, table), await newAccount(world, table)] as KeapAccount[];
    const tokenOf = (account: KeapAccount | undefined) => ({ 'access.token': account?.personalAccessToken ?? '' });
    const { body: instance } = await world.gateway.platform.call<{ id: number; token: string }>('POST', '/instances', {
      element: { key: 'infusionsoftmarketing' },
      name: 'moves',
      configuration: { ...tokenOf(before), 'base.url': sandboxUrls.keap(world.sandbox)['base.url'] },
    });
    const hub = world.gateway.withToken(instance.token);
    const create = (customFields: Body) => hub.call<Body>('POST', contactsPath, { email: freshEmail(), customFields });
    expect((await create({ 'Favourite colour': 'red' })).status).toBe(200);
    const made = await fetch(`${world.sandbox.url}/keap/crm/rest/v2/contacts/model/customFields`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${after?.personalAccessToken ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ label: 'Only here', field_type: 'TEXT' }),
    });
    expect(made.ok).toBe(true);
    const moved = await world.gateway.platform.call('PATCH', `/instances/${instance.id}`, {
      configuration: tokenOf(after),
    });
    expect(moved.status).toBe(200);
    const { status, body } = await create({ 'Only here': 'yes' });
    expect([status, body['customFields']]).toEqual([200, { 'Only here': 'yes' }]);
  });
}
