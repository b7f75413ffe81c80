import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createContact, freshEmail, newScene, startWorld, toScene, type Scene } from './contract-scene.js';
import type { Body, ProviderAccount } from './element-table.js';
import { describeAccounts } from './infusionsoft-accounts.js';
import { asked, at, created, idsOf, keptIn, refused, where, type CrmContext } from './infusionsoft-crm.js';
import { describeNotes } from './infusionsoft-notes.js';
import { describeOpportunities } from './infusionsoft-opportunities.js';
import { infusionsoftTable } from './infusionsoft.table.js';

const held: { scene?: Scene } = {};
const context: CrmContext = {
  get scene() {
    if (!held.scene) throw new Error('Rows run after their set-up.');
    return held.scene;
  },
};

beforeAll(async () => {
  held.scene = await newScene(await startWorld(), infusionsoftTable);
});
afterAll(async () => held.scene?.world.stop());

describeAccounts(context);
describeOpportunities(context);
describeNotes(context);

describe('users', () => {
  it('are listed, those who left included, and read', async () => {
    const { scene } = context;
    const { reply, calls } = await scene.watch<readonly Body[]>('GET', at('users'));
    expect(reply.body).toEqual([
      { id: '45', email: `ada@${scene.account.id}.example`, firstName: 'Ada', lastName: 'Example', active: true },
      { id: '46', email: `noor@${scene.account.id}.example`, firstName: 'Noor', lastName: 'Retired', active: false },
    ]);
    expect(calls.map(({ query }) => [query['filter'], query['page_size']])).toEqual([
      ['include_inactive==true', '100'],
    ]);
    expect((await scene.hub.call('GET', at('users', '46'))).body).toEqual(reply.body[1]);
    expect(
      idsOf(
        await scene.hub.call<readonly Body[]>(
          'GET',
          where('users', "active = false OR id = '45'", '&orderBy=lastName%20desc'),
        ),
      ),
    ).toEqual(['46', '45']);
    expect((await scene.hub.call('GET', at('users', '999'))).status).toBe(404);
  });

  it('cannot be made, changed or deleted', async () => {
    const { scene } = context;
    for (const [method, path] of [
      ['POST', at('users')],
      ['PATCH', at('users', '45')],
      ['DELETE', at('users', '45')],
    ] as const) {
      const { reply, calls } = await scene.watch(method, path, {});
      expect([reply.status, reply.headers.get('allow'), calls]).toEqual([405, 'GET', []]);
    }
  });
});

describe('contacts in an array', () => {
  it('are stored one by one, with a result for each in the order of the rows', async () => {
    const { scene } = context;
    const taken = await createContact(scene);
    const rows = [
      { email: freshEmail(), firstName: 'One' },
      { email: taken['email'] },
      { email: 'nobody' },
      { email: freshEmail(), firstName: 'Four' },
    ];
    const reply = await scene.hub.call<readonly Body[]>('POST', at('contacts'), rows);
    expect([reply.status, reply.body.map(({ outcome }) => outcome)]).toEqual([
      200,
      ['created', 'conflict', 'failed', 'created'],
    ]);
    expect(reply.body[1]).toMatchObject({ id: taken.id });
    expect(reply.headers.get('elements-error')).toMatch(/2 of 4/);
    expect(await scene.kept(String(reply.body[3]?.['id']))).toMatchObject({ given_name: 'Four' });
    await refused(
      scene,
      'POST',
      at('contacts'),
      Array.from({ length: 1001 }, () => ({})),
      'body',
    );
  });
});

