import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/** One authenticated provider account on an element. Deleted rows stay, so that history keeps its names. */
@Entity({ name: 'instances' })
@Index('instances_organization_idx', ['organizationId'])
export class Instance {
  @PrimaryGeneratedColumn('identity', { type: 'integer', primaryKeyConstraintName: 'instances_pkey' })
  id: number;

  @Column({ name: 'organization_id', type: 'integer' })
  organizationId: number;

  @Column({ name: 'account_id', type: 'integer' })
  accountId: number;

  /** The user who provisioned it. */
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ name: 'element_key', type: 'text' })
  elementKey: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', array: true })
  tags: string[];

  /** Configuration that is no secret: dotted key to text. */
  @Column({ type: 'jsonb' })
  configuration: Record<string, string>;

  /** The secret part of the configuration, as sealed JSON. */
  @Column({ name: 'sealed_configuration', type: 'text' })
  sealedConfiguration: string;

  @Column({ name: 'external_authentication', type: 'text', default: 'none' })
  externalAuthentication: string;

  /** The provider's own name of the account, e.g. a Keap tenant. */
  @Column({ name: 'provider_account', type: 'text', nullable: true })
  providerAccount: string | null;

  @Column({ type: 'boolean', default: false })
  disabled: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt: Date | null;
}
