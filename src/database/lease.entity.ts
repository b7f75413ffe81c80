import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody is doing right now and nobody else may do at the same time. */
@Entity({ name: 'leases' })
export class Lease {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'leases_pkey' })
  key: string;

  @Column({ type: 'uuid' })
  holder: string;

  @Column({ type: 'timestamptz' })
  until: Date;
}
