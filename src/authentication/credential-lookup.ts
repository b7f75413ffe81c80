import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GatewayError } from '../errors/gateway-error.js';
import type { SecretKind } from './secret.entity.js';
import type { Role } from './user.entity.js';

/** The keyed digest of each part of the header. */
export type PartDigests = Readonly<Record<SecretKind, Buffer>>;

export interface FoundUser {
  readonly digest: Buffer;
  readonly organizationId: number;
  readonly organizationName: string;
  readonly userId: number;
  readonly accountId: number;
  readonly role: Role;
}

export interface FoundOrganization {
  readonly digest: Buffer;
  readonly organizationId: number;
}

export interface FoundElement {
  readonly digest: Buffer;
  readonly organizationId: number;
  readonly instanceId: number;
  /** The account that the instance belongs to. */
  readonly accountId: number;
}

export interface FoundCredentials {
  readonly user?: FoundUser;
  readonly organization?: FoundOrganization;
  readonly element?: FoundElement;
}

/**
 * One row whatever was found, so that every outcome costs the same round trip. A disabled instance is found as well:
 * its callers are known, and what they may do is decided where the instance is resolved.
 */
const lookup = `
  SELECT u.digest AS user_digest, u.organization_id AS user_organization_id, u.organization_name,
         u.user_id, u.account_id, u.role,
         o.digest AS organization_digest, o.organization_id,
         e.digest AS element_digest, e.organization_id AS element_organization_id,
         e.instance_id, e.account_id AS instance_account_id
  FROM (SELECT) AS always
  LEFT JOIN (
    SELECT s.digest, s.organization_id, n.name AS organization_name, p.id AS user_id, p.account_id, p.role
    FROM secrets s
    JOIN organizations n ON n.id = s.organization_id
    JOIN users p ON p.id = s.user_id AND p.organization_id = s.organization_id AND p.active
    JOIN accounts a ON a.id = p.account_id AND a.organization_id = s.organization_id AND a.active
    WHERE s.kind = 'user' AND s.digest = $1 AND s.revoked_at IS NULL
  ) u ON true
  LEFT JOIN (
    SELECT s.digest, s.organization_id
    FROM secrets s
    WHERE s.kind = 'organization' AND s.digest = $2 AND s.revoked_at IS NULL
  ) o ON true
  LEFT JOIN (
    SELECT s.digest, s.organization_id, i.id AS instance_id, i.account_id
    FROM secrets s
    JOIN instances i ON i.id = s.instance_id AND i.organization_id = s.organization_id AND i.deleted_at IS NULL
    JOIN accounts a ON a.id = i.account_id AND a.organization_id = s.organization_id AND a.active
    WHERE s.kind = 'element' AND s.digest = $3 AND s.revoked_at IS NULL
  ) e ON true`;

interface LookupRow {
  readonly user_digest: Buffer | null;
  readonly user_organization_id: number;
  readonly organization_name: string;
  readonly user_id: number;
  readonly account_id: number;
  readonly role: Role;
  readonly organization_digest: Buffer | null;
  readonly organization_id: number;
  readonly element_digest: Buffer | null;
  readonly element_organization_id: number;
  readonly instance_id: number;
  readonly instance_account_id: number;
}

/** What the database knows of three digests: living secrets only, of active users, accounts and undeleted instances. */
@Injectable()
export class CredentialLookup {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws GatewayError UNAVAILABLE when the database does not answer */
  async find(digests: PartDigests): Promise<FoundCredentials> {
    const row = await this.readRow([digests.user, digests.organization, digests.element]);
    return row === undefined ? {} : toFoundCredentials(row);
  }

  private async readRow(digests: readonly Buffer[]): Promise<LookupRow | undefined> {
    try {
      const rows = await this.dataSource.query<LookupRow[]>(lookup, [...digests]);
      return rows[0];
    } catch (cause) {
      // The statement never changes and its parameters are always digests, so only the database can be at fault.
      throw new GatewayError('UNAVAILABLE', 'The gateway cannot check credentials at the moment.', {
        retryAfterSeconds: 1,
        cause,
      });
    }
  }
}

function toFoundCredentials(row: LookupRow): FoundCredentials {
  return {
    ...(row.user_digest !== null && {
      user: {
        digest: row.user_digest,
        organizationId: row.user_organization_id,
        organizationName: row.organization_name,
        userId: row.user_id,
        accountId: row.account_id,
        role: row.role,
      },
    }),
    ...(row.organization_digest !== null && {
      organization: { digest: row.organization_digest, organizationId: row.organization_id },
    }),
    ...(row.element_digest !== null && {
      element: {
        digest: row.element_digest,
        organizationId: row.element_organization_id,
        instanceId: row.instance_id,
        accountId: row.instance_account_id,
      },
    }),
  };
}
