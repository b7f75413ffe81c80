import { emfluence } from '../../src/elements/emfluence/emfluence.element.js';
import { provisionEmfluence, sandboxUrls } from '../support/gateway.js';
import type { EmfluenceAccount, TestSandbox } from '../support/sandbox.js';
import type { Body, ElementTable, ProviderAccount } from './element-table.js';
import { emfluenceFailures } from './emfluence-failures.js';
import { emfluenceFields } from './emfluence-fields.js';
import { emfluenceFilters } from './emfluence-filters.js';
import { emfluenceRows } from './emfluence-rows.js';

const mine = (account: ProviderAccount): EmfluenceAccount => account as EmfluenceAccount;
const isSet = (value: unknown): boolean => value === true || value === 1;
const instant = (value: unknown): unknown =>
  value === '' || value === undefined ? undefined : `${String(value).replace(' ', 'T')}.000Z`;

const applicationUrl = (sandbox: TestSandbox): string => `${sandbox.url}/emfluence/oauth/token/application`;

const application = (
  sandbox: TestSandbox,
  account: ProviderAccount,
  secret = mine(account).clientSecret,
): Record<string, string> => ({
  'oauth.api.key': mine(account).clientID,
  'oauth.api.secret': secret,
  'oauth.application.url': applicationUrl(sandbox),
  ...sandboxUrls.emfluence(sandbox),
});

