import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/** The company whose software calls the gateway; every other row belongs to exactly one. */
@Entity({ name: 'organizations' })
export class Organization {
  @PrimaryGeneratedColumn('identity', { type: 'integer', primaryKeyConstraintName: 'organizations_pkey' })
  id: number;

  @Column({ type: 'text' })
  name: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
