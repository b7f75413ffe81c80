import { describe, expect, it } from '@jest/globals';
import { TestClient } from '../test-client.fixture.js';

interface Page {
  readonly paging: Record<string, unknown>;
  readonly records: readonly Record<string, unknown>[];
}

const names = ({ records }: Page): unknown[] => records.map(({ groupName }) => groupName);

async function saveMembers(client: TestClient, count: number, groupID: number): Promise<number[]> {
  const ids: number[] = [];
  for (let member = 1; member <= count; member += 1) {
    const saved = await client.data('contacts/save', { email: `member${member}@example.com`, groupIDs: [groupID] });
    ids.push(Number(saved['contactID']));
  }
  return ids;
}

describe('searching groups', () => {
  it('hides archived groups and sorts by name unless asked otherwise', async () => {
    const client = new TestClient();
    expect(names(await client.data<Page>('groups/search'))).toEqual([
      'All',
      'Contacts at example.org',
      'Customers',
      'Event guests',
      'Newsletter',
    ]);
    expect(names(await client.data<Page>('groups/search', { status: 'archived' }))).toEqual(['Old campaign']);
    const everything = { status: 'All', sortField: 'groupID', sortDirection: 'desc', rpp: 2 };
    expect(names(await client.data<Page>('groups/search', everything))).toEqual([
      'Old campaign',
      'Contacts at example.org',
    ]);
  });

  it.each([
    [{ groupName: 'ewsl' }, ['Newsletter']],
    [{ type: 'Dynamic' }, ['Contacts at example.org']],
    [{ private: 0 }, ['Event guests', 'Newsletter']],
    [{ groupIDs: [103, 102] }, ['Customers', 'Newsletter']],
  ])('filters by %j', async (criteria, expected) => {
    expect(names(await new TestClient().data<Page>('groups/search', criteria))).toEqual(expected);
  });

  it('counts members, and those of them that can be mailed', async () => {
    const client = new TestClient();
    await saveMembers(client, 2, 102);
    await client.data('contacts/save', { email: 'out@example.org', groupIDs: [102], suppressed: true });
    const { records } = await client.data<Page>('groups/search', { sortField: 'totalMembers', sortDirection: 'desc' });
    const counts = records.map(({ groupID, totalMembers, activeMembers }) => [groupID, totalMembers, activeMembers]);
    expect(counts.slice(0, 3)).toEqual([
      [101, 3, 2],
      [102, 3, 2],
      [105, 1, 0],
    ]);
  });
});

describe('saving a group', () => {
  it('creates a private static group whose friendly name is its name', async () => {
    const client = new TestClient();
    const group = await client.data('groups/save', { groupName: 'VIP', externalID: 'x1' });
    expect(group).toMatchObject({
      groupName: 'VIP',
      friendlyName: 'VIP',
      status: 'Active',
      type: 'Static',
      private: 1,
      protected: 0,
      externalID: 'x1',
      autoResponseEmailID: '',
      dateAdded: '2026-03-01 12:00:00',
      dateModified: '',
      totalMembers: 0,
    });
    expect(await client.data('groups/lookup', { groupID: group['groupID'] })).toEqual(group);
  });

  it('changes only what is passed', async () => {
    const client = new TestClient();
    const before = await client.data('groups/lookup', { groupID: 102 });
    const after = await client.data('groups/save', { groupID: 102, description: 'Weekly news' });
    expect(after).toEqual({ ...before, description: 'Weekly news', dateModified: '2026-03-01 12:00:00' });
  });

  it.each([
    [{ groupName: 'newsletter' }, 301],
    [{ groupID: 103, groupName: 'Newsletter' }, 301],
    [{ groupID: 999, groupName: 'X' }, 300],
    [{ description: 'nameless' }, 502],
    [{ groupName: '' }, 501],
    [{ groupName: 'X', status: 'Gone' }, 501],
    [{ groupID: 101, status: 'Archived' }, 302],
  ])('answers %j by code %i', async (json, code) => {
    expect(await new TestClient().post('groups/save', json)).toMatchObject({ success: 0, code });
  });
});

