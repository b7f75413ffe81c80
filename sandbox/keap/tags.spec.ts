import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const contact = (name: string) =>
  keap.createContact({ given_name: name, email_addresses: [{ email: `${name}@example.com` }] });

describe('tags', () => {
  it('are created with their category, told by id alone', async () => {
    const { status, body } = await keap.api('POST', '/v2/tags', { name: 'New', category: { id: '11' } });
    expect([status, body]).toEqual([
      201,
      {
        id: '95',
        name: 'New',
        description: null,
        category: { id: '11' },
        create_time: '2026-11-21T10:00:00Z',
        update_time: '2026-11-21T10:00:00Z',
      },
    ]);
  });

  it('keep 255 characters of their name', async () => {
    expect((await keap.api('POST', '/v2/tags', { name: 'x'.repeat(300) })).body['name']).toBe('x'.repeat(255));
  });

  it('cannot share a name, unless switched', async () => {
    const { status, body } = await keap.api('POST', '/v2/tags', { name: 'newsletter' });
    expect([status, body['status']]).toEqual([409, 'CONFLICT']);
    keap.settings.set('duplicateTagName', 'allowed');
    expect((await keap.api('POST', '/v2/tags', { name: 'newsletter' })).status).toBe(201);
  });

  it('are refused without a name or with an unknown category', async () => {
    expect((await keap.api('POST', '/v2/tags', { description: 'x' })).status).toBe(400);
    expect((await keap.api('POST', '/v2/tags', { name: 'x', category: { id: '99' } })).status).toBe(400);
  });

  it('change only what the mask names', async () => {
    const { body } = await keap.api('PATCH', '/v2/tags/91?update_mask=description', {
      name: 'Ignored',
      description: 'New words',
    });
    expect(body).toMatchObject({ name: 'VIP Customer', description: 'New words', category: { id: '11' } });
  });

  it.each([
    ['name==Newsletter', ['92']],
    ['category_id==12', ['93']],
    ['category_id==NONE', ['94']],
    ['description==NONE', ['92', '93', '94']],
    ['tag_ids==91,94', ['91', '94']],
    ['since_create_time==2026-11-01T00:00:00.000Z', []],
  ])('are filtered by %s', async (filter, expected) => {
    expect(idsOf(await keap.api('GET', `/v2/tags?filter=${encodeURIComponent(filter)}`), 'tags')).toEqual(expected);
  });

  it('are listed by name in either direction', async () => {
    const answer = await keap.api('GET', '/v2/tags?order_by=name+desc&page_size=2');
    expect(rowsOf(answer, 'tags').map(({ name }) => name)).toEqual(['VIP Customer', 'Uncategorised']);
  });

  it('leave their contacts when they are deleted', async () => {
    const id = await contact('ada');
    await keap.api('POST', '/v2/tags/91/contacts:applyTags', { contact_ids: [id] });
    expect((await keap.api('DELETE', '/v2/tags/91')).status).toBe(204);
    expect((await keap.api('GET', `/v2/contacts/${id}?fields=tag_ids`)).body).toEqual({ tag_ids: [] });
  });
});

describe('applying a tag', () => {
  it('tells for each contact what happened', async () => {
    const id = await contact('ada');
    const apply = () => keap.api('POST', '/v2/tags/91/contacts:applyTags', { contact_ids: [id, '999'] });
    expect((await apply()).body).toEqual({ results: { [id]: 'SUCCESS', '999': 'CONTACT_NOT_FOUND' } });
    expect((await apply()).body).toEqual({ results: { [id]: 'DUPLICATE', '999': 'CONTACT_NOT_FOUND' } });
  });

  it('is 404 for an unknown tag', async () => {
    expect((await keap.api('POST', '/v2/tags/999/contacts:applyTags', { contact_ids: [] })).status).toBe(404);
  });

  it('is undone with 204, whether the contact had it or not', async () => {
    const [first, second] = [await contact('ada'), await contact('eve')];
    await keap.api('POST', '/v2/tags/91/contacts:applyTags', { contact_ids: [first] });
    expect((await keap.api('POST', '/v2/tags/91/contacts:removeTags', { contact_ids: [first, second] })).status).toBe(
      204,
    );
    expect(rowsOf(await keap.api('GET', '/v2/tags/91/contacts'), 'contacts')).toEqual([]);
  });

  it('shows the contact among the tagged ones', async () => {
    const id = await contact('ada');
    keap.clock.advance(60_000);
    await keap.api('POST', '/v2/tags/91/contacts:applyTags', { contact_ids: [id] });
    const since = (time: string) => keap.api('GET', `/v2/tags/91/contacts?filter=since_applied_time%3D%3D${time}`);
    expect(rowsOf(await since('2026-11-21T10:01:00.000Z'), 'contacts')).toEqual([
      { id, email: 'ada@example.com', given_name: 'ada', family_name: null, applied_time: '2026-11-21T10:01:00Z' },
    ]);
    expect(rowsOf(await since('2026-11-21T10:01:01.000Z'), 'contacts')).toEqual([]);
  });

  it('shows the tag among those of the contact', async () => {
    const id = await contact('ada');
    for (const tag of ['94', '91']) await keap.api('POST', `/v2/tags/${tag}/contacts:applyTags`, { contact_ids: [id] });
    const tags = rowsOf(await keap.api('GET', `/v2/contacts/${id}/tags?filter=category_id%3D%3DNONE`), 'tags');
    expect(tags).toMatchObject([{ tag: { id: '94', name: 'Uncategorised' }, applied_time: '2026-11-21T10:00:00Z' }]);
  });
});

describe('tag categories', () => {
  it('come and go, and leave their tags without one', async () => {
    const { status, body } = await keap.api('POST', '/v2/tags/categories', { name: 'Regions' });
    expect([status, body['id'], body['name']]).toEqual([201, '13', 'Regions']);
    expect((await keap.api('PATCH', '/v2/tags/categories/11', { name: 'Segments' })).body).toMatchObject({
      name: 'Segments',
      description: 'Tags for customer segmentation',
    });
    expect((await keap.api('DELETE', '/v2/tags/categories/11')).status).toBe(204);
    expect((await keap.api('GET', '/v2/tags/91')).body['category']).toBeNull();
    expect(idsOf(await keap.api('GET', '/v2/tags/categories'), 'tag_categories')).toEqual(['12', '13']);
  });
});
