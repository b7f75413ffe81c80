import { infusionsoft } from '../../src/elements/infusionsoft/infusionsoft.element.js';
import { provisionKeap, sandboxUrls } from '../support/gateway.js';
import type { KeapAccount } from '../support/sandbox.js';
import { createContact } from './contract-scene.js';
import type { Body, ElementTable, ProviderAccount } from './element-table.js';
import { infusionsoftFailures } from './infusionsoft-failures.js';
import { infusionsoftFields, slot, text } from './infusionsoft-fields.js';
import { infusionsoftFilters } from './infusionsoft-filters.js';
import { infusionsoftRows } from './infusionsoft-rows.js';
import { keapConsent } from './keap-consent.js';

const mine = (account: ProviderAccount): KeapAccount => account as KeapAccount;
const instant = (value: unknown): string => new Date(String(value)).toISOString();

const statusOf = (record: Body): string => {
  const names: Readonly<Record<string, string>> = {
    ...{
      DOUBLE_OPT_IN: 'subscribed',
      CONFIRMED: 'subscribed',
      SINGLE_OPT_IN: 'unconfirmed',
      UNENGAGED_MARKETABLE: 'unconfirmed',
    },
    ...{ NON_MARKETABLE: 'never_subscribed', UNENGAGED_NON_MARKETABLE: 'never_subscribed', SPAM: 'complained' },
    ...Object.fromEntries(
      ['MANUAL', 'ADMIN', 'SYSTEM', 'LIST_UNSUBSCRIBE', 'FEEDBACK'].map((name) => [name, 'unsubscribed']),
    ),
    ...Object.fromEntries(
      ['BOUNCE', 'HARD_BOUNCE', 'INVALID', 'DEACTIVATED', 'LOCKDOWN'].map((name) => [name, 'bounced']),
    ),
  };
  const status = slot(record, 'email_addresses', 'EMAIL1')['email_opt_status'];
  return status === undefined ? 'never_subscribed' : (names[String(status)] ?? 'unknown');
};

const columns =
  'id,email_addresses,given_name,family_name,middle_name,job_title,company,phone_numbers,fax_numbers,addresses,website,birth_date,leadsource_id,owner_id,tag_ids,score_value,time_zone,preferred_locale,custom_fields,create_time,update_time';

const day = 86_400_000;

