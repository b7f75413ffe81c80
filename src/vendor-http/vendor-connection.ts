import type { ElementDefinition } from '../elements/element-definition.js';

/** What is put on a call, in the place that the element declares for its kind. */
export interface VendorCredential {
  readonly kind: 'oauth' | 'token' | 'key';
  readonly value: string;
  /** Tells a refresh which credential was refused, so that one that another caller stored meanwhile is used as it is. */
  readonly version?: number;
}

/** All that a call to one provider account needs to know of it. */
export interface VendorConnection {
  /** Absent while an instance is being provisioned. */
  readonly instanceId?: number;
  readonly element: ElementDefinition;
  /** Origin and path prefix of the provider's API; checked again at every call. */
  readonly baseUrl: string;
  readonly credential: VendorCredential;
  /** Answers a credential newer than `usedVersion`; absent where none can be had without a person. */
  readonly refresh?: (usedVersion: number | undefined) => Promise<VendorCredential>;
  /** Whatever must not come back to a caller in the provider's words. */
  readonly secrets: readonly string[];
  /** Hears what the provider objects to in its successes, scrubbed. */
  readonly onWarning?: (words: string) => void;
}
