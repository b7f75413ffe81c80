import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import { errorCatalog } from '../../src/errors/error-catalog.js';
import { answersOf, type OpenApiDocument } from '../support/document-answers.js';
import {
  provisionEmfluence,
  provisionKeap,
  sandboxUrls,
  startTestGateway,
  type HubCaller,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type EmfluenceAccount, type KeapAccount, type TestSandbox } from '../support/sandbox.js';

type Json = Readonly<Record<string, unknown>>;

let sandbox: TestSandbox;
let gateway: TestGateway;
let accounts: { keap: KeapAccount; emfluence: EmfluenceAccount };
let instances: { infusionsoftmarketing: ProvisionedInstance; emfluence: ProvisionedInstance };
let anybody: HubCaller;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox);
  anybody = gateway.as('');
  const { keap, emfluence } = await sandbox.accounts();
  accounts = { keap: keap[0] as KeapAccount, emfluence: emfluence[0] as EmfluenceAccount };
  for (const provider of ['keap', 'emfluence']) await sandbox.control('POST', '/seed', { provider, contacts: 5 });
  instances = {
    infusionsoftmarketing: await provisionKeap(gateway, sandbox, accounts.keap),
    emfluence: await provisionEmfluence(gateway, sandbox, accounts.emfluence),
  };
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  await sandbox.stop();
});

const copyOf = (document: unknown) =>
  JSON.parse(JSON.stringify(document)) as Parameters<typeof SwaggerParser.validate>[0];
const keys = ['infusionsoftmarketing', 'emfluence'] as const;
const providerOf = { infusionsoftmarketing: 'keap', emfluence: 'emfluence' } as const;
const callerOf = (key: (typeof keys)[number]): HubCaller => gateway.withToken(instances[key].token);