export const infusionsoftTable: ElementTable = {
  element: infusionsoft,
  provider: 'keap',
  provision: (gateway, sandbox, account, more) => provisionKeap(gateway, sandbox, mine(account), more),
  prepare: async (scene) => {
    await createContact(scene, { company: 'The company with the number 101' });
  },
  good: async (sandbox, account) => {
    const { personalAccessToken, serviceAccountKey, legacyKey } = mine(account);
    const urls = sandboxUrls.keap(sandbox);
    return [
      {
        name: 'personal access token',
        configuration: { configuration: { 'access.token': personalAccessToken, ...urls } },
      },
      { name: 'service account key', configuration: { configuration: { 'access.token': serviceAccountKey, ...urls } } },
      { name: 'legacy key', configuration: { configuration: { 'infusionsoft.private.key': legacyKey, ...urls } } },
      { name: 'code', configuration: await keapConsent(sandbox, mine(account)) },
    ];
  },
  bad: async (sandbox, account) => {
    const urls = sandboxUrls.keap(sandbox);
    const { configuration } = await keapConsent(sandbox, mine(account));
    return [
      {
        name: 'personal access token',
        configuration: { configuration: { 'access.token': 'KeapAK-0000000000000000', ...urls } },
      },
      {
        name: 'legacy key',
        configuration: { configuration: { 'infusionsoft.private.key': '00000000000000000000', ...urls } },
      },
      { name: 'code', configuration: { configuration, providerData: { code: 'never-issued' } } },
      {
        name: 'client secret',
        configuration: await keapConsent(sandbox, { ...mine(account), clientSecret: 'wrong-secret' }),
      },
      {
        name: 'refresh token',
        configuration: {
          configuration: { ...configuration, 'oauth.user.refresh_token': 'never-issued' },
          externalAuthentication: 'initial',
        },
      },
    ];
  },
  vendorId: 'id',
  own: infusionsoftRows,
  emailOf: (record) => slot(record, 'email_addresses', 'EMAIL1')['email'],
  isCreate: ({ method, path }) => method === 'POST' && path === '/crm/rest/v2/contacts',
  wrongIds: [
    'x',
    '0',
    '-1',
    '1.5',
    '1e3',
    '007',
    '1234567890123456789',
    '1%2F2',
    'contacts:merge',
    "1'or'1",
    '%00',
    'model',
  ],
  missingId: '999999999',
  fields: infusionsoftFields,
  readOnly: [
    { path: 'id', expected: (record) => record['id'] },
    {
      path: 'name',
      expected: (record) =>
        ['given_name', 'middle_name', 'family_name'].flatMap((name) => text(record[name]) ?? []).join(' ') || undefined,
    },
    { path: 'status', expected: statusOf },
    { path: 'marketable', expected: (record) => ['subscribed', 'unconfirmed'].includes(statusOf(record)) },
    { path: 'score', expected: (record) => Number(record['score_value']) },
    { path: 'createdAt', expected: (record) => instant(record['create_time']) },
    { path: 'updatedAt', expected: (record) => instant(record['update_time']) },
  ],
  writeOnly: ['optInReason'],
  vendorFields: [
    ...(
      ['given_name', 'family_name', 'preferred_name', 'prefix', 'suffix', 'spouse_name', 'contact_type'] as const
    ).map((name) => ({ name, value: 'Own', read: (record: Body) => record[name], kept: 'Own' })),
    { name: 'anniversary_date', value: '2020-05-06', read: (record) => record['anniversary_date'], kept: '2020-05-06' },
    { name: 'source_type', value: 'IMPORT', read: (record) => record['source_type'], kept: 'IMPORT' },
    { name: 'leadsource_id', value: '13', read: (record) => record['leadsource_id'], kept: '13' },
  ],
  lacks: {
    description: 'x',
    externalId: 'x',
    statusChangedAt: '2026-01-01T00:00:00Z',
    lastActivityAt: '2026-01-01T00:00:00Z',
  },
  tooLong: [
    ...[
      { path: 'email', max: 75 },
      { path: 'firstName', max: 40 },
      { path: 'lastName', max: 40 },
      { path: 'middleName', max: 100 },
    ],
    ...[
      { path: 'title', max: 255 },
      { path: 'phone', max: 40 },
      { path: 'mobile', max: 20 },
      { path: 'fax', max: 40 },
      { path: 'website', max: 100 },
    ],
    ...[
      { path: 'address.street1', max: 75 },
      { path: 'address.street2', max: 75 },
      { path: 'address.city', max: 50 },
      { path: 'address.postalCode', max: 15 },
    ],
    ...[
      { path: 'otherAddress.street1', max: 100 },
      { path: 'otherAddress.city', max: 100 },
      { path: 'otherAddress.postalCode', max: 20 },
    ],
  ],
  refused: [
    {
      body: { email: undefined, emails: [1, 2, 3, 4].map((n) => ({ address: `n${n}@contract.example` })) },
      path: 'emails[3]',
    },
    { body: { phones: [1, 2, 3, 4, 5, 6].map((n) => ({ number: String(n) })) }, path: 'phones[5]' },
    { body: { email: undefined, firstName: 'Nobody' }, path: 'email' },
    { body: { birthday: '--12-31' }, path: 'birthday' },
    { body: { address: { state: 'AZ' } }, path: 'address.state' },
    { body: { address: { state: 'Nowhere', country: 'US' } }, path: 'address.state' },
    { body: { address: { country: 'Atlantis' } }, path: 'address.country' },
    { body: { company: 'x', accountId: '100' }, path: 'company' },
    { body: { listIds: ['91', '99999'] }, path: 'listIds' },
  ],
  twins: true,
  listCall: {
    method: 'GET',
    path: '/crm/rest/v2/contacts',
    asked: ({ query }) => query,
    expected: (criteria) => ({ fields: columns, order_by: 'id asc', page_size: '1000', ...criteria }),
  },
  filters: infusionsoftFilters,
  readPath: '/crm/rest/v2/contacts/',
  failures: infusionsoftFailures,
  noLists: [
    ['a greeting', { greeting: 'hello' }],
    ['a bare array', [{ id: '5' }]],
    ['one contact', { id: '5', given_name: 'Ann' }],
  ],
  echo: (credential) => ({
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: { message: `Bearer ${credential} and ${Buffer.from(credential).toString('base64')} are not valid here` },
  }),
  budget: { read: 1, list: 1, create: 2, upsert: 1, patchScalar: 1, patchCollection: 2, patchEmail: 3 },
  expiring: {
    provision: async (scene) => scene.instance,
    expire: async ({ world }) => {
      await world.sandbox.control('POST', '/clock', { advanceMs: day + 1000 });
    },
    isRenewal: ({ path }) => path === '/token',
    concurrent: 10,
  },
};
