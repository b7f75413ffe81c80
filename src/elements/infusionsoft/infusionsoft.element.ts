import type { ElementDefinition, JsonObject } from '../element-definition.js';
import { textAt } from '../values.js';
import { accounts } from './accounts.js';
import { activities } from './activities.js';
import { campaigns } from './campaigns.js';
import { contacts } from './contacts.js';
import { emails } from './emails.js';
import { isFinalTokenRefusal, quotaResetsAt, readFailure } from './failures.js';
import { lists } from './lists.js';
import { notes } from './notes.js';
import { opportunities } from './opportunities.js';
import { users } from './users.js';

/** Keap (Infusionsoft) REST v2, under the key that its callers have known since XML-RPC. Surprises: BEHAVIOR.md. */
export const infusionsoft = {
  id: 192,
  key: 'infusionsoftmarketing',
  name: 'Infusionsoft Marketing Automation',
  description: 'Contacts, tags, companies, opportunities and e-mails of a Keap (Infusionsoft) application.',
  hub: 'marketing',
  baseUrl: 'https://api.keap.com/crm/rest/v2',
  hosts: ['api.keap.com', 'api.infusionsoft.com', 'accounts.infusionsoft.com', 'signin.infusionsoft.com'],
  timeoutMs: 15_000,
  configuration: [
    {
      key: 'oauth.api.key',
      name: 'API key',
      description: 'Client ID of the Keap application key.',
      type: 'TEXTFIELD_128',
      secret: true,
    },
    {
      key: 'oauth.api.secret',
      name: 'API secret',
      description: 'Client secret of the application key.',
      type: 'PASSWORD',
      secret: true,
    },
    {
      key: 'oauth.callback.url',
      name: 'Callback URL',
      description: 'The registered https redirect address.',
      type: 'TEXTFIELD_1000',
    },
    {
      key: 'oauth.scope',
      name: 'Scope',
      description: 'Keap knows one scope.',
      type: 'TEXTFIELD_64',
      defaultValue: 'full',
    },
    {
      key: 'oauth.authorization.url',
      name: 'Authorization URL',
      description: 'Replaces Keap’s own.',
      type: 'TEXTFIELD_1000',
      url: true,
    },
    {
      key: 'oauth.token.url',
      name: 'Token URL',
      description: 'Replaces Keap’s own.',
      type: 'TEXTFIELD_1000',
      url: true,
    },
    {
      key: 'access.token',
      name: 'Personal access token or service account key',
      description: 'A KeapAK- key. It has lower limits than OAuth and the permissions of its maker.',
      type: 'PASSWORD',
      secret: true,
    },
    {
      key: 'infusionsoft.private.key',
      name: 'Encrypted key',
      description:
        'The legacy API key. Alone it authenticates the calls; beside OAuth it is kept but unused, since XML-RPC ends.',
      type: 'PASSWORD',
      secret: true,
    },
    {
      key: 'infusionsoft.server',
      name: 'Application',
      description:
        'The application’s address, e.g. ab123.infusionsoft.com; a consent for another application is refused.',
      type: 'TEXTFIELD_128',
    },
  ],
  authentication: {
    type: 'oauth2',
    tenantKey: 'infusionsoft.server',
    alternatives: [
      {
        kind: 'oauth',
        keys: ['oauth.api.key', 'oauth.api.secret'],
        placement: { header: 'Authorization', value: 'Bearer {credential}' },
      },
      { kind: 'token', keys: ['access.token'], placement: { header: 'Authorization', value: 'Bearer {credential}' } },
      {
        kind: 'key',
        keys: ['infusionsoft.private.key'],
        placement: { header: 'X-Keap-API-Key', value: '{credential}' },
      },
    ],
    oauth: {
      authorizeUrl: 'https://accounts.infusionsoft.com/app/oauth/authorize',
      tokenUrl: 'https://api.infusionsoft.com/token',
      scope: 'full',
      authorize: {
        clientId: 'client_id',
        redirectUri: 'redirect_uri',
        constants: { response_type: 'code' },
        scope: 'scope',
        state: 'state',
      },
      exchange: {
        encoding: 'form',
        credentials: 'body',
        names: { clientId: 'client_id', clientSecret: 'client_secret', code: 'code', redirectUri: 'redirect_uri' },
        constants: { grant_type: 'authorization_code' },
      },
      refresh: {
        encoding: 'form',
        credentials: 'basic',
        names: { refreshToken: 'refresh_token' },
        constants: { grant_type: 'refresh_token' },
        rotates: true,
      },
      accessTokenAt: ['access_token'],
      tenant: readTenant,
      isFinalRefusal: isFinalTokenRefusal,
    },
  },
  verification: {
    operation: { method: 'GET', path: '/oauth/connect/userinfo', effect: 'read' },
    input: {},
    account: (reply) => reply.headers['x-keap-tenant-id'] ?? textAt(reply.body, 'tenant_id'),
  },
  // Keap counts calls, not sockets; the cap keeps one busy gateway from flooding it.
  limits: { sockets: 32 },
  failures: {
    isFailure: (reply) => reply.status < 200 || reply.status > 299,
    read: readFailure,
    quotaResetsAt,
    rules: [
      { code: /^policies\.ratelimit\./, reason: 'PROVIDER_THROTTLED' },
      { status: 429, reason: 'PROVIDER_THROTTLED' },
      { status: 401, reason: 'INSTANCE_NEEDS_REAUTH' },
      // BEHAVIOR.md 11: an unknown path is an HTML page, a missing record is JSON.
      { status: 404, foreign: true, reason: 'PROVIDER_CONTRACT' },
      { status: 400, foreign: true, reason: 'PROVIDER_CONTRACT' },
    ],
  },
  ping: {
    steps: [
      {
        name: 'userinfo',
        operation: { method: 'GET', path: '/oauth/connect/userinfo', effect: 'read' },
        from: () => [{}],
      },
    ],
  },
  // `leads` is what XML-RPC's table of opportunities was called.
  resources: {
    contacts,
    accounts,
    opportunities,
    leads: opportunities,
    notes,
    lists,
    campaigns,
    emails,
    activities,
    users,
  },
} as const satisfies ElementDefinition;

/** The application stands in the scope of the token: `full|ab123.infusionsoft.com`. */
function readTenant(answer: JsonObject): string | undefined {
  return textAt(answer, 'scope')?.split('|')[1];
}
