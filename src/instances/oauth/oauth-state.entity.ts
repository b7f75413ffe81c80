import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A consent that `npm run connect` began and `GET /oauth/callback` may finish, once, within ten minutes. */
@Entity({ name: 'oauth_states' })
@Index('oauth_states_digest_idx', ['digest'], { unique: true })
export class OAuthState {
  @PrimaryGeneratedColumn('identity', { type: 'integer', primaryKeyConstraintName: 'oauth_states_pkey' })
  id: number;

  /** SHA-256 of the state that travels through the browser. */
  @Column({ type: 'bytea' })
  digest: Buffer;

  @Column({ name: 'organization_id', type: 'integer' })
  organizationId: number;

  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ name: 'element_key', type: 'text' })
  elementKey: string;

  /** Sealed JSON: the provisioning body that waits for the code. */
  @Column({ type: 'text' })
  sealed: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
