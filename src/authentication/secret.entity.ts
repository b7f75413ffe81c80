import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Organization } from './organization.entity.js';

export type SecretKind = 'user' | 'organization' | 'element';

/**
 * One caller secret. It is found by a keyed digest, so a reader of the database cannot use it, and kept sealed beside
 * it, because its owner may read it again.
 */
@Entity({ name: 'secrets' })
@Index('secrets_digest_idx', ['digest'], { unique: true })
@Index('secrets_user_idx', ['userId'])
@Index('secrets_instance_idx', ['instanceId'])
export class Secret {
  @PrimaryGeneratedColumn('identity', { type: 'integer', primaryKeyConstraintName: 'secrets_pkey' })
  id: number;

  @Column({ type: 'text' })
  kind: SecretKind;

  /** HMAC-SHA256 of the secret and its kind under the pepper. */
  @Column({ type: 'bytea' })
  digest: Buffer;

  /** The secret itself under a key of HUB_KEYS. */
  @Column({ type: 'text' })
  sealed: string;

  @Column({ name: 'organization_id', type: 'integer' })
  organizationId: number;

  @ManyToOne(() => Organization, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'secrets_organization_fk' })
  organization?: Organization;

  @Column({ name: 'user_id', type: 'integer', nullable: true })
  userId: number | null;

  @Column({ name: 'instance_id', type: 'integer', nullable: true })
  instanceId: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
