import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { Organization } from './organization.entity.js';

/** A customer or department inside an organization. Each organization has one default account. */
@Entity({ name: 'accounts' })
@Index('accounts_organization_idx', ['organizationId'])
export class Account {
  @PrimaryGeneratedColumn('identity', { type: 'integer', primaryKeyConstraintName: 'accounts_pkey' })
  id: number;

  @Column({ name: 'organization_id', type: 'integer' })
  organizationId: number;

  @ManyToOne(() => Organization, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'organization_id', foreignKeyConstraintName: 'accounts_organization_fk' })
  organization?: Organization;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  @Column({ name: 'external_id', type: 'text' })
  externalId: string;

  @Column({ name: 'default_account', type: 'boolean', default: false })
  defaultAccount: boolean;

  @Column({ type: 'boolean', default: true })
  active: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
