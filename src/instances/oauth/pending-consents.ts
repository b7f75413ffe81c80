import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource, LessThan } from 'typeorm';
import { FieldCipher } from '../../database/field-cipher.js';
import { isObject } from '../../elements/values.js';
import type { InstanceOwner } from '../instance-provisioner.js';
import { OAuthState } from './oauth-state.entity.js';

/** A provisioning that waits for its code. */
export interface PendingConsent {
  readonly owner: InstanceOwner;
  readonly elementKey: string;
  /** The body of `POST /instances`, without `providerData`. */
  readonly body: Readonly<Record<string, unknown>>;
}

const lifeMs = 10 * 60_000;

/** Consents that were begun here, so that a callback can finish no other. */
@Injectable()
export class PendingConsents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
  ) {}

  /** Answers the `state` for the consent URL. It is good for one callback within ten minutes. */
  async begin({ owner, elementKey, body }: PendingConsent): Promise<string> {
    const state = randomBytes(32).toString('base64url');
    const { organizationId, userId, accountId } = owner;
    const digest = toDigest(state);
    const sealed = this.cipher.seal(JSON.stringify({ accountId, body }), toBinding(organizationId, userId, digest));
    await this.dataSource.manager.delete(OAuthState, { expiresAt: LessThan(new Date()) });
    await this.dataSource.manager.insert(OAuthState, {
      digest,
      organizationId,
      userId,
      elementKey,
      sealed,
      expiresAt: new Date(Date.now() + lifeMs),
    });
    return state;
  }

  /** Whoever comes first gets it; undefined for an unknown, spent or expired state. */
  async take(state: string): Promise<PendingConsent | undefined> {
    const digest = toDigest(state);
    const [row] = await this.delete(digest);
    if (!row) return undefined;
    const content: unknown = JSON.parse(
      this.cipher.open(row.sealed, toBinding(row.organization_id, row.user_id, digest)),
    );
    const { accountId, body } = isObject(content) ? content : {};
    if (typeof accountId !== 'number' || !isObject(body)) return undefined;
    return {
      owner: { organizationId: row.organization_id, userId: row.user_id, accountId },
      elementKey: row.element_key,
      body,
    };
  }

  private async delete(digest: Buffer): Promise<readonly DeletedRow[]> {
    const deleted: { readonly raw: unknown } = await this.dataSource
      .createQueryBuilder()
      .delete()
      .from(OAuthState)
      .where('digest = :digest AND expires_at > now()', { digest })
      .returning('organization_id, user_id, element_key, sealed')
      .execute();
    return Array.isArray(deleted.raw) ? (deleted.raw as DeletedRow[]) : [];
  }
}

interface DeletedRow {
  readonly organization_id: number;
  readonly user_id: number;
  readonly element_key: string;
  readonly sealed: string;
}

const toDigest = (state: string): Buffer => createHash('sha256').update(state).digest();

const toBinding = (organizationId: number, userId: number, digest: Buffer): string =>
  `consent|${organizationId}|${userId}|${digest.toString('hex')}`;
