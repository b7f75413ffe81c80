import { Injectable } from '@nestjs/common';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { defaultSettings, findProperty } from '../elements/hub-configuration.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { VendorConnection, VendorCredential } from '../vendor-http/vendor-connection.js';
import type { Configuration } from './configuration-changes.js';
import { CredentialVault } from './credential-vault.js';
import type { Grant } from './grant.entity.js';
import type { Instance } from './instance.entity.js';
import { TokenRefresher } from './token-refresher.js';

/** Opens the way to an instance's provider account. */
@Injectable()
export class Connections {
  constructor(
    private readonly vault: CredentialVault,
    private readonly refresher: TokenRefresher,
  ) {}

  /** All that the instance was configured with, secrets included. */
  configurationOf({ id: instanceId, organizationId, configuration, sealedConfiguration }: Instance): Configuration {
    return { ...configuration, ...this.vault.openConfiguration({ organizationId, instanceId }, sealedConfiguration) };
  }

  /** With a credential that is fresh and can be renewed. Throws INSTANCE_NEEDS_REAUTH where there is none. */
  async open(
    { id: instanceId, organizationId, elementKey }: Instance,
    grant: Grant | undefined,
    configuration: Configuration,
  ): Promise<VendorConnection> {
    if (!grant)
      throw new GatewayError('INSTANCE_NEEDS_REAUTH', 'This instance has no credential. Authenticate it again.');
    const element = elementCatalog.get(elementKey);
    const refreshable = { instanceId, organizationId, element, configuration };
    const credential = await this.refresher.current(refreshable, grant);
    const connection = toConnection(element, configuration, credential);
    if (grant.kind !== 'oauth') return { ...connection, instanceId };
    return { ...connection, instanceId, refresh: (usedVersion) => this.refresher.refresh(refreshable, usedVersion) };
  }
}

/** A connection that lasts as long as its credential does. */
export function toConnection(
  element: ElementDefinition,
  configuration: Configuration,
  credential: VendorCredential,
): VendorConnection {
  const secrets = Object.entries(configuration).flatMap(([key, value]) =>
    findProperty(element, key)?.secret ? [value] : [],
  );
  return {
    element,
    baseUrl: configuration['base.url'] ?? element.baseUrl,
    credential,
    secrets: [...secrets, credential.value],
  };
}

/** The configuration without its secrets, and with what holds where it says nothing. */
export function toSettings(element: ElementDefinition, configuration: Configuration): Readonly<Record<string, string>> {
  const open = Object.entries(configuration).filter(([key]) => !findProperty(element, key)?.secret);
  return { ...defaultSettings(element), ...Object.fromEntries(open) };
}
