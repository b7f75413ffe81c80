import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sandboxUrls } from '../support/gateway.js';
import type { EmfluenceAccount, KeapAccount } from '../support/sandbox.js';
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
import type { Body } from './element-table.js';
import { emfluenceTable } from './emfluence.table.js';
import { infusionsoftTable } from './infusionsoft.table.js';

/** A call whose outcome depends on how a provider is read; the first outcome is that of the default reading. */
interface Reading {
  readonly guess: string;
  readonly outcome: (world: World) => Promise<unknown>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const status = async (scene: Scene, method: string, path: string, body?: Body): Promise<unknown> =>
  (await scene.hub.call(method, path, body)).status;
const provisioned = async (world: World, key: string, configuration: Body): Promise<unknown> => {
  const { status: code, body } = await world.gateway.platform.call('POST', '/instances', {
    element: { key },
    name: 'reading',
    configuration,
  });
  return code === 200 ? code : [code, body['reason']];
};
const emfluenceUrl = (world: World): Body => sandboxUrls.emfluence(world.sandbox);

const readings: readonly Reading[] = [
  {
    guess: 'emfluenceHttpsOnly',
    outcome: async (world) =>
      provisioned(world, 'emfluence', {
        'access.token': ((await newAccount(world, emfluenceTable)) as EmfluenceAccount).accessToken,
        ...emfluenceUrl(world),
      }),
    expected: { false: 200, true: [502, 'PROVIDER_CONTRACT'] },
  },
  {
    guess: 'oauth',
    outcome: async (world) => {
      const { clientID, clientSecret } = (await newAccount(world, emfluenceTable)) as EmfluenceAccount;
      const url = `${world.sandbox.url}/emfluence/oauth/token/application`;
      return provisioned(world, 'emfluence', {
        'oauth.api.key': clientID,
        'oauth.api.secret': clientSecret,
        'oauth.application.url': url,
        ...emfluenceUrl(world),
      });
    },
    expected: { true: 200, false: [400, 'INVALID_REQUEST'] },
  },
  {
    guess: 'emfluenceHttpsRedirect',
    outcome: async ({ sandbox }) => {
      const query = new URLSearchParams({
        clientID: (await sandbox.accounts()).emfluence[0]?.clientID ?? '',
        redirectURI: 'http://127.0.0.1:3000/oauth/callback',
      });
      return (await fetch(`${sandbox.url}/emfluence/oauth/authorize?${query.toString()}`, { redirect: 'manual' }))
        .status;
    },
    expected: { false: 302, true: 400 },
  },
  {
    guess: 'requestIdSent',
    outcome: async (world) =>
      typeof (await (await newScene(world, emfluenceTable)).hub.call('GET', `${contactsPath}/999999`)).body[
        'providerRequestId'
      ],
    expected: { true: 'string', false: 'undefined' },
  },
  {
    guess: 'pagePastTheEnd',
    outcome: async (world) => status(await newScene(world, emfluenceTable), 'GET', `${contactsPath}?page=9`),
    expected: { empty: 200, refuse: 400 },
  },
  {
    guess: 'savePermission',
    outcome: async (world) => {
      const account = await world.sandbox.control<EmfluenceAccount>('POST', '/accounts', {
        provider: 'emfluence',
        permissions: ['Send Mail'],
      });
      const scene = toScene(
        world,
        emfluenceTable,
        account,
        await emfluenceTable.provision(world.gateway, world.sandbox, account),
      );
      return status(scene, 'POST', contactsPath, { email: freshEmail() });
    },
    expected: { required: 403, none: 200 },
  },
  {
    guess: 'contactGroupIDs',
    outcome: async (world) =>
      (
        await createContact(await newScene(world, emfluenceTable), {
          email: freshEmail().replace('contract.example', 'example.org'),
          listIds: ['102'],
        })
      )['listIds'],
    expected: { 'with-all': ['101', '102'], 'static-only': ['102'], 'with-dynamic': ['101', '102', '105'] },
  },
  {
    guess: 'dynamicGroupCode',
    outcome: async (world) =>
      status(await newScene(world, emfluenceTable), 'POST', contactsPath, { email: freshEmail(), listIds: ['105'] }),
    expected: { 302: 409, 501: 400 },
  },
  {
    guess: 'unknownGroupCode',
    outcome: async (world) =>
      status(await newScene(world, emfluenceTable), 'POST', contactsPath, { email: freshEmail(), listIds: ['99999'] }),
    expected: { 501: 400, 300: 404 },
  },
  {
    guess: 'deleteSuppressedCode',
    outcome: async (world) => {
      const scene = await newScene(world, emfluenceTable);
      return status(scene, 'DELETE', `${contactsPath}/${(await createContact(scene, { suppressed: true })).id}`);
    },
    expected: { 302: 409, 3: 403 },
  },
  {
    guess: 'newContactDateModified',
    outcome: async (world) => typeof (await createContact(await newScene(world, emfluenceTable)))['updatedAt'],
    expected: { now: 'string', empty: 'undefined' },
  },
  {
    guess: 'mobileWithoutPlus',
    outcome: async (world) =>
      status(await newScene(world, emfluenceTable), 'POST', contactsPath, {
        email: freshEmail(),
        mobile: '4805550123',
      }),
    expected: { 'assume-us': 200, refuse: 400 },
  },
  {
    guess: 'customFieldTypes',
    outcome: async (world) =>
      status(await newScene(world, emfluenceTable), 'POST', contactsPath, {
        email: freshEmail(),
        customFields: { 'Loyalty points': 'many' },
      }),
    expected: { enforced: 400, free: 200 },
  },
  {
    guess: 'legacyKeyRevoked',
    outcome: async (world) =>
      provisioned(world, 'infusionsoftmarketing', {
        'infusionsoft.private.key': ((await newAccount(world, infusionsoftTable)) as KeapAccount).legacyKey,
        ...sandboxUrls.keap(world.sandbox),
      }),
    expected: { false: 200, true: [400, 'INVALID_REQUEST'] },
  },
  {
    guess: 'throttleBody',
    outcome: async (world) => {
      const scene = await newScene(world, infusionsoftTable);
      await world.sandbox.control('PUT', '/settings', { limits: 'on' });
      const replies = await Promise.all(
        Array.from({ length: 70 }, () => scene.hub.call('GET', '/hubs/marketing/ping')),
      );
      await world.sandbox.control('PUT', '/settings', { limits: 'off' });
      const throttled = replies.find((reply) => reply.status !== 200);
      return [
        throttled?.status,
        throttled?.body['reason'],
        String(throttled?.body['providerMessage']).split(/[ .]/)[0],
      ];
    },
    expected: { current: [429, 'PROVIDER_THROTTLED', 'Quota'], spike: [429, 'PROVIDER_THROTTLED', 'Spike'] },
  },
  {
    guess: 'upsertCollections',
    outcome: async (world) => {
      const scene = await newScene(world, infusionsoftTable);
      const { email } = await createContact(scene, { phones: [{ number: '1' }, { number: '2' }] });
      const { body } = await scene.hub.call<Body>('POST', `${contactsPath}?onDuplicate=update`, { email, phone: '3' });
      return body['phones'];
    },
    expected: { replace: [{ number: '3' }], merge: [{ number: '3' }, { number: '2' }] },
  },
  {
    guess: 'modelFieldNames',
    outcome: async (world) =>
      (
        await createContact(await newScene(world, infusionsoftTable, { 'customFields.names': 'system' }), {
          customFields: { 'Favourite colour': 'red' },
        })
      )['customFields'],
    expected: { null: { 6: 'red' }, present: { Favouritecolour: 'red' } },
  },
];

const flipped = JSON.parse(process.env['HUB_TEST_SETTINGS'] ?? '{}') as Readonly<Record<string, unknown>>;
const isFlipped = Object.keys(flipped).length > 0;

describe('where a provider can be read in two ways', () => {
  const held: { world?: World } = {};
  beforeAll(async () => {
    held.world = await startWorld();
  });
  afterAll(async () => held.world?.stop());

  for (const { guess, outcome, expected } of readings.filter(
    (reading) => !isFlipped || Object.hasOwn(flipped, reading.guess),
  )) {
    it(`answers as expected for ${guess}`, async () => {
      if (!held.world) throw new Error('There is no world.');
      const settings = await held.world.sandbox.control<Record<string, unknown>>('GET', '/settings');
      const reading = String(settings[guess]);
      expect(Object.keys(expected)).toContain(reading);
      expect(await outcome(held.world)).toEqual(expected[reading]);
    });
  }

  it('knows every guess that it speaks of', async () => {
    const guesses = await held.world?.sandbox.control<readonly { name: string; values: readonly unknown[] }[]>(
      'GET',
      '/guesses',
    );
    for (const { guess, expected } of readings) {
      expect([
        guess,
        guesses
          ?.find(({ name }) => name === guess)
          ?.values.map(String)
          .sort(),
      ]).toEqual([guess, Object.keys(expected).sort()]);
    }
  });
});
