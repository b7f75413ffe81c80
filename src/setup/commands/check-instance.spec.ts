import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../elements/element-catalog.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { toFailureFinding } from './finding.js';

describe('a check', () => {
  it('can only read: no call that it leads to writes at the provider', () => {
    const operations = elementCatalog
      .all()
      .flatMap(({ ping, resources }) => [
        ...ping.steps.map((step) => step.operation),
        ...Object.values(resources).flatMap(({ operations: { list, retrieve }, customFields }) => [
          ...(list ? [list.operation] : []),
          ...(list?.hydration ? [list.hydration.operation] : []),
          ...(retrieve?.steps ?? []).map((step) => step.operation),
          ...(customFields?.list ?? []).map((step) => step.operation),
        ]),
      ]);
    expect(operations.length).toBeGreaterThan(6);
    expect(operations.filter(({ effect }) => effect !== 'read')).toEqual([]);
  });

  it('names a missing permission in the words of the provider', () => {
    const error = new GatewayError('PROVIDER_FORBIDDEN', 'Not allowed.', { providerMessage: 'Contacts (View)' });
    expect(toFailureFinding(error)).toEqual({ works: false, text: 'permission missing: Contacts (View)' });
  });

  it('tells any other failure by its reason', () => {
    const error = new GatewayError('PROVIDER_FAILED', 'It failed.', { providerMessage: 'Oh\nno' });
    expect(toFailureFinding(error)).toEqual({ works: false, text: 'PROVIDER_FAILED: It failed. (provider: Oh no)' });
  });
});
