import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { KEY_RING, type KeyRing } from '../config/keys.js';
import { FieldCipher } from '../database/field-cipher.js';
import { Secret, type SecretKind } from './secret.entity.js';

/** Whose secret it is: a user's needs `userId`, an element token `instanceId`, an organization's neither. */
export interface SecretOwner {
  readonly organizationId: number;
  readonly userId?: number;
  readonly instanceId?: number;
}

/** Caller secrets: found by a keyed digest, and kept sealed beside it because their owners may read them again. */
@Injectable()
export class CallerSecrets {
  private readonly pepper: KeyObject;

  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
    @Inject(KEY_RING) keys: KeyRing,
  ) {
    // A KeyObject makes each HMAC several times cheaper than the bytes of the key do.
    this.pepper = createSecretKey(keys.pepper);
  }

  /** @returns the new secret in clear; older ones of the same owner stay valid until they are revoked */
  async issue(kind: SecretKind, owner: SecretOwner, manager = this.dataSource.manager): Promise<string> {
    const secret = newSecret(kind);
    const digest = this.digest(kind, secret);
    const columns = ownerColumns(kind, owner);
    const sealed = this.cipher.seal(secret, bindingOf({ kind, digest, ...columns }));
    await manager.insert(Secret, { kind, digest, sealed, ...columns });
    return secret;
  }

  /** @returns the newest living secret of the owner in clear */
  async reveal(
    kind: SecretKind,
    owner: SecretOwner,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<string | undefined> {
    const row = await manager.findOne(Secret, { where: livingOf(kind, owner), order: { id: 'DESC' } });
    return row === null ? undefined : this.open(row);
  }

  /** The tokens of many instances in one query, by instance id; an instance without a living token is absent. */
  async revealTokens(organizationId: number, instanceIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.dataSource.manager.find(Secret, {
      where: { kind: 'element', organizationId, instanceId: In([...instanceIds]), revokedAt: IsNull() },
      order: { id: 'ASC' },
    });
    return new Map(rows.flatMap((row) => (row.instanceId === null ? [] : [[row.instanceId, this.open(row)]])));
  }

  /** Ends every living secret of the owner at once; there may be none. */
  async revoke(kind: SecretKind, owner: SecretOwner, manager = this.dataSource.manager): Promise<void> {
    await manager.update(Secret, livingOf(kind, owner), { revokedAt: new Date() });
  }

  /** HMAC-SHA256 under the pepper; the kind goes in, so that a secret is worth nothing in the place of another. */
  digest(kind: SecretKind, secret: string): Buffer {
    return createHmac('sha256', this.pepper).update(`${kind}\0${secret}`).digest();
  }

  private open(row: Secret): string {
    return this.cipher.open(row.sealed, bindingOf(row));
  }
}

/** Clients expect 32 hexadecimal digits of an organization, and 44 characters of base64 of the others. */
function newSecret(kind: SecretKind): string {
  return kind === 'organization' ? randomBytes(16).toString('hex') : randomBytes(32).toString('base64');
}

type OwnerColumns = Pick<Secret, 'organizationId' | 'userId' | 'instanceId'>;

function ownerColumns(kind: SecretKind, owner: SecretOwner): OwnerColumns {
  const { organizationId } = owner;
  if (kind === 'organization') return { organizationId, userId: null, instanceId: null };
  const id = kind === 'user' ? owner.userId : owner.instanceId;
  if (id === undefined) throw new Error(`The owner of a secret of kind ${kind} is incomplete.`);
  return kind === 'user'
    ? { organizationId, userId: id, instanceId: null }
    : { organizationId, userId: null, instanceId: id };
}

function livingOf(kind: SecretKind, owner: SecretOwner): FindOptionsWhere<Secret> {
  const { organizationId, userId, instanceId } = ownerColumns(kind, owner);
  return { kind, organizationId, userId: userId ?? IsNull(), instanceId: instanceId ?? IsNull(), revokedAt: IsNull() };
}

/** A sealed secret that was copied to another row, or a row whose owner was edited, does not open. */
function bindingOf(row: OwnerColumns & Pick<Secret, 'kind' | 'digest'>): string {
  const owner = [row.organizationId, row.userId ?? '', row.instanceId ?? ''];
  return ['secret', row.kind, ...owner, row.digest.toString('hex')].join('|');
}