export const emfluenceTable: ElementTable = {
  element: emfluence,
  provider: 'emfluence',
  provision: (gateway, sandbox, account, more) => provisionEmfluence(gateway, sandbox, mine(account), more),
  good: async (sandbox, account) => [
    {
      name: 'user token',
      configuration: {
        configuration: { 'access.token': mine(account).accessToken, ...sandboxUrls.emfluence(sandbox) },
      },
    },
    { name: 'application', configuration: { configuration: application(sandbox, account) } },
  ],
  bad: async (sandbox, account) => [
    {
      name: 'user token',
      configuration: {
        configuration: { 'access.token': '00000000-0000-4000-8000-000000000000', ...sandboxUrls.emfluence(sandbox) },
      },
    },
    {
      name: 'application',
      configuration: { configuration: application(sandbox, account, '00000000-0000-4000-8000-000000000000') },
    },
    {
      name: 'code',
      configuration: {
        configuration: {
          ...application(sandbox, account),
          'oauth.token.url': `${sandbox.url}/emfluence/oauth/token/user`,
          'oauth.callback.url': 'https://localhost/callback',
        },
        providerData: { code: 'never-issued' },
      },
    },
  ],
  vendorId: 'contactID',
  own: emfluenceRows,
  emailOf: (record) => record['email'],
  isCreate: ({ path, body }) => path === '/v1/contacts/save' && !Object.hasOwn(body as Body, 'contactID'),
  wrongIds: ['x', '0', '-1', '1.5', '1e3', '007', '12345678901234567', '1%2F2', "1'or'1", '%00'],
  missingId: '999999999',
  fields: emfluenceFields,
  readOnly: [
    { path: 'id', expected: (record) => String(record['contactID']) },
    {
      path: 'name',
      expected: (record) =>
        [record['firstName'], record['lastName']].filter((part) => part !== '').join(' ') || undefined,
    },
    {
      path: 'status',
      expected: (record) =>
        isSet(record['suppressed']) ? 'unsubscribed' : isSet(record['held']) ? 'bounced' : 'subscribed',
    },
    { path: 'marketable', expected: (record) => !isSet(record['suppressed']) && !isSet(record['held']) },
    {
      path: 'statusChangedAt',
      expected: (record) =>
        isSet(record['suppressed'])
          ? instant(record['dateSuppressed'])
          : isSet(record['held'])
            ? instant(record['dateHeld'])
            : undefined,
    },
    { path: 'score', expected: (record) => (record['contactScore'] as Body | undefined)?.['value'] },
    { path: 'lastActivityAt', expected: (record) => instant(record['lastActivityDate']) },
    { path: 'createdAt', expected: (record) => instant(record['dateAdded']) },
    { path: 'updatedAt', expected: (record) => instant(record['dateModified']) },
  ],
  writeOnly: [],
  vendorFields: [
    { name: 'suppressed', value: true, read: (record) => isSet(record['suppressed']), kept: true },
    { name: 'held', value: true, read: (record) => isSet(record['held']), kept: true },
    { name: 'mobileNumber', value: '+14805550155', read: (record) => record['mobileNumber'], kept: '+14805550155' },
    { name: 'address1', value: '1 Main St', read: (record) => record['address1'], kept: '1 Main St' },
    { name: 'purl', value: 'contract.row', read: (record) => record['purl'], kept: 'contract.row' },
    { name: 'dateofbirth', value: '1990-01-02', read: (record) => record['dateOfBirth'], kept: '1990-01-02' },
    { name: 'ipaddress', value: '192.0.2.1', read: (record) => record['ipAddress'], kept: '192.0.2.1' },
    { name: 'notes', value: 'internal', read: (record) => record['notes'], kept: 'internal' },
    {
      name: 'contentVariables',
      value: { content1: { value: 'x' } },
      read: (record) => (record['contentVariables'] as Record<string, Body>)['content1']?.['value'],
      kept: 'x',
    },
    { name: 'groupIDs', value: [104], read: (record) => record['groupIDs'], kept: [101, 104] },
  ],
  lacks: {
    middleName: 'x',
    accountId: '1',
    phones: [{ number: '1' }],
    otherAddress: { city: 'x' },
    website: 'https://x.example',
    optInReason: 'x',
    timeZone: 'Europe/Berlin',
    language: 'de_DE',
  },
  tooLong: [{ path: 'email', max: 255 }],
  refused: [
    { body: { emails: [] }, path: 'emails' },
    { body: { emails: [{ address: 'a@b.example' }, { address: 'c@d.example' }] }, path: 'emails' },
    { body: { email: null }, path: 'email' },
    { body: { customFields: { custom1: { value: 'x' } } }, path: 'customFields.custom1' },
    { body: { ownerId: 'x' }, path: 'ownerId' },
  ],
  twins: false,
  listCall: {
    method: 'POST',
    path: '/v1/contacts/search',
    asked: ({ body }) => body as Body,
    expected: (criteria) => ({
      fields: 'contactID',
      sortField: 'contactID',
      sortDirection: 'asc',
      rpp: 50,
      page: 1,
      ...criteria,
    }),
  },
  filters: emfluenceFilters,
  readPath: '/v1/contacts/lookup',
  failures: emfluenceFailures,
  noLists: [
    ['a success without data', { success: 1, code: 0 }],
    ['one record', { success: 1, code: 0, data: { contactID: 5, email: 'x@y.example' } }],
    ['records that are no array', { success: 1, code: 0, data: { records: { 1: {} } } }],
  ],
  echo: (credential) => ({
    body: {
      success: 0,
      code: 501,
      errors: [`The value ${credential} of ${encodeURIComponent(credential)} is not allowed here`],
      data: {},
    },
  }),
  budget: { read: 1, list: 6, create: 2, upsert: 2, patchScalar: 1, patchCollection: 2, patchEmail: 2 },
  expiring: {
    provision: async ({ world, account }) => {
      const configuration = application(world.sandbox, account);
      const reply = await world.gateway.platform.call<{ id: number; token: string }>('POST', '/instances', {
        element: { key: 'emfluence' },
        name: 'application',
        configuration,
      });
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
      return reply.body;
    },
    // Its tokens do not age: the provider takes each back at a moment of its own. All calls meet the refusal at once.
    expire: async ({ world }, concurrent) => {
      const body = { success: 0, code: 200, errors: ['Invalid access token'], data: {} };
      await world.sandbox.control('POST', '/faults', {
        provider: 'emfluence',
        path: '/v1/contacts/lookup',
        times: concurrent,
        body,
        latencyMs: concurrent > 1 ? 400 : 0,
      });
    },
    isRenewal: ({ path }) => path === '/oauth/token/application',
    concurrent: emfluence.limits.sockets,
  },
};
