import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emfluence } from '../../src/elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../../src/elements/infusionsoft/infusionsoft.element.js';
import type { ElementDefinition } from '../../src/elements/element-definition.js';
import { toVendorUrl } from '../../src/vendor-http/vendor-url.js';
import { sandboxUrls } from '../support/gateway.js';
import type { EmfluenceAccount, JournalEntry, KeapAccount } from '../support/sandbox.js';
import {
  contactsPath,
  createContact,
  freshEmail,
  newAccount,
  newScene,
  startWorld,
  toScene,
  type Scene,
  type World,
} from './contract-scene.js';
import { declaredOperations } from './declared-operations.js';
import type { Body, ElementTable } from './element-table.js';
import { emfluenceTable } from './emfluence.table.js';
import { infusionsoftTable } from './infusionsoft.table.js';
import { contactChildren, legacyKey, operations, tokenCalls, type WireCall } from './wire-list.js';

const day = 86_400_000;
const elements: readonly ElementDefinition[] = [emfluence, infusionsoft];
const ofElement = (key: string): readonly WireCall[] => operations.filter(({ element }) => element === key);
const spelled = ({ method, url, contentType, credential }: WireCall): string =>
  [method, url, contentType ?? 'no body', credential].join(' | ');

describe('the addresses of real accounts', () => {
  for (const element of elements) {
    it(`are those of the list for everything that ${element.key} does with contacts`, () => {
      const { verification, ping, resources } = element;
      const declared = declaredOperations([verification, ping, resources['contacts']]).map(({ method, path }) => {
        const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `{${name}}`]));
        return `${method} ${decodeURI(toVendorUrl(new URL(element.baseUrl), path, { params }).href)}`;
      });
      expect(declared.sort()).toEqual(
        [...operations, ...contactChildren]
          .filter((call) => call.element === element.key)
          .map(({ method, url }) => `${method} ${url}`)
          .sort(),
      );
    });
  }

  it('are those of the list for tokens and consent', () => {
    expect(infusionsoft.authentication.oauth).toMatchObject({
      tokenUrl: tokenCalls[0]?.url,
      authorizeUrl: 'https://accounts.infusionsoft.com/app/oauth/authorize',
    });
    expect(emfluence.authentication.oauth).not.toHaveProperty('tokenUrl');
  });
});

describe('what a provider sees', () => {
  const seen: Record<string, readonly JournalEntry[]> = {};
  const held: { world?: World } = {};
  beforeAll(async () => {
    held.world = await startWorld();
    await useKeap(held.world);
    await useEmfluence(held.world);
    seen['infusionsoftmarketing'] = (await held.world.sandbox.journal('keap')).filter(
      ({ path }) => !path.includes('/app/oauth/'),
    );
    seen['emfluence'] = (await held.world.sandbox.journal('emfluence')).filter(
      ({ path }) => path !== '/oauth/authorize',
    );
  });
  afterAll(async () => held.world?.stop());

  for (const { key } of elements) {
    it(`is exactly the list for ${key}: method, address, content type and place of the credential`, () => {
      const expected = [
        ...ofElement(key),
        ...tokenCalls.filter(({ element }) => element === key),
        ...(key === legacyKey.element ? [legacyKey] : []),
      ];
      const calls = new Set((seen[key] ?? []).map((entry) => spelled(toWireCall(entry))));
      expect([...calls].sort()).toEqual(expected.map(spelled).sort());
    });

    it(`has one credential, our name and no body without its type in each call to ${key}`, () => {
      for (const { headers, body, query } of seen[key] ?? []) {
        expect(headers['user-agent']).toMatch(/^marketing-hub-gateway\/\d/);
        expect(headers['accept']).toBe('application/json');
        expect(body === null).toBe(headers['content-type'] === undefined);
        expect(
          [headers['authorization'], headers['x-keap-api-key']].filter((value) => value !== undefined).length,
        ).toBeLessThan(2);
        expect(Object.keys(query).filter((name) => /token$|key|secret/i.test(name) && name !== 'page_token')).toEqual(
          [],
        );
        expect(headers['cookie']).toBeUndefined();
      }
    });
  }
});