describe('deleting a group', () => {
  it('leaves its contacts, without the group', async () => {
    const client = new TestClient();
    const [contactID] = await saveMembers(client, 1, 102);
    expect(await client.data('groups/delete', { groupID: 102 })).toEqual({});
    expect(await client.data('contacts/lookup', { contactID })).toMatchObject({ groupIDs: [101] });
    expect(await client.post('groups/lookup', { groupID: 102 })).toMatchObject({ code: 300 });
  });

  it('refuses a protected one', async () => {
    expect(await new TestClient().post('groups/delete', { groupID: 101 })).toMatchObject({ code: 302 });
  });
});

describe('members of a group', () => {
  it('are added and removed with a result a row', async () => {
    const client = new TestClient();
    const [contactID] = await saveMembers(client, 1, 102);
    const added = await client.post('groups/addContacts', { groupID: 103, contactIDs: [contactID, 5] });
    expect(added).toMatchObject({ success: 1, warnings: [expect.any(String)] });
    expect(added.data).toEqual({
      totalSuccess: 1,
      totalErrors: 1,
      contactResults: [
        { contactID, success: 1, errors: [] },
        { contactID: 5, success: 0, errors: [expect.any(String)] },
      ],
    });
    const removal = { groupID: 103, contactIDs: [contactID] };
    expect(await client.data('groups/removeContacts', removal)).toMatchObject({ totalSuccess: 1, totalErrors: 0 });
    expect(await client.data('groups/removeContacts', removal)).toMatchObject({ totalSuccess: 0, totalErrors: 1 });
    expect(await client.data('contacts/lookup', { contactID })).toMatchObject({ groupIDs: [101, 102] });
  });

  it('cannot be changed in dynamic groups, nor removed from All', async () => {
    const client = new TestClient();
    const contactIDs = await saveMembers(client, 1, 102);
    expect(await client.post('groups/addContacts', { groupID: 105, contactIDs })).toMatchObject({ code: 302 });
    expect(await client.post('groups/getContacts', { groupID: 105 })).toMatchObject({ code: 302 });
    expect(await client.post('groups/removeContacts', { groupID: 101, contactIDs })).toMatchObject({ code: 302 });
  });

  it('are listed with their state in the group', async () => {
    const client = new TestClient();
    const [one, two] = await saveMembers(client, 2, 102);
    const groups = [{ groupID: 102, suppressed: 1 }];
    expect(await client.data('contacts/saveGroups', { contactID: two, groups })).toEqual({});
    expect((await client.data<Page>('groups/getContacts', { groupID: 102 })).records).toEqual([
      {
        contactID: one,
        email: 'member1@example.com',
        suppressed: 0,
        dateAdded: '2026-03-01 12:00:00',
        dateSuppressed: '',
      },
      {
        contactID: two,
        email: 'member2@example.com',
        suppressed: 1,
        dateAdded: '2026-03-01 12:00:00',
        dateSuppressed: '2026-03-01 12:00:00',
      },
    ]);
    const { paging } = await client.data<Page>('groups/getContacts', { groupID: 102, suppressed: 1 });
    expect(paging).toMatchObject({ totalRecords: 1, rpp: 100 });
  });

  it('opt in again when saveGroups leaves the flag out', async () => {
    const client = new TestClient();
    const email = 'member1@example.com';
    await saveMembers(client, 1, 102);
    await client.data('contacts/saveGroups', { email, groups: [{ groupID: 102, suppressed: 1 }] });
    await client.data('contacts/saveGroups', { email, groups: [{ groupID: 102 }] });
    const { records } = await client.data<Page>('contacts/getGroups', { email });
    expect(records).toMatchObject([{ groupID: 101 }, { groupID: 102, groupName: 'Newsletter', suppressed: 0 }]);
    expect(await client.data('contacts/deleteGroups', { email, groupIDs: [102] })).toEqual({});
    expect((await client.data<Page>('contacts/getGroups', { email })).paging).toMatchObject({ totalRecords: 1 });
  });
});

describe('the groups a contact shows', () => {
  it.each([
    ['with-all', [101, 102]],
    ['static-only', [102]],
    ['with-dynamic', [101, 102, 105]],
  ])('are, by the switch %s, %j', async (value, expected) => {
    const client = new TestClient();
    client.flip('contactGroupIDs', value);
    expect(await client.data('contacts/save', { email: 'a@example.org', groupIDs: [102] })).toMatchObject({
      groupIDs: expected,
    });
  });
});
