import type { ElementDefinition } from '../elements/element-definition.js';
import { invalidRequest } from '../errors/gateway-error.js';
import type { Configuration } from './configuration-changes.js';

/**
 * Refuses a token of another provider account than the one that was meant: the one that the configuration names, or
 * the one that the instance has been connected to. A person chooses the account while consenting, and can err.
 */
export function checkTenant(
  element: ElementDefinition,
  configuration: Configuration,
  tenant: string | undefined,
  before?: string | null,
): void {
  if (tenant === undefined) return;
  const key = element.authentication.tenantKey;
  const meant = key === undefined ? undefined : configuration[key];
  if (meant !== undefined && toHost(meant) !== toHost(tenant)) {
    throw invalidRequest(
      `configuration.${key ?? ''}`,
      `Another application was connected: the token belongs to ${tenant}, the configuration names ${meant}.`,
    );
  }
  if (before !== undefined && before !== null && toHost(before) !== toHost(tenant)) {
    throw invalidRequest(
      'providerData',
      `Another application was connected: the token belongs to ${tenant}, the instance to ${before}.`,
    );
  }
}

/** `https://AB123.infusionsoft.com/` and `ab123.infusionsoft.com` are the same account. */
export function toHost(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
}
