import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshEmail, newScene, startWorld, toScene, type Scene } from './contract-scene.js';
import type { Body, ProviderAccount } from './element-table.js';
import { describeCampaigns } from './emfluence-campaigns.js';
import { describeImports } from './emfluence-imports.js';
import { describeLists } from './emfluence-lists.js';
import { describeMembers } from './emfluence-members.js';
import { describeReports } from './emfluence-reports.js';
import {
  asked,
  atEmfluence,
  bodyOf,
  expectUndeclared,
  failure,
  keptIn,
  people,
  type ResourcesContext,
} from './emfluence-scene.js';
import { emfluenceTable } from './emfluence.table.js';
import { at } from './infusionsoft-crm.js';

const held: { scene?: Scene } = {};
const context: ResourcesContext = {
  get scene() {
    if (!held.scene) throw new Error('Rows run after their set-up.');
    return held.scene;
  },
};

beforeAll(async () => {
  held.scene = await newScene(await startWorld(), emfluenceTable);
});
afterAll(async () => held.scene?.world.stop());

describeLists(context);
describeMembers(context);
describeImports(context);
describeCampaigns(context);
describeReports(context);

describe('transactional e-mails', () => {
  const message = { subject: 'Your order', fromEmail: 'shop@contract.example', text: 'Thank you', category: 'Orders' };

  it('are refused until the vendor allows them', async () => {
    const [id] = await people(context.scene, ['buyer']);
    expect(await failure(context.scene, 'POST', at('emails'), { ...message, contactIds: [id] })).toMatchObject({
      status: 403,
      reason: 'PROVIDER_FORBIDDEN',
    });
  });

  it('are sent, with a result for each recipient in the order given', async () => {
    const { scene } = context;
    await scene.world.sandbox.control('PUT', '/settings', { transactional: true });
    const [buyer, left] = await people(scene, ['buyer', 'left']);
    await atEmfluence(scene, 'contacts/save', { contactID: Number(left), suppressed: true });
    const email = freshEmail('walk.in');
    const { reply, calls } = await scene.watch('POST', at('emails'), {
      ...message,
      contacts: [{ email, firstName: 'Walk', address: { city: 'Tempe' } }],
      contactIds: [left, buyer, '999999'],
    });
    expect([reply.status, asked(calls)]).toEqual([200, ['emails/sendTransactional']]);
    expect(reply.body).toEqual({
      ...message,
      id: expect.any(String),
      contactIds: [left, buyer, '999999'],
      results: [
        { id: expect.any(String), outcome: 'sent' },
        {
          id: left,
          outcome: 'failed',
          message: expect.any(String),
          providerMessage: expect.stringMatching(/suppressed/),
        },
        { id: buyer, outcome: 'sent' },
        { id: '999999', outcome: 'failed', message: expect.any(String), providerMessage: expect.any(String) },
      ],
    });
    expect(reply.headers.get('elements-error')).toMatch(/2 of 4/);
    expect(await keptIn(scene, 'contacts', (reply.body['results'] as readonly Body[])[0]?.['id'])).toMatchObject({
      email,
      firstName: 'Walk',
      city: 'Tempe',
    });
    expect(bodyOf(calls[0])).toMatchObject({
      email: { title: 'Your order', fromAddress: 'shop@contract.example' },
      transactionalCategory: 'Orders',
    });
    expect((await scene.hub.call('GET', at('campaigns', reply.body['id']))).body).toMatchObject({
      type: 'transactional',
      status: 'sent',
      subject: 'Your order',
    });
  });

  it('are refused by name before a call', async () => {
    const { scene } = context;
    const many = Array.from({ length: 6 }, () => ({ email: freshEmail() }));
    for (const [body, path] of [
      [{ ...message }, 'contactIds'],
      [{ contactIds: ['1'] }, 'subject'],
      [{ ...message, contacts: many }, 'contacts'],
      [{ ...message, contacts: [{ firstName: 'x' }] }, 'contacts[0].email'],
      [{ ...message, contacts: [{ email: 'a@b.example', robot: 1 }] }, 'contacts[0].robot'],
    ] as const) {
      expect(await failure(scene, 'POST', at('emails'), body)).toMatchObject({ status: 400, path, calls: [] });
    }
    await expectUndeclared(scene, [
      ['GET', at('emails'), 405],
      ['GET', at('emails/1'), 405],
    ]);
  });
});

describe('users', () => {
  it('are read one by one', async () => {
    const { scene } = context;
    const { reply, calls } = await scene.watch('GET', at('users', '11'));
    expect([reply.body, asked(calls)]).toEqual([
      { id: '11', email: `ada@${scene.account.id}.example`, firstName: 'Ada', lastName: 'Sandbox' },
      ['users/lookup'],
    ]);
    expect((await scene.hub.call('GET', at('users', '999'))).status).toBe(404);
    await expectUndeclared(scene, [
      ['GET', at('users'), 405],
      ['PATCH', at('users', '11'), 405],
      ['GET', at('users', 'x'), 404],
    ]);
  });
});

describe('a user without the permission', () => {
  it('is refused by emfluence, and the caller told which one is missing', async () => {
    const { world } = context.scene;
    const account = await world.sandbox.control<ProviderAccount>('POST', '/accounts', {
      provider: 'emfluence',
      permissions: ['Contacts (Add)'],
    });
    const scene = toScene(
      world,
      emfluenceTable,
      account,
      await emfluenceTable.provision(world.gateway, world.sandbox, account),
    );
    for (const [method, path, body] of [
      ['POST', at('lists'), { name: 'x' }],
      ['DELETE', at('lists/102')],
      ['GET', at('lists/102/contacts')],
      ['POST', at('campaigns'), { name: 'x' }],
      ['POST', at('campaigns/1/send')],
      ['POST', at('contacts'), [{ email: freshEmail() }]],
    ] as const) {
      const seen = await failure(scene, method, path, body);
      expect([method, path, seen.status, seen.reason, seen.body['providerMessage']]).toEqual([
        method,
        path,
        403,
        'PROVIDER_FORBIDDEN',
        expect.stringMatching(/permission/),
      ]);
    }
    expect((await scene.hub.call('GET', at('lists/102'))).status).toBe(200);
  });
});