describe.each(keys)('The documents of %s', (key) => {
  it('are read of the element by anybody, in both versions, without a call to the provider', async () => {
    const before = await sandbox.mark();
    const swagger = await anybody.call<Json>('GET', `/elements/${key}/docs`);
    const openApi = await anybody.call<Json>('GET', `/elements/${elementCatalog.get(key).id}/docs?version=3.1`);
    expect([swagger.status, swagger.body['swagger'], swagger.body['basePath']]).toEqual([
      200,
      '2.0',
      '/elements/api-v2',
    ]);
    expect([openApi.status, openApi.body['openapi']]).toEqual([200, '3.1.0']);
    expect(swagger.body['info']).toMatchObject({
      'x-element-key': key,
      'x-element-hub': 'marketing',
      version: 'api-v2',
    });
    await expect(SwaggerParser.validate(copyOf(swagger.body))).resolves.toBeDefined();
    expect(await sandbox.journal(providerOf[key], before)).toEqual([]);
  });

  it('show of an instance its custom fields, by its token and by its id alike', async () => {
    const own = await callerOf(key).call<Json>('GET', '/instances/docs?version=3.1');
    const byId = await gateway.platform.call<Json>('GET', `/instances/${instances[key].id}/docs?version=3.1`);
    expect(own.status).toBe(200);
    expect(byId.body).toEqual(own.body);
    const described = { 'Favourite colour': expect.anything(), 'Loyalty points': expect.anything() };
    const properties = { customFields: { properties: described } };
    expect(own.body).toMatchObject({
      components: {
        schemas: { Contacts: { properties }, ContactsCreate: { properties }, ContactsChange: { properties } },
      },
    });
    await expect(SwaggerParser.validate(copyOf(own.body))).resolves.toBeDefined();
    await expect(
      SwaggerParser.validate(copyOf((await callerOf(key).call('GET', '/instances/docs')).body)),
    ).resolves.toBeDefined();
  });

  it('describe what the calls really answer', async () => {
    const caller = callerOf(key);
    const faults = answersOf((await caller.call<OpenApiDocument>('GET', '/instances/docs?version=3.1')).body);
    const email = `described.${key}@example.com`;
    const created = await caller.call<Json>('POST', '/contacts', {
      email,
      firstName: 'Ada',
      customFields: { 'Favourite colour': 'red' },
    });
    const path = `/contacts/${created.body['id'] as string}`;
    const answers = [
      ['createContacts', created],
      ['createContacts', await caller.call('POST', '/contacts', { email })],
      ['createContacts', await caller.call('POST', '/contacts', { nonsense: 1 })],
      ['createContacts', await caller.call('POST', '/contacts', [{ email: `many.${email}` }, { email }])],
      ['getContacts', await caller.call('GET', '/contacts?pageSize=5')],
      ['getContacts', await caller.call('GET', '/contacts?where=nonsense')],
      ['getContactsById', await caller.call('GET', path)],
      ['updateContactsById', await caller.call('PATCH', path, { lastName: 'Lovelace' })],
      ['getContactsLists', await caller.call('GET', `${path}/lists`)],
      ['getContactsSubscription', await caller.call('GET', `${path}/subscription`)],
      ['getLists', await caller.call('GET', '/lists')],
      ['deleteContactsById', await caller.call('DELETE', path)],
      ['deleteContactsById', await caller.call('DELETE', path)],
      ['getPing', await caller.call('GET', '/ping')],
      ['getObjects', await caller.call('GET', '/objects')],
      ['getObjects', await caller.call('GET', '/objects', undefined, { 'elements-version': 'Helium' })],
      ['getObjectsObjectNameMetadata', await caller.call('GET', '/objects/contacts/metadata')],
    ] as const;
    expect(answers.map(([, { status }]) => status)).toEqual([
      200, 409, 400, 200, 200, 400, 200, 200, 200, 200, 200, 200, 404, 200, 200, 200, 200,
    ]);
    expect(answers.flatMap(([operation, { status, body }]) => faults(operation, status, body))).toEqual([]);
    expect(faults('getContacts', 200, [{ nonsense: 1 }])).not.toEqual([]);
    expect(faults('getContacts', 200, [{ firstName: 1 }])).not.toEqual([]);
    expect(faults('getContacts', 418, [])).not.toEqual([]);
  });

  it('are cut to one operation, whichever way it is asked for', async () => {
    const byQuery = await callerOf(key).call<Json>('GET', '/instances/docs?operationId=getContactsById');
    const byPath = await callerOf(key).call<Json>('GET', '/instances/docs/getContactsById');
    const byId = await gateway.platform.call<Json>('GET', `/instances/${instances[key].id}/docs/getContactsById`);
    expect(Object.keys(byQuery.body['paths'] as Json)).toEqual(['/contacts/{id}']);
    expect(byPath.body).toEqual(byQuery.body);
    expect(byId.body).toEqual(byQuery.body);
    expect(await callerOf(key).call('GET', '/instances/docs/getNothing')).toMatchObject({
      status: 404,
      body: { reason: 'NOT_FOUND' },
    });
  });

  it('list the objects in both forms, the same ones with and without a hub', async () => {
    const names = await callerOf(key).call<string[]>('GET', '/hubs/marketing/objects');
    expect((await callerOf(key).call('GET', '/objects')).body).toEqual(names.body);
    expect(names.body).toEqual(expect.arrayContaining(Object.keys(elementCatalog.get(key).resources)));
    const helium = await callerOf(key).call<Json[]>('GET', '/objects', undefined, { 'elements-version': 'Helium' });
    expect(helium.body.map(({ name }) => name as string)).toEqual(names.body);
    expect(helium.body).toContainEqual({ name: 'contacts', vendorName: 'contacts', type: 'ceCanonical' });
    expect(helium.body.some(({ type }) => type === 'vendor')).toBe(true);
  });

  it('can all be called by the names that are listed', async () => {
    const helium = await callerOf(key).call<Json[]>('GET', '/objects', undefined, { 'elements-version': 'Helium' });
    for (const { name } of helium.body) {
      expect([name, (await callerOf(key).call('GET', `/objects/${name as string}/metadata`)).status]).toEqual([
        name,
        200,
      ]);
      // A resource that is not listed answers 405; 404 would mean that the name is none.
      expect([
        name,
        (await callerOf(key).call('GET', `/hubs/marketing/${name as string}?pageSize=1`)).status,
      ]).not.toEqual([name, 404]);
    }
  });

  it('tell the fields of an object with the custom fields of the account, or those alone', async () => {
    const all = await callerOf(key).call<Json>('GET', '/hubs/anything/objects/contacts/metadata');
    const only = await callerOf(key).call<Json>('GET', '/objects/contacts/metadata?customFieldsOnly=true');
    const custom = (only.body['fields'] as Json[]).map(({ vendorDisplayName }) => vendorDisplayName as string);
    expect(custom).toEqual(expect.arrayContaining(['Favourite colour', 'Loyalty points']));
    expect(all.body['fields']).toHaveLength(
      (elementCatalog.get(key).resources['contacts']?.fields.length ?? 0) + custom.length,
    );
  });
});

