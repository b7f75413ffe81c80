import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import { Grant } from './grant.entity.js';
import { Instance } from './instance.entity.js';
import { toConfigurationItems, toInstanceAnswer, toLightAnswer } from './to-instance-answer.js';

const instance = Object.assign(new Instance(), {
  id: 7,
  organizationId: 1,
  accountId: 2,
  userId: 3,
  elementKey: 'emfluence',
  name: 'Acme',
  tags: ['Acme'],
  externalAuthentication: 'none',
  disabled: false,
  providerAccount: null,
  createdAt: new Date('2026-01-02T03:04:05Z'),
});
const row = { instance, grant: Object.assign(new Grant(), { state: 'ok' }) };
const configuration = {
  'access.token': 'very secret',
  password: 'also secret',
  'filter.response.nulls': 'false',
  'pagination.max': '100',
};
const user = { id: 3, email: 'a@b.c', firstName: 'A', lastName: 'B' };

describe('the answer about an instance', () => {
  it('masks secrets, fills in defaults and shows the token', () => {
    const answer = toInstanceAnswer(row, { token: 'tok', user, configuration });
    expect(answer).toMatchObject({
      id: 7,
      name: 'Acme',
      createdDate: '2026-01-02T03:04:05.000Z',
      token: 'tok',
      element: {
        id: emfluence.id,
        key: 'emfluence',
        hub: 'marketing',
        authentication: { type: 'custom' },
        resources: [],
      },
      elementId: emfluence.id,
      tags: ['Acme'],
      valid: true,
      disabled: false,
      externalAuthentication: 'none',
      user: { id: 3, emailAddress: 'a@b.c', firstName: 'A', lastName: 'B' },
    });
    expect(answer['configuration']).toMatchObject({
      'access.token': '********',
      password: '********',
      'filter.response.nulls': 'false',
      'duplicate.policy': 'refuse',
      'base.url': emfluence.baseUrl,
    });
    expect(JSON.stringify(answer)).not.toContain('secret"');
    expect(answer).not.toHaveProperty('providerData');
  });

  it('is not valid without a living credential', () => {
    expect(toLightAnswer({ instance, grant: undefined }, 't')).toMatchObject({ valid: false });
    expect(
      toLightAnswer({ instance, grant: Object.assign(new Grant(), { state: 'needs_reauth' }) }, 't'),
    ).toMatchObject({ valid: false });
  });

  it('lists every setting once, under numbers of their own that stay', () => {
    const items = toConfigurationItems(emfluence, configuration);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    expect(items.find(({ key }) => key === 'access.token')).toMatchObject({
      propertyValue: '********',
      type: 'PASSWORD',
    });
    expect(items.find(({ key }) => key === 'pagination.max')).toMatchObject({
      propertyValue: '100',
      hideFromConsole: false,
    });
    expect(items.find(({ key }) => key === 'oauth.api.key')).not.toHaveProperty('propertyValue');
    expect(items.find(({ key }) => key === 'filter.response.nulls')).toMatchObject({
      id: 1394228736,
      propertyValue: 'false',
    });
  });
});
