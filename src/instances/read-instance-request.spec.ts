import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import { readInstanceChange, readNewInstance } from './read-instance-request.js';

const egress = { egressAllow: ['http://127.0.0.1:3100'] };
const body = { element: { key: 'emfluence' }, name: 'Acme', configuration: { 'access.token': 'T' } };
const refusal = (path: string | undefined) =>
  expect.objectContaining({ reason: 'INVALID_REQUEST', details: path === undefined ? {} : { path } });

let deep: unknown = 'x';
for (let level = 0; level < 20_000; level += 1) deep = [deep];

describe('a request to provision', () => {
  it('finds the element by key or by number, and tags the instance with its name', () => {
    expect(readNewInstance(body, egress)).toMatchObject({
      element: emfluence,
      name: 'Acme',
      tags: ['Acme'],
      externalAuthentication: 'none',
    });
    expect(readNewInstance({ ...body, element: { id: emfluence.id } }, egress).element).toBe(emfluence);
  });

  it('takes nothing from the body but what a caller may say', () => {
    const hostile = {
      ...body,
      id: 7,
      organizationId: 9,
      accountId: 9,
      userId: 9,
      token: 't',
      providerAccount: 'x',
      disabled: true,
      valid: true,
    };
    expect(Object.keys(readNewInstance(hostile, egress)).sort()).toEqual([
      'changes',
      'element',
      'externalAuthentication',
      'name',
      'tags',
    ]);
  });

  it('needs no element in the body where the path names it, and refuses another one', () => {
    const { element: _, ...rest } = body;
    expect(readNewInstance(rest, egress, emfluence).element).toBe(emfluence);
    expect(() => readNewInstance(body, egress, infusionsoft)).toThrow(refusal('element'));
  });

  it('lets URLs go only where the element and the operator allow', () => {
    const at = (url: string) =>
      readNewInstance({ ...body, configuration: { ...body.configuration, 'base.url': url } }, egress);
    expect(at('http://127.0.0.1:3100/emfluence/v1').changes.get('base.url')).toBe('http://127.0.0.1:3100/emfluence/v1');
    expect(() => at('https://evil.example/v1')).toThrow(refusal('configuration.base.url'));
    expect(() => at('http://127.0.0.1:3101/emfluence/v1')).toThrow(refusal('configuration.base.url'));
  });

  it.each([
    [null, undefined],
    ['text', undefined],
    [[], undefined],
    [{}, 'element'],
    [{ element: { key: 'emfluence' } }, 'name'],
    [{ ...body, name: 7 }, 'name'],
    [{ ...body, name: null }, 'name'],
    [{ ...body, name: 'a\0b' }, 'name'],
    [{ ...body, name: 'a\ud800' }, 'name'],
    [{ ...body, name: 'x'.repeat(1001) }, 'name'],
    [{ ...body, tags: 'West' }, 'tags'],
    [{ ...body, tags: [7] }, 'tags'],
    [{ ...body, tags: ['a\0'] }, 'tags.0'],
    [{ ...body, element: undefined }, 'element'],
    [{ ...body, element: 'emfluence' }, 'element'],
    [{ ...body, element: [] }, 'element'],
    [{ ...body, element: { key: 'constructor' } }, 'element'],
    [{ ...body, element: { key: 7 } }, 'element.key'],
    [{ ...body, configuration: [] }, 'configuration'],
    [{ ...body, configuration: { 'access.token': 'a\0' } }, 'configuration.access.token'],
    [{ ...body, providerData: 'code' }, 'providerData'],
    [{ ...body, providerData: { code: 7 } }, 'providerData.code'],
    [{ ...body, externalAuthentication: 'always' }, 'externalAuthentication'],
  ])('refuses %j', (wrong, path) => {
    expect(() => readNewInstance(wrong, egress)).toThrow(refusal(path));
  });

  it.each([
    [{ ...body, name: 7 }, 'name must be a string.'],
    [{ ...body, name: 'x'.repeat(1001) }, 'name must be shorter than or equal to 1000 characters.'],
    [{ ...body, tags: ['a', 7] }, 'each value in tags must be a string.'],
    [{ ...body, tags: 'West' }, 'tags must be an array.'],
    [{ ...body, element: { key: 7 } }, 'element.key must be a string.'],
    [{ ...body, providerData: { code: 7 } }, 'providerData.code must be a string.'],
  ])('says what is wrong, the kind before the length: %#', (wrong, message) => {
    expect(() => readNewInstance(wrong, egress)).toThrow(message);
  });

  it('refuses bodies that are nested too deeply to be walked', () => {
    expect(() => readNewInstance({ ...body, configuration: { x: deep } }, egress)).toThrow(refusal(undefined));
  });
});

describe('a request to change', () => {
  it('says only what it names', () => {
    expect(readInstanceChange({ name: '<b>West</b>', tags: ['a'] }, emfluence, egress)).toEqual({
      name: 'West',
      tags: ['a'],
      changes: new Map(),
    });
    expect(readInstanceChange({}, emfluence, egress)).toEqual({ changes: new Map() });
  });

  it('takes an instance as it was answered', () => {
    const answered = {
      id: 5,
      token: 't',
      element: { id: emfluence.id, key: 'emfluence', hub: 'marketing' },
      valid: true,
      configuration: { 'access.token': '********' },
      externalAuthentication: 'none',
    };
    expect(readInstanceChange(answered, emfluence, egress)).toEqual({
      changes: new Map(),
      externalAuthentication: 'none',
    });
  });

  it('does not move an instance to another element', () => {
    expect(() => readInstanceChange({ element: { id: infusionsoft.id } }, emfluence, egress)).toThrow(
      refusal('element'),
    );
  });
});