describe('the columns of the older generation', () => {
  it('name the fields of a contact in bodies, in where and in orderBy', async () => {
    const { scene } = context;
    const legacy = {
      FirstName: 'Old',
      LastName: 'Timer',
      Email: freshEmail('legacy'),
      Phone1: '1',
      Phone2: '2',
      JobTitle: 'Clerk',
      StreetAddress1: '1 Main St',
      City: 'Tempe',
      State: 'AZ',
      PostalCode: '85281',
      Country: 'US',
      Birthday: '1980-02-29',
      Website: 'https://old.example',
      OwnerID: '45',
      LeadSourceId: '12',
      Nickname: 'Oldie',
    };
    const contact = await created(scene, 'contacts', legacy);
    expect(contact).toMatchObject({
      firstName: 'Old',
      lastName: 'Timer',
      email: legacy.Email,
      phone: '1',
      mobile: '2',
      title: 'Clerk',
      address: { street1: '1 Main St', city: 'Tempe', state: 'AZ', postalCode: '85281', country: 'US' },
      birthday: '1980-02-29',
      ownerId: '45',
      source: '12',
    });
    expect(await scene.kept(contact.id)).toMatchObject({ preferred_name: 'Oldie' });
    const found = await scene.hub.call<readonly Body[]>(
      'GET',
      where(
        'contacts',
        `Email='${legacy.Email}' AND Id = '${contact.id}' AND City = 'tempe'`,
        '&fields=Id,LastName&orderBy=DateCreated',
      ),
    );
    expect(found.body).toEqual([{ id: contact.id, lastName: 'Timer' }]);
    const changed = await scene.hub.call('PATCH', at('contacts', contact.id), { Id: contact.id, FirstName: 'Older' });
    expect([changed.status, changed.body['firstName']]).toEqual([200, 'Older']);
    await refused(scene, 'POST', at('contacts'), { FirstName: 'a', firstName: 'b' }, 'FirstName');
  });

  it('name those of accounts, leads, notes and users', async () => {
    const { scene } = context;
    const account = await created(scene, 'accounts', { FirstName: 'Ada', LastName: 'Old' });
    expect(await keptIn(scene, 'companies', account.id)).toMatchObject({ first_name: 'Ada', last_name: 'Old' });
    const named = await scene.hub.call<readonly Body[]>(
      'GET',
      where('accounts', "FirstName = 'ada' AND LastName = 'old'"),
    );
    expect(idsOf(named)).toEqual([account.id]);
    const contact = await createContact(scene);
    const lead = await created(scene, 'leads', {
      OpportunityTitle: 'Old lead',
      ContactID: contact.id,
      StageID: '23',
      UserID: '45',
      ProjectedRevenueHigh: 5,
      EstimatedCloseDate: '2027-05-01',
      OpportunityNotes: 'n',
      NextActionNotes: 'Call them',
    });
    expect(lead).toMatchObject({
      name: 'Old lead',
      contactId: contact.id,
      stageId: '23',
      ownerId: '45',
      amountHigh: 5,
      closeDate: '2027-05-01',
      description: 'n',
    });
    expect(await keptIn(scene, 'opportunities', lead.id)).toMatchObject({ next_action_notes: 'Call them' });
    expect(
      idsOf(
        await scene.hub.call<readonly Body[]>(
          'GET',
          where('leads', `OpportunityTitle = 'old lead' AND StageID = '23'`),
        ),
      ),
    ).toEqual([lead.id]);
    expect(idsOf(await scene.hub.call<readonly Body[]>('GET', where('users', "FirstName = 'Ada'")))).toEqual(['45']);
  });

  it('name those of notes, whose table held more than notes', async () => {
    const { scene } = context;
    const contact = await createContact(scene);
    const note = await created(scene, 'notes', {
      ObjectType: 'Note',
      ContactId: contact.id,
      CreationNotes: 'Body',
      ActionDescription: 'Subject',
    });
    expect(note).toMatchObject({ contactId: contact.id, body: 'Body', subject: 'Subject' });
    const found = await scene.watch<readonly Body[]>(
      'GET',
      where('notes', `ObjectType = 'Note' AND ContactId = '${contact.id}'`),
    );
    expect([idsOf(found.reply), asked(found.calls)]).toEqual([[note.id], ['GET /notes']]);
    expect(
      idsOf(
        await scene.hub.call<readonly Body[]>(
          'GET',
          where('notes', `ObjectType = 'Task' AND ContactId = '${contact.id}'`),
        ),
      ),
    ).toEqual([]);
    const message = await refused(
      scene,
      'POST',
      at('notes'),
      { ObjectType: 'Note', CreationNotes: 'x', ActionDescription: 'y' },
      'contactId',
    );
    expect(message).toMatch(/contact/);
  });
});

describe('a user without the permission', () => {
  it('is refused by Keap, and the caller told so', async () => {
    const { world } = context.scene;
    const account = await world.sandbox.control<ProviderAccount>('POST', '/accounts', {
      provider: 'keap',
      permissions: ['contacts', 'notes:read'],
    });
    const scene = toScene(
      world,
      infusionsoftTable,
      account,
      await infusionsoftTable.provision(world.gateway, world.sandbox, account),
    );
    for (const [method, path, body] of [
      ['GET', at('accounts')],
      ['POST', at('leads'), { name: 'x', contactId: '1', stageId: '21' }],
      ['POST', at('contacts/1/notes'), { subject: 'x', ownerId: '45' }],
    ] as const) {
      const reply = await scene.hub.call(method, path, body);
      expect([path, reply.status, reply.body['reason']]).toEqual([path, 403, 'PROVIDER_FORBIDDEN']);
    }
    expect((await scene.hub.call('GET', at('notes'))).status).toBe(200);
  });
});
