import type { ProviderName } from './provider-name.js';

const readingMethods =
  /\/v1\/(?:helper\/\w+|\w+\/(?:search|lookup|activities|getgroups|getcontacts|getemailhistory))\/?$/i;

/**
 * Whether a request may have changed what must survive a restart. In doubt it may: storing once too often costs
 * milliseconds, a lost token costs a new consent.
 */
export function mayChangeState(provider: ProviderName, method: string, path: string): boolean {
  if (provider === 'keap') return !(['GET', 'HEAD'].includes(method) && path.startsWith('/crm/'));
  return !readingMethods.test(path);
}
