import { describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Leases } from './leases.js';

/** A database that grants every lease and fails when one is given back. */
function failingAtTheEnd(): DataSource {
  const database = new DataSource({ type: 'postgres' });
  jest
    .spyOn(database, 'query')
    .mockImplementation((sql) =>
      sql.startsWith('DELETE') ? Promise.reject(new Error('Connection terminated')) : Promise.resolve([{ key: 'k' }]),
    );
  return database;
}

describe('a lease', () => {
  it('is stored without its name, which may be longer than an index takes and may hold an e-mail', async () => {
    const database = failingAtTheEnd();
    await new Leases(database).hold(`1/ada@example.com${'x'.repeat(9_000)}`, 1, 1, () => Promise.resolve());
    for (const [, parameters] of jest.mocked(database.query).mock.calls) {
      expect(JSON.stringify(parameters)).not.toContain('ada@example.com');
      expect(JSON.stringify(parameters).length).toBeLessThan(200);
    }
  });
});

describe('a lease that cannot be given back', () => {
  it('does not turn what was done into a failure', async () => {
    const leases = new Leases(failingAtTheEnd());
    expect(await leases.hold('k', 1_000, 1_000, () => Promise.resolve('created'))).toBe('created');
  });

  it('does not hide how the work failed', async () => {
    const leases = new Leases(failingAtTheEnd());
    const work = leases.hold('k', 1_000, 1_000, () => Promise.reject(new Error('refused')));
    await expect(work).rejects.toThrow('refused');
  });
});
