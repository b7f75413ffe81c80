import { describe, expect, it } from '@jest/globals';
import { demonstration, TestClient } from '../test-client.fixture.js';

describe('saving a contact', () => {
  it('needs an e-mail alone and answers the whole contact', async () => {
    const client = new TestClient();
    const contact = await client.data('contacts/save', { email: 'Ann.Lee@example.com', firstName: 'Ann' });
    expect(contact).toMatchObject({
      contactID: expect.any(Number),
      email: 'Ann.Lee@example.com',
      firstName: 'Ann',
      lastName: '',
      userID: '',
      suppressed: 0,
      dateSuppressed: '',
      held: 0,
      originalSource: 'Unknown',
      dateAdded: '2026-03-01 12:00:00',
      dateModified: '2026-03-01 12:00:00',
      lastActivityDate: '',
      contactScore: { dateModified: '', value: 0, percentile: 0 },
      groupIDs: [101],
    });
    expect(contact['customFields']).toMatchObject({ custom1: { label: 'Favourite colour', value: '' } });
    expect(contact['contentVariables']).toMatchObject({ content10: { label: 'Content 10', value: '' } });
    expect(await client.data('contacts/lookup', { email: 'ann.lee@EXAMPLE.com' })).toEqual(contact);
  });

  it('updates the contact that has the e-mail, and only what is passed', async () => {
    const client = new TestClient();
    const first = await client.data('contacts/save', { email: 'a@example.com', firstName: 'Ann', lastName: 'Lee' });
    client.clock.advance(60_000);
    const second = await client.data('contacts/save', { email: 'A@example.com', lastName: 'Kim', city: null });
    expect(second).toEqual({ ...first, lastName: 'Kim', dateModified: '2026-03-01 12:01:00' });
  });

  it('clears a field with an empty text', async () => {
    const client = new TestClient();
    await client.data('contacts/save', { email: 'a@example.com', city: 'Kansas City', dateofbirth: '1990-05-04' });
    const cleared = await client.data('contacts/save', { email: 'a@example.com', city: '', dateofbirth: '' });
    expect(cleared).toMatchObject({ city: '', dateOfBirth: '' });
  });

  it('changes the e-mail of a contact named by id, which is then found by the new one alone', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'old@example.com' });
    await client.data('contacts/save', { contactID, email: 'new@example.com' });
    expect(await client.post('contacts/lookup', { email: 'old@example.com' })).toMatchObject({ code: 300 });
    expect(await client.data('contacts/lookup', { email: 'new@example.com' })).toMatchObject({ contactID });
  });

  it('refuses an unknown id, and an e-mail of somebody else together with his id', async () => {
    const client = new TestClient();
    const one = await client.data('contacts/save', { email: 'one@example.com' });
    const two = await client.data('contacts/save', { email: 'two@example.com' });
    expect(await client.post('contacts/save', { contactID: 77, firstName: 'X' })).toMatchObject({
      code: 300,
      data: {},
    });
    expect(await client.post('contacts/save', { contactID: one['contactID'], email: 'TWO@example.com' })).toMatchObject(
      {
        code: 301,
        data: { contactID: two['contactID'] },
      },
    );
  });

  it('stamps and clears suppression and bounces', async () => {
    const client = new TestClient();
    const email = 'a@example.com';
    expect(await client.data('contacts/save', { email, suppressed: true, held: 1 })).toMatchObject({
      suppressed: 1,
      dateSuppressed: '2026-03-01 12:00:00',
      held: 1,
      dateHeld: '2026-03-01 12:00:00',
    });
    client.clock.advance(60_000);
    expect(await client.data('contacts/save', { email, suppressed: true })).toMatchObject({
      dateSuppressed: '2026-03-01 12:00:00',
    });
    expect(await client.data('contacts/save', { email, firstName: 'A' })).toMatchObject({ suppressed: 1 });
    expect(await client.data('contacts/save', { email, suppressed: false, held: false })).toMatchObject({
      suppressed: 0,
      dateSuppressed: '',
      held: 0,
      dateHeld: '',
    });
  });

  it('only adds groups with groupIDs, and removes with removeGroupIDs', async () => {
    const client = new TestClient();
    const email = 'a@example.com';
    await client.data('contacts/save', { email, groupIDs: [102] });
    expect(await client.data('contacts/save', { email, groupIDs: [103] })).toMatchObject({ groupIDs: [101, 102, 103] });
    expect(await client.data('contacts/save', { email, removeGroupIDs: [102] })).toMatchObject({
      groupIDs: [101, 103],
    });
  });

  it.each([
    ['a dynamic group', { groupIDs: [105] }, 302],
    ['an unknown group', { groupIDs: [999] }, 501],
    ['leaving the All group', { removeGroupIDs: [101] }, 302],
    ['an impossible birthday', { dateofbirth: '2025-02-29' }, 501],
    ['a birthday that is no date', { dateofbirth: 'tomorrow' }, 500],
    ['a broken mobile number', { mobileNumber: '12' }, 501],
    ['a purl with a space', { purl: 'a b' }, 501],
    ['an unknown custom field', { customFields: { custom99: { value: 'x' } } }, 501],
    ['a flat custom field', { customFields: { custom1: 'x' } }, 500],
    ['a text in a number field', { customFields: { custom2: { value: 'many' } } }, 501],
    ['an object as name', { firstName: { a: 1 } }, 500],
    ['an unknown owner', { userID: 999 }, 501],
  ])('refuses %s and stores nothing', async (_what, change, code) => {
    const client = new TestClient();
    const before = await client.data('contacts/save', { email: 'a@example.com', groupIDs: [102] });
    const refused = { email: 'a@example.com', lastName: 'Changed', ...change };
    expect(await client.post('contacts/save', refused)).toMatchObject({ success: 0, code });
    expect(await client.data('contacts/lookup', { email: 'a@example.com' })).toEqual(before);
  });

  it('refuses an address that is none', async () => {
    const client = new TestClient();
    expect(await client.post('contacts/save', { email: 'nobody' })).toMatchObject({ code: 501 });
    expect(await client.post('contacts/save', { firstName: 'Nobody' })).toMatchObject({ code: 502 });
  });

  it('keeps custom fields that are not passed', async () => {
    const client = new TestClient();
    const email = 'a@example.com';
    await client.data('contacts/save', { email, customFields: { custom1: { value: 'blue' }, custom2: { value: 5 } } });
    const changed = await client.data('contacts/save', { email, customFields: { Custom2: { value: '6' } } });
    expect(changed['customFields']).toMatchObject({ custom1: { value: 'blue' }, custom2: { value: '6' } });
  });

  it('takes back what it answered', async () => {
    const client = new TestClient();
    const contact = await client.data('contacts/save', { email: 'a@example.com', mobileNumber: '(816) 555-0100' });
    expect(await client.data('contacts/save', contact)).toEqual(contact);
    expect(contact['mobileNumber']).toBe('+18165550100');
  });

  it('keeps purls unique', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'a@example.com', purl: 'ann' });
    const reply = await client.post('contacts/save', { email: 'b@example.com', purl: 'ANN' });
    expect(reply).toMatchObject({ code: 301, data: { contactID } });
    expect(await client.post('contacts/lookup', { email: 'b@example.com' })).toMatchObject({ code: 300 });
  });
});