describe('What documents are refused for', () => {
  it.each([
    ['/elements/nothing/docs', 404],
    ['/elements/emfluence/docs?version=1.2', 400],
    ['/elements/999999999999/metadata', 404],
    ['/elements/emfluence/metadata?expand=perhaps', 400],
    ['/errors/NOTHING', 404],
    ['/docs/package.json', 404],
    ['/docs/..%2Fpackage.json', 404],
    ['/docs/swagger-ui-bundle.js.map', 404],
  ])('%s answers %i to anybody', async (path, status) => {
    expect((await anybody.call('GET', path)).status).toBe(status);
  });

  it.each([['/instances/docs'], ['/instances/1/docs'], ['/objects'], ['/hubs/marketing/objects/contacts/metadata']])(
    '%s answers 401 without secrets',
    async (path) => {
      expect((await anybody.call('GET', path)).status).toBe(401);
    },
  );

  it('answers 404 for the id of no instance, and 405 for a verb that only changes', async () => {
    expect((await gateway.platform.call('GET', '/instances/999999/docs')).status).toBe(404);
    const wrong = await callerOf('emfluence').call('POST', '/objects', {});
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await callerOf('emfluence').call('GET', '/objects/nothing/metadata')).status).toBe(404);
    expect(
      (await callerOf('emfluence').call('GET', '/objects', undefined, { 'elements-version': 'Lithium' })).status,
    ).toBe(400);
  });
});

describe('An account that cannot tell all', () => {
  it('is described without its custom fields when it is disabled, and says so; its objects are still listed', async () => {
    const { id, token } = await provisionEmfluence(gateway, sandbox, accounts.emfluence);
    await gateway.platform.call('DELETE', `/instances/${id}/enabled`);
    const document = await gateway.withToken(token).call<Json>('GET', '/instances/docs');
    expect(document.status).toBe(200);
    expect(document.headers.get('elements-error')).toContain('INSTANCE_DISABLED');
    expect((document.body['info'] as Json)['description']).toContain('INSTANCE_DISABLED');
    expect((await gateway.withToken(token).call('GET', '/objects')).status).toBe(200);
    expect((await gateway.withToken(token).call('GET', '/contacts')).status).toBe(403);
  });

  it('lists the names that its custom fields can have, where its token may not read them', async () => {
    const restricted = await gateway.platform.call<ProvisionedInstance>('POST', '/instances', {
      element: { key: 'emfluence' },
      name: 'Restricted',
      configuration: { 'access.token': accounts.emfluence.restrictedToken, ...sandboxUrls.emfluence(sandbox) },
    });
    const only = await gateway
      .withToken(restricted.body.token)
      .call<Json>('GET', '/objects/contacts/metadata?customFieldsOnly=true');
    expect(only.status).toBe(200);
    expect((only.body['fields'] as Json[])[0]).toMatchObject({
      path: 'customFields.custom1',
      vendorDisplayName: 'custom1',
    });
  });

  it('is not asked at all with discovery=false', async () => {
    const fresh = await provisionEmfluence(gateway, sandbox, accounts.emfluence);
    const before = await sandbox.mark();
    expect((await gateway.withToken(fresh.token).call('GET', '/instances/docs?discovery=false')).status).toBe(200);
    expect(await sandbox.journal('emfluence', before)).toEqual([]);
  });

  it('describes nulls where it is set to show them', async () => {
    const open = await provisionEmfluence(gateway, sandbox, accounts.emfluence, { 'filter.response.nulls': 'false' });
    const caller = gateway.withToken(open.token);
    const faults = answersOf((await caller.call<OpenApiDocument>('GET', '/instances/docs?version=3.1')).body);
    const list = await caller.call<Json[]>('GET', '/contacts?pageSize=5');
    expect(list.body.some((contact) => Object.values(contact).includes(null))).toBe(true);
    expect(faults('getContacts', list.status, list.body)).toEqual([]);
  });
});

