import { describe, expect, it } from '@jest/globals';
import { emfluence } from '../elements/emfluence/emfluence.element.js';
import { infusionsoft } from '../elements/infusionsoft/infusionsoft.element.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { findOperation } from './find-operation.js';

type Asked = Parameters<typeof findOperation>[1];

function ask(request: Asked, element: ElementDefinition = infusionsoft): unknown {
  try {
    const { name, id, parentId, raw } = findOperation(element, request);
    return [name, id ?? parentId ?? '', ...(raw ? ['raw'] : [])];
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return [error.reason, ...(error.details.allow ?? [])];
  }
}

describe('what a request asks of an element', () => {
  it.each<[string, Asked, unknown]>([
    ['a collection', { method: 'GET', resource: 'contacts' }, ['list', '']],
    ['a new record', { method: 'POST', resource: 'contacts' }, ['create', '']],
    ['a record', { method: 'GET', resource: 'contacts', id: '7' }, ['retrieve', '7']],
    ['a change', { method: 'PATCH', resource: 'contacts', id: '7' }, ['update', '7']],
    ['an end', { method: 'DELETE', resource: 'contacts', id: '7' }, ['delete', '7']],
    ['the provider’s own JSON', { method: 'GET', resource: 'vendor:contacts' }, ['list', '', 'raw']],
    ['an unknown resource', { method: 'GET', resource: 'unicorns' }, ['NOT_FOUND']],
    ['a name of the prototype', { method: 'GET', resource: 'toString' }, ['NOT_FOUND']],
    ['a child that does not exist', { method: 'GET', resource: 'contacts', id: '7', child: 'unicorns' }, ['NOT_FOUND']],
    [
      'a verb that replaces',
      { method: 'PUT', resource: 'contacts', id: '7' },
      ['METHOD_NOT_ALLOWED', 'GET', 'PATCH', 'DELETE'],
    ],
    [
      'a record where there are many',
      { method: 'DELETE', resource: 'contacts' },
      ['METHOD_NOT_ALLOWED', 'GET', 'POST'],
    ],
    [
      'a new record at an id',
      { method: 'POST', resource: 'contacts', id: '7' },
      ['METHOD_NOT_ALLOWED', 'GET', 'PATCH', 'DELETE'],
    ],
  ])('is understood: %s', (_name, request, answer) => {
    expect(ask(request)).toEqual(answer);
  });

  it.each(['0', '-1', '1.5', 'abc', '7;drop', '7%2F8', ' 7', '', '９'])(
    'never reaches the provider with %j for an id',
    (id) => {
      for (const element of [infusionsoft, emfluence])
        expect(ask({ method: 'GET', resource: 'contacts', id }, element)).toEqual(['NOT_FOUND']);
    },
  );
});
