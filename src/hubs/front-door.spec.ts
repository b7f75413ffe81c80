import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toRoute } from './front-door.js';

const element = { authorization: 'User u, Organization o, Element e' };
const platform = { authorization: 'User u, Organization o' };

describe('the path that the router sees', () => {
  it.each([
    ['/elements/api-v2/hubs/marketing/contacts', '/hubs/marketing/contacts'],
    ['/hubs/marketing/contacts', '/hubs/marketing/contacts'],
    ['//elements//api-v2///hubs/marketing//contacts/', '/hubs/marketing/contacts'],
    ['/elements/api-v2', '/'],
    ['/elements/api-v2/', '/'],
    ['/', '/'],
    ['', '/'],
    ['/elements/api-v2/contacts', '/hubs/-/contacts'],
    ['/contacts/7', '/hubs/-/contacts/7'],
    ['/contacts?where=a//b&x=/elements/api-v2/', '/hubs/-/contacts?where=a//b&x=/elements/api-v2/'],
    ['/contacts/?page=1', '/hubs/-/contacts?page=1'],
    ['/contacts/a%2Fb', '/hubs/-/contacts/a%2Fb'],
    ['/contacts/a%2F%2Fb%3Fc', '/hubs/-/contacts/a%2F%2Fb%3Fc'],
    ['/elements/api-v2x/y', '/elements/api-v2x/y'],
    ['/elements/emfluence', '/elements/emfluence'],
    ['/elements/api-v2/elements/keys', '/elements/keys'],
    ['/elements/api-v2/instances/1?x=1#y', '/instances/1?x=1#y'],
    ['/instancesx', '/hubs/-/instancesx'],
    ['/Instances', '/hubs/-/Instances'],
    ['/health/live', '/health/live'],
    ['/oauth/callback?code=1', '/oauth/callback?code=1'],
  ])('for %s is %s', (url, route) => {
    expect(toRoute(url, element)).toBe(route);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['/accounts', platform, '/accounts'],
    ['/accounts', element, '/hubs/-/accounts'],
    ['/accounts/7', { authorization: 'element e,User u' }, '/hubs/-/accounts/7'],
    ['/users', { authorization: 'User u,Token e' }, '/hubs/-/users'],
    ['/users/7', platform, '/users/7'],
    ['/users/me@example.com', { ...element, 'elements-user-password': 'p' }, '/users/me@example.com'],
    ['/accounts/7', { ...element, 'elements-user-password': 'p' }, '/hubs/-/accounts/7'],
    ['/accounts/7/users', element, '/accounts/7/users'],
    ['/users', {}, '/users'],
    ['/users', { authorization: 'User element' }, '/users'],
  ])('for %s depends on the credentials %j', (url, headers, route) => {
    expect(toRoute(url, headers)).toBe(route);
  });

  it('is the same with and without the base path, and never gains a double slash', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9%._~-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.boolean(), (segments, doubled) => {
        const path = `/${segments.join(doubled ? '//' : '/')}`;
        fc.pre(!path.startsWith('/elements'));
        expect(toRoute(`/elements/api-v2${path}`, element)).toBe(toRoute(path, element));
        expect(toRoute(path, element)).not.toContain('//');
        expect(toRoute(path, element).endsWith(`/${segments.join('/')}`)).toBe(true);
      }),
    );
  });
});