describe('The catalogue for anybody', () => {
  it('tells an element’s metadata short, and long with what each resource can do', async () => {
    const short = await anybody.call<Json>('GET', '/elements/192/metadata');
    const long = await anybody.call<Json>('GET', '/elements/192/metadata?expand=true');
    expect(short.body).toMatchObject({
      id: 192,
      key: 'infusionsoftmarketing',
      events: { supported: false, methods: [] },
    });
    expect(short.body['resources']).toBeUndefined();
    expect(long.body).toMatchObject(short.body);
    const wanted =
      'image displayOrder active beta transformations elementType normalizedPaging swaggerValidated cloneable authenticationType discovery bulk usage api hub resources';
    expect(Object.keys(long.body)).toEqual(expect.arrayContaining(wanted.split(' ')));
    expect((long.body['resources'] as Json[]).find(({ canonicalName }) => canonicalName === 'contacts')).toMatchObject({
      operations: ['SEARCH', 'CREATE', 'RETRIEVE', 'UPDATE', 'DELETE'],
      customField: { get: true, create: true, update: true, delete: false },
    });
    expect(
      (await anybody.call<Json[]>('GET', '/elements/metadata?expand=true')).body.map(
        ({ resources }) => (resources as Json[]).length > 3,
      ),
    ).toEqual([true, true]);
  });

  it('tells the mappings that an element has built in', async () => {
    const { status, body } = await anybody.call<Json[]>('GET', '/elements/emfluence/transformations');
    expect(status).toBe(200);
    expect(body.find(({ name }) => name === 'lists')).toMatchObject({ name: 'lists', vendorName: 'groups' });
    expect(body.find(({ name }) => name === 'contacts')?.['fields']).toContainEqual({
      path: 'mobile',
      type: 'string',
      vendorPath: 'mobileNumber',
    });
  });

  it('tells every error, what to do about it, and what of the providers leads there', async () => {
    const { body } = await anybody.call<Json[]>('GET', '/errors');
    expect(body.map(({ reason }) => reason as string)).toEqual(Object.keys(errorCatalog));
    const one = await anybody.call<Json>('GET', '/errors/CONFLICT');
    expect(one.body).toEqual(body.find(({ reason }) => reason === 'CONFLICT'));
    expect(one.body).toMatchObject({
      ...errorCatalog.CONFLICT,
      providerCodes: { emfluence: expect.arrayContaining(['code 301, 302']), infusionsoftmarketing: ['HTTP 409'] },
    });
  });
});

describe('The reference page', () => {
  it.each([['/docs'], ['/docs/'], ['/elements/api-v2/docs']])('is served at %s to a browser', async (path) => {
    const answer = await fetch(gateway.url + path, { headers: { accept: 'text/html' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('API reference');
  });

  it('and all that it loads come from the gateway, and no other address may be used', async () => {
    const page = await fetch(`${gateway.url}/docs`);
    const text = await page.text();
    expect(text).not.toMatch(/(?:https?:)?\/\/[a-z0-9]/i);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(files.length).toBe(5);
    for (const file of files) {
      const answer = await fetch(gateway.url + file, { headers: { accept: 'text/css,image/avif' } });
      expect([file, answer.status, answer.headers.get('content-security-policy')]).toEqual([
        file,
        200,
        page.headers.get('content-security-policy'),
      ]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
      const isOwn = file.includes('/page.');
      if (isOwn) expect(await (await fetch(gateway.url + file)).text()).not.toMatch(/(?:https?:)?\/\/[a-z0-9]/);
    }
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  });

  it('is the only thing that answers other than JSON', async () => {
    const answer = await fetch(`${gateway.url}/elements`, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(406);
  });
});
