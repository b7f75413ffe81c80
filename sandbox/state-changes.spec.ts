import { describe, expect, it } from '@jest/globals';
import { mayChangeState } from './state-changes.js';
import type { ProviderName } from './provider-name.js';

describe('mayChangeState', () => {
  it.each<[changes: boolean, provider: ProviderName, method: string, path: string]>([
    [false, 'keap', 'GET', '/crm/rest/v2/contacts'],
    [true, 'keap', 'PATCH', '/crm/rest/v2/contacts/7'],
    [true, 'keap', 'POST', '/token'],
    [true, 'keap', 'GET', '/app/oauth/authorize'],
    [false, 'emfluence', 'POST', '/v1/contacts/search'],
    [false, 'emfluence', 'GET', '/v1/Contacts/LookUp'],
    [false, 'emfluence', 'GET', '/v1/helper/ping'],
    [true, 'emfluence', 'POST', '/v1/contacts/save'],
    [true, 'emfluence', 'GET', '/v1/groups/save'],
    [true, 'emfluence', 'GET', '/oauth/authorize'],
  ])('is %p for %s %s %s', (changes, provider, method, path) => {
    expect(mayChangeState(provider, method, path)).toBe(changes);
  });
});
