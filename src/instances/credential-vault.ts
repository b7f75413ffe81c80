import { isObject, textAt } from '../elements/values.js';
import type { FieldCipher } from '../database/field-cipher.js';

/** What a grant holds. */
export interface GrantContent {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** The token was had with the client's credentials alone, and a new one can be had the same way. */
  readonly application?: true;
}

export interface InstanceRef {
  readonly organizationId: number;
  readonly instanceId: number;
}

/**
 * Seals provider credentials. Everything is bound to its instance and organization, and a grant to its version too, so
 * that neither a row copied elsewhere nor an old grant put back opens.
 */
export class CredentialVault {
  constructor(private readonly cipher: FieldCipher) {}

  sealGrant(ref: InstanceRef, version: number, content: GrantContent): string {
    return this.cipher.seal(JSON.stringify(content), toGrantBinding(ref, version));
  }

  openGrant(ref: InstanceRef, version: number, sealed: string): GrantContent {
    const content: unknown = JSON.parse(this.cipher.open(sealed, toGrantBinding(ref, version)));
    const refreshToken = textAt(content, 'refreshToken');
    const isApplication = isObject(content) && content['application'] === true;
    return {
      accessToken: textAt(content, 'accessToken') ?? '',
      ...(refreshToken !== undefined && { refreshToken }),
      ...(isApplication && { application: true as const }),
    };
  }

  sealConfiguration(ref: InstanceRef, secrets: Readonly<Record<string, string>>): string {
    return this.cipher.seal(JSON.stringify(secrets), toBinding('configuration', ref));
  }

  openConfiguration(ref: InstanceRef, sealed: string): Record<string, string> {
    const secrets: unknown = JSON.parse(this.cipher.open(sealed, toBinding('configuration', ref)));
    if (!isObject(secrets)) return {};
    return Object.fromEntries(Object.keys(secrets).flatMap((key) => [[key, textAt(secrets, key) ?? '']]));
  }
}

const toBinding = (kind: string, { organizationId, instanceId }: InstanceRef): string =>
  `${kind}|${organizationId}|${instanceId}`;

const toGrantBinding = (ref: InstanceRef, version: number): string => `${toBinding('grant', ref)}|${version}`;
