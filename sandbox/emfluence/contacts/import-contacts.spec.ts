import { describe, expect, it } from '@jest/globals';
import { TestClient } from '../test-client.fixture.js';

describe('importing contacts', () => {
  it('inserts and updates by e-mail and answers a result a row', async () => {
    const client = new TestClient();
    const old = await client.data('contacts/save', { email: 'old@example.com', firstName: 'Old' });
    const contacts = [
      { email: 'new@example.com', firstName: 'New', customFields: { custom1: { value: 'red' } } },
      { email: 'OLD@example.com', firstName: 'Changed', customFields: {} },
    ];
    expect(await client.data('contacts/import', { contacts, groupIDs: [102] })).toEqual({
      recordsUpdated: 1,
      recordsInserted: 1,
      recordsInData: 2,
      contactResults: [
        { email: 'new@example.com', contactID: 1002, success: 1, inserted: 1, updated: 0, errors: [] },
        { email: 'OLD@example.com', contactID: old['contactID'], success: 1, inserted: 0, updated: 1, errors: [] },
      ],
    });
    expect(await client.data('contacts/lookup', { email: 'old@example.com' })).toMatchObject({
      firstName: 'Changed',
      groupIDs: [101, 102],
    });
  });

  it('leaves existing contacts alone but for their groups with updateExisting 0', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'a@example.com', firstName: 'Ann' });
    const contacts = [{ email: 'a@example.com', firstName: 'Changed' }];
    const result = await client.data('contacts/import', { contacts, updateExisting: 0, groupIDs: [103] });
    expect(result).toMatchObject({ recordsUpdated: 0, contactResults: [{ success: 1, inserted: 0, updated: 0 }] });
    const after = await client.data('contacts/lookup', { email: 'a@example.com' });
    expect(after).toMatchObject({ firstName: 'Ann', groupIDs: [101, 103] });
  });

  it('succeeds with a warning when a row fails', async () => {
    const client = new TestClient();
    const contacts = [{ email: 'a@example.com' }, { email: 'nobody' }];
    const reply = await client.post('contacts/import', { contacts });
    expect(reply).toMatchObject({ success: 1, warnings: [expect.stringContaining('1 of 2')] });
    expect(reply.data['contactResults']).toEqual([
      expect.objectContaining({ success: 1 }),
      { email: 'nobody', success: 0, inserted: 0, updated: 0, errors: [expect.any(String)] },
    ]);
  });

  it('cannot lift a suppression', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'a@example.com', suppressed: true });
    await client.data('contacts/import', { contacts: [{ email: 'a@example.com', suppressed: false }] });
    expect(await client.data('contacts/lookup', { email: 'a@example.com' })).toMatchObject({ suppressed: 1 });
  });

  it('refuses rows that are not built like the first, and stores none', async () => {
    const client = new TestClient();
    const contacts = [{ email: 'a@example.com', city: 'X' }, { email: 'b@example.com' }];
    expect(await client.post('contacts/import', { contacts })).toMatchObject({ code: 501 });
    expect(await client.data('contacts/search')).toMatchObject({ paging: { totalRecords: 0 } });
    client.flip('importOddRow', 'row-error');
    expect(await client.data('contacts/import', { contacts })).toMatchObject({ recordsInserted: 1 });
  });

  it.each([
    [{}, 502],
    [{ contacts: [] }, 501],
    [{ contacts: 'a@example.com' }, 500],
    [{ contacts: ['a@example.com'] }, 500],
    [{ contacts: Array.from({ length: 1001 }, (_, row) => ({ email: `p${row}@example.com` })) }, 501],
  ])('refuses a request of the wrong shape', async (json, code) => {
    expect(await new TestClient().post('contacts/import', json)).toMatchObject({ success: 0, code });
  });
});
