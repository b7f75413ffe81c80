import { BadInput } from './bad-input.js';
import type { Fields } from './fields.js';
import type { ProviderSimulator } from './provider.js';

export type ProviderName = ProviderSimulator['name'];

export const providerNames: readonly ProviderName[] = ['keap', 'emfluence'];

export function readProvider(fields: Fields): ProviderName {
  const provider = fields.choice('provider', providerNames);
  if (provider === undefined) throw new BadInput('provider', `missing; one of ${providerNames.join(', ')}`);
  return provider;
}
