import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { Instance } from './instance.entity.js';

export type GrantKind = 'oauth' | 'token' | 'key';

/** The provider credential of one instance. Every change raises `version`, and a change names the version it replaces. */
@Entity({ name: 'grants' })
export class Grant {
  @PrimaryColumn({ name: 'instance_id', type: 'integer', primaryKeyConstraintName: 'grants_pkey' })
  instanceId: number;

  @OneToOne(() => Instance, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'grants_instance_fk' })
  instance?: Instance;

  @Column({ name: 'organization_id', type: 'integer' })
  organizationId: number;

  @Column({ type: 'text' })
  kind: GrantKind;

  @Column({ type: 'integer', default: 1 })
  version: number;

  /** Sealed JSON: `{ "accessToken", "refreshToken"? }`, bound to the instance, its organization and this version. */
  @Column({ type: 'text' })
  sealed: string;

  /** When the access token ends by the provider's word; null when it does not. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** `needs_reauth` once the provider has refused it for good. */
  @Column({ type: 'text', default: 'ok' })
  state: 'ok' | 'needs_reauth';

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
