import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
let contact: string;
beforeEach(async () => {
  keap = new KeapFixture();
  contact = await keap.createContact({ email_addresses: [{ email: 'a@example.com' }] });
});

const create = (body: object) => keap.api('POST', `/v2/contacts/${contact}/notes`, body);

describe('notes', () => {
  it('answer the user and the pin in other words than they were sent', async () => {
    const { status, body } = await create({ user_id: '45', title: 'Call', text: 'Said hello', is_pinned: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: '3',
      contact_id: contact,
      title: 'Call',
      text: 'Said hello',
      type: null,
      pinned_at: '2026-11-21T10:00:00Z',
      assigned_to_user: { id: '45', given_name: 'Ada', family_name: 'Example', email_address: 'ada@ab123.example' },
    });
    expect(body).not.toHaveProperty('custom_fields');
  });

  it.each([
    ['a user', { title: 'Call' }],
    ['a title or a type', { user_id: '45', text: 'x' }],
    ['a user that exists', { user_id: '999', title: 'Call' }],
    ['no contact in the body', { user_id: '45', title: 'Call', contact_id: '1' }],
  ])('want %s', async (_, body) => {
    expect((await create(body)).status).toBe(400);
  });

  it('are changed and deleted below their contact only', async () => {
    await create({ user_id: '45', title: 'Call' });
    const other = await keap.createContact({ email_addresses: [{ email: 'b@example.com' }] });
    expect((await keap.api('GET', `/v2/contacts/${other}/notes/3`)).status).toBe(404);
    expect(
      (await keap.api('PATCH', `/v2/contacts/${contact}/notes/3`, { user_id: '45', text: 'x' })).body,
    ).toMatchObject({ title: 'Call', text: 'x' });
    expect((await keap.api('DELETE', `/v2/contacts/${contact}/notes/3`)).status).toBe(204);
    expect((await keap.api('GET', `/v2/contacts/${contact}/notes/3`)).status).toBe(404);
  });

  it('are listed for one contact or for all, filtered', async () => {
    await create({ user_id: '45', title: 'Follow up' });
    await create({ user_id: '45', title: 'Call' });
    const filtered = (filter: string) => keap.api('GET', `/v2/notes?filter=${encodeURIComponent(filter)}`);
    expect(idsOf(await keap.api('GET', `/v2/contacts/${contact}/notes`), 'notes')).toEqual(['3', '4']);
    expect(idsOf(await filtered('title==follow*'), 'notes')).toEqual(['3']);
    expect(idsOf(await filtered('id>3'), 'notes')).toEqual(['4']);
    expect((await filtered('id==3;ids==4')).status).toBe(400);
  });

  it('go with their contact', async () => {
    await create({ user_id: '45', title: 'Call' });
    await keap.api('DELETE', `/v2/contacts/${contact}`);
    expect(idsOf(await keap.api('GET', '/v2/notes'), 'notes')).toEqual([]);
  });
});
