import type { ElementDefinition, VendorReply } from '../element-definition.js';
import { isObject, objectAt, textAt, textsAt } from '../values.js';
import { activities } from './activities.js';
import { campaigns } from './campaigns.js';
import { contacts } from './contacts.js';
import { emails } from './emails.js';
import { lists } from './lists.js';
import { users } from './users.js';

/** emfluence Marketing Platform API v1. Its surprises are numbered in BEHAVIOR.md. */
export const emfluence = {
  id: 7001,
  key: 'emfluence',
  name: 'emfluence Marketing Platform',
  description: 'Contacts, groups and e-mails of an emfluence account.',
  hub: 'marketing',
  baseUrl: 'https://api.emailer.emfluence.com/v1',
  hosts: ['.emailer.emfluence.com'],
  timeoutMs: 20_000,
  configuration: [
    {
      key: 'access.token',
      name: 'Access token',
      description:
        'A user access token: Edit User, Security, create new access token. Calls have the permissions of that user.',
      type: 'PASSWORD',
      secret: true,
    },
    {
      key: 'oauth.api.key',
      name: 'Client ID',
      description: 'clientID of an emfluence application.',
      type: 'TEXTFIELD_128',
      secret: true,
    },
    {
      key: 'oauth.api.secret',
      name: 'Client secret',
      description: 'clientSecret of the application.',
      type: 'PASSWORD',
      secret: true,
    },
    {
      key: 'oauth.callback.url',
      name: 'Callback URL',
      description: 'The https address that receives the code.',
      type: 'TEXTFIELD_1000',
    },
    {
      key: 'oauth.authorization.url',
      name: 'Authorization URL',
      description: 'Where users consent; emfluence does not publish it.',
      type: 'TEXTFIELD_1000',
      url: true,
    },
    {
      key: 'oauth.token.url',
      name: 'User token URL',
      description: 'Where a code becomes a user token; emfluence does not publish it.',
      type: 'TEXTFIELD_1000',
      url: true,
    },
    {
      key: 'oauth.application.url',
      name: 'Application token URL',
      description: 'Where client ID and secret alone become an application-only token.',
      type: 'TEXTFIELD_1000',
      url: true,
    },
  ],
  authentication: {
    type: 'custom',
    alternatives: [
      {
        kind: 'oauth',
        keys: ['oauth.api.key', 'oauth.api.secret'],
        placement: { header: 'Authorization', value: 'Bearer {credential}' },
      },
      { kind: 'token', keys: ['access.token'], placement: { header: 'Authorization', value: 'Bearer {credential}' } },
    ],
    oauth: {
      authorize: { clientId: 'clientID', redirectUri: 'redirectURI', constants: {}, state: 'state' },
      exchange: {
        encoding: 'json',
        credentials: 'body',
        names: { clientId: 'clientID', clientSecret: 'clientSecret', code: 'code' },
        constants: {},
      },
      application: {
        urlKey: 'oauth.application.url',
        encoding: 'json',
        credentials: 'body',
        names: { clientId: 'clientID', clientSecret: 'clientSecret' },
        constants: {},
      },
      accessTokenAt: ['data.accessToken', 'accessToken', 'access_token', 'data.access_token'],
      // Its guide names only causes that a new attempt cannot mend: a bad code, client or body.
      isFinalRefusal: (status, answer) => status < 500 && isObject(answer),
    },
  },
  verification: {
    operation: { method: 'POST', path: '/helper/ping', effect: 'read' },
    input: { body: {} },
  },
  limits: { sockets: 4, callsPerSecond: 8.5 },
  failures: {
    // BEHAVIOR.md 1: refusals come with HTTP 200; only `success` tells, and it is spelled in four ways.
    isFailure: (reply) => reply.status !== 200 || !isSuccess(reply),
    read: (reply) => {
      const code = textAt(reply.body, 'code');
      const message =
        textsAt(reply.body, 'errors').join(' ') || (typeof reply.body === 'string' ? reply.body : undefined);
      const requestId = textAt(reply.body, 'requestID');
      const existingId =
        code === '301'
          ? (textAt(objectAt(reply.body, 'data'), 'contactID') ?? textAt(objectAt(reply.body, 'data'), 'groupID'))
          : undefined;
      return {
        ...(code !== undefined && { code }),
        ...(message !== undefined && { message }),
        ...(requestId !== undefined && { requestId }),
        ...(existingId !== undefined && { existingId }),
      };
    },
    rules: [
      // BEHAVIOR.md 3: the sixth connection is refused with a bare 403 that is not JSON.
      { status: 403, foreign: true, reason: 'PROVIDER_THROTTLED' },
      { code: '5', reason: 'PROVIDER_THROTTLED' },
      { status: 200, foreign: true, reason: 'PROVIDER_BAD_RESPONSE' },
      // Any other status means that the request was not handled normally.
      { status: [400, 499], foreign: true, reason: 'PROVIDER_FAILED' },
      { code: '1', reason: 'PROVIDER_FAILED' },
      // BEHAVIOR.md 2: codes that look like HTTP statuses are not.
      { code: /^(2|4|100|101)$/, reason: 'PROVIDER_CONTRACT' },
      { code: '3', reason: 'PROVIDER_FORBIDDEN' },
      { code: /^20[0-3]$/, reason: 'INSTANCE_NEEDS_REAUTH' },
      { code: /^(204|303)$/, reason: 'PROVIDER_FORBIDDEN' },
      { code: '300', reason: 'NOT_FOUND' },
      { code: /^30[12]$/, reason: 'CONFLICT' },
      { code: /^50[0-2]$/, reason: 'PROVIDER_REJECTED' },
    ],
  },
  warnings: (reply) => textsAt(reply.body, 'warnings'),
  ping: {
    steps: [
      { name: 'ping', operation: { method: 'POST', path: '/helper/ping', effect: 'read' }, from: () => [{ body: {} }] },
    ],
  },
  resources: { contacts, lists, campaigns, emails, activities, users },
} as const satisfies ElementDefinition;

function isSuccess(reply: VendorReply): boolean {
  const success = isObject(reply.body) ? reply.body['success'] : undefined;
  return success === 1 || success === true || success === '1' || success === 'true';
}
