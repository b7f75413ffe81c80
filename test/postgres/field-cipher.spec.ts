import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { FieldCipher } from '../../src/database/field-cipher.js';
import { OAuthState } from '../../src/instances/oauth/oauth-state.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('a sealed column', () => {
  const cipher = new FieldCipher({ active: 'k', keys: new Map([['k', randomBytes(32)]]), pepper: randomBytes(32) });
  const place = (row: OAuthState) => `oauth_states|${row.organizationId}|${row.digest.toString('hex')}`;
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource(database.url, { poolSize: 1 }).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  function stateOf(organizationId: number, secret: string): OAuthState {
    const row = new OAuthState();
    const expiresAt = new Date(Date.now() + 60_000);
    Object.assign(row, { organizationId, userId: 1, elementKey: 'x', digest: randomBytes(32), expiresAt });
    row.sealed = cipher.seal(secret, place(row));
    return row;
  }

  it('opens in its own row and in no other, and the database does not hold the secret', async () => {
    const states = dataSource.getRepository(OAuthState);
    await states.save([stateOf(1, 'canary-one'), stateOf(2, 'canary-two')]);
    const [one, two] = await states.find({ order: { organizationId: 'ASC' } });
    if (!one || !two) throw new Error('The rows are gone.');
    expect(cipher.open(one.sealed, place(one))).toBe('canary-one');

    await dataSource.query('update oauth_states set sealed = (select sealed from oauth_states where id = $1)', [
      one.id,
    ]);
    const swapped = await states.findOneByOrFail({ id: two.id });
    expect(swapped.sealed).toBe(one.sealed);
    expect(() => cipher.open(swapped.sealed, place(swapped))).toThrow('does not open');

    const [dump] = await dataSource.query<{ text: string }[]>(
      "select string_agg(s::text, ' ') as text from oauth_states s",
    );
    expect(dump?.text).toContain('k1.k.');
    expect(dump?.text).not.toContain('canary');
  });
});