describe('looking up contacts', () => {
  it('answers an array of those found for contactIDs', async () => {
    const client = new TestClient();
    const one = await client.data('contacts/save', { email: 'one@example.com' });
    const two = await client.data('contacts/save', { email: 'two@example.com' });
    expect(await client.data('contacts/lookup', { contactIDs: [two['contactID'], 5, one['contactID']] })).toEqual([
      two,
      one,
    ]);
    const tooMany = Array.from({ length: 101 }, (_, index) => index + 1);
    expect(await client.post('contacts/lookup', { contactIDs: tooMany })).toMatchObject({ code: 501 });
  });

  it('reads the parameters of a GET from the URL', async () => {
    const client = new TestClient();
    const one = await client.data('contacts/save', { email: 'one+x@example.com' });
    expect(await client.get('contacts/lookup?email=one%2Bx%40example.com')).toMatchObject({ success: 1, data: one });
  });
});

describe('deleting a contact', () => {
  it('is final', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'a@example.com' });
    expect(await client.data('contacts/delete', { contactID })).toEqual({});
    expect(await client.post('contacts/delete', { contactID })).toMatchObject({ code: 300 });
    expect(await client.post('contacts/lookup', { email: 'a@example.com' })).toMatchObject({ code: 300 });
  });

  it('needs a flag for a suppressed one', async () => {
    const client = new TestClient();
    const { contactID } = await client.data('contacts/save', { email: 'a@example.com', suppressed: 1 });
    expect(await client.post('contacts/delete', { contactID })).toMatchObject({ code: 302 });
    expect(await client.post('contacts/delete', { contactID, deleteSuppressed: true })).toMatchObject({ success: 1 });
  });
});

describe('a Restricted User', () => {
  it('reaches his own contacts only', async () => {
    const client = new TestClient();
    const foreign = await client.data('contacts/save', { email: 'foreign@example.com' });
    client.token = demonstration.restrictedToken;
    const own = await client.data('contacts/save', { email: 'own@example.com' });
    expect(own).toMatchObject({ userID: 12 });
    expect(await client.data('contacts/search')).toMatchObject({ records: [{ contactID: own['contactID'] }] });
    const { contactID } = foreign;
    expect(await client.post('contacts/lookup', { contactID })).toMatchObject({ code: 303 });
    expect(await client.post('contacts/save', { contactID, firstName: 'X' })).toMatchObject({ code: 303 });
    expect(await client.post('contacts/delete', { contactID })).toMatchObject({ code: 303 });
  });
});