function toWireCall({ method, path, headers, body }: JournalEntry): WireCall {
  const isEmfluence = path.startsWith('/v1/') || path.startsWith('/oauth/');
  const address = path.replace(/\/contacts\/\d+$/, '/contacts/{id}').replace(/\/tags\/\d+\//, '/tags/{tag}/');
  const real = address
    .replace(/^\/v1\//, 'https://api.emailer.emfluence.com/v1/')
    .replace(/^\/crm\/rest\/v2\//, 'https://api.keap.com/crm/rest/v2/')
    .replace(/^\/token$/, 'https://api.infusionsoft.com/token');
  const scheme = /^(Bearer|Basic) \S+$/.exec(String(headers['authorization']))?.[1] as 'Bearer' | 'Basic' | undefined;
  const inBody = /client_?secret/i.test(typeof body === 'string' ? body : JSON.stringify(body));
  const place = headers['x-keap-api-key']
    ? 'x-keap-api-key'
    : scheme
      ? (`authorization: ${scheme}` as const)
      : inBody
        ? 'body'
        : undefined;
  if (!place || (inBody && place !== 'body')) throw new Error(`no credential or two: ${method} ${path}`);
  const type = headers['content-type'];
  return {
    element: isEmfluence ? 'emfluence' : 'infusionsoftmarketing',
    method,
    url: real,
    ...(type !== undefined && { contentType: String(type) }),
    credential: place,
  };
}

/** Every operation on contacts that the hub offers, in all the ways that lead to another provider call. */
async function useContacts(scene: Scene, rich: Body, lists: readonly (readonly string[])[]): Promise<void> {
  const call = async (method: string, path: string, body?: Body): Promise<Body> => {
    const reply = await scene.hub.call<Body>(method, path, body);
    if (reply.status !== 200) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  await call('GET', '/hubs/marketing/ping');
  const { id } = await createContact(scene, rich);
  for (const listIds of lists) await call('PATCH', `${contactsPath}/${id}`, { listIds });
  await call('PATCH', `${contactsPath}/${id}`, { email: freshEmail(), customFields: { 'Favourite colour': 'blue' } });
  await call('POST', `${contactsPath}?onDuplicate=update`, { email: freshEmail() });
  await call('GET', `${contactsPath}/${id}`);
  await call(
    'GET',
    `${contactsPath}?where=${encodeURIComponent("customFields.VIP = true OR firstName = 'x'").replace('VIP', scene.table.provider === 'keap' ? 'VIP' : 'custom1')}`,
  );
  await call('DELETE', `${contactsPath}/${id}`);
}

async function provision(world: World, table: ElementTable, body: Body): Promise<{ id: number; token: string }> {
  const reply = await world.gateway.platform.call<{ id: number; token: string }>('POST', '/instances', {
    element: { key: table.element.key },
    name: 'wire',
    ...body,
  });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

async function useKeap(world: World): Promise<void> {
  const scene = await newScene(world, infusionsoftTable);
  await useContacts(scene, { company: 'Wire Ltd', listIds: ['91'], customFields: { 'Favourite colour': 'red' } }, [
    ['92'],
  ]);
  await world.sandbox.control('POST', '/clock', { advanceMs: day + 1000 });
  await scene.hub.call('GET', '/hubs/marketing/ping');
  const { legacyKey: key } = scene.account as KeapAccount;
  await provision(world, infusionsoftTable, {
    configuration: { 'infusionsoft.private.key': key, ...sandboxUrls.keap(world.sandbox) },
  });
}

async function useEmfluence(world: World): Promise<void> {
  const account = (await newAccount(world, emfluenceTable)) as EmfluenceAccount;
  const { sandbox } = world;
  const client = {
    'oauth.api.key': account.clientID,
    'oauth.api.secret': account.clientSecret,
    ...sandboxUrls.emfluence(sandbox),
  };
  await provision(world, emfluenceTable, {
    configuration: { ...client, 'oauth.application.url': `${sandbox.url}/emfluence/oauth/token/application` },
  });
  const callback = 'https://hub.example/oauth/callback';
  const consent = await fetch(
    `${sandbox.url}/emfluence/oauth/authorize?${new URLSearchParams({ clientID: account.clientID, redirectURI: callback }).toString()}`,
    { redirect: 'manual' },
  );
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code');
  const urls = { 'oauth.callback.url': callback, 'oauth.token.url': `${sandbox.url}/emfluence/oauth/token/user` };
  const instance = await provision(world, emfluenceTable, {
    configuration: { ...client, ...urls },
    providerData: { code },
  });
  await useContacts(
    toScene(world, emfluenceTable, account, instance),
    { customFields: { 'Favourite colour': 'red' }, listIds: ['102'] },
    [['103'], []],
  );
}
