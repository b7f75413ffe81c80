import { beforeEach, describe, expect, it } from '@jest/globals';
import { KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const ada = {
  given_name: 'Ada',
  family_name: 'Example',
  email_addresses: [{ email: 'Ada@Example.com', field: 'EMAIL1' }],
};
const read = (id: string, fields: string) => keap.api('GET', `/v2/contacts/${id}?fields=${fields}`);
const create = (body: Record<string, unknown>, query = '') => keap.api('POST', `/v2/contacts${query}`, body);

describe('duplicate_option', () => {
  it('updates the contact with the lowest id and answers 200', async () => {
    await create(ada);
    await create(ada);
    const { status, body } = await create(
      { given_name: 'Augusta', email_addresses: [{ email: 'ada@example.COM' }] },
      '?duplicate_option=Email',
    );
    expect([status, body['id'], body['given_name'], body['family_name']]).toEqual([200, '1001', 'Augusta', 'Example']);
  });

  it('creates with 201 where nobody has the e-mail', async () => {
    expect((await create(ada, '?duplicate_option=Email')).status).toBe(201);
  });

  it('wants the name to be the same too where it says so', async () => {
    await create(ada);
    expect((await create({ ...ada, given_name: 'Eve' }, '?duplicate_option=EmailAndName')).status).toBe(201);
    expect((await create({ ...ada, given_name: 'ADA' }, '?duplicate_option=EmailAndName')).status).toBe(200);
  });

  it('wants the company to be the same too where it says so', async () => {
    await create({ ...ada, company: { id: '100' } });
    expect((await create(ada, '?duplicate_option=EmailAndNameAndCompany')).status).toBe(201);
    expect(
      (await create({ ...ada, company: { id: '100' } }, '?duplicate_option=EmailAndNameAndCompany')).body['id'],
    ).toBe('1001');
  });

  it('is refused when it is another word', async () => {
    expect((await create(ada, '?duplicate_option=email')).status).toBe(400);
  });

  it('replaces collections, or merges them by slot when switched', async () => {
    await create({
      ...ada,
      phone_numbers: [
        { number: '1', field: 'PHONE1' },
        { number: '2', field: 'PHONE2' },
      ],
    });
    const change = { ...ada, phone_numbers: [{ number: '3', field: 'PHONE2' }] };
    keap.settings.set('upsertCollections', 'merge');
    await create(change, '?duplicate_option=Email');
    expect((await read('1001', 'phone_numbers')).body['phone_numbers']).toMatchObject([
      { number: '1' },
      { number: '3' },
    ]);
    keap.settings.set('upsertCollections', 'replace');
    await create(change, '?duplicate_option=Email');
    expect((await read('1001', 'phone_numbers')).body['phone_numbers']).toMatchObject([{ number: '3' }]);
  });
});

describe('changing a contact', () => {
  const patch = (id: string, query: string, body: object) => keap.api('PATCH', `/v2/contacts/${id}${query}`, body);

  it('changes what the body has and nothing else', async () => {
    const id = await keap.createContact({ ...ada, job_title: 'Engineer' });
    keap.clock.advance(5_000);
    await patch(id, '', { given_name: 'Augusta' });
    expect((await read(id, 'given_name,family_name,job_title,create_time,update_time')).body).toEqual({
      given_name: 'Augusta',
      family_name: 'Example',
      job_title: 'Engineer',
      create_time: '2026-11-21T10:00:00Z',
      update_time: '2026-11-21T10:00:05Z',
    });
  });

  it('replaces a collection as a whole, and an empty list clears it', async () => {
    const id = await keap.createContact({
      ...ada,
      phone_numbers: [
        { number: '1', field: 'PHONE1' },
        { number: '2', field: 'PHONE2' },
      ],
    });
    await patch(id, '', { phone_numbers: [{ number: '3', field: 'PHONE3' }] });
    expect((await read(id, 'phone_numbers')).body['phone_numbers']).toMatchObject([{ number: '3', field: 'PHONE3' }]);
    await patch(id, '', { phone_numbers: [] });
    expect((await read(id, 'phone_numbers')).body['phone_numbers']).toEqual([]);
  });

  it('clears with null', async () => {
    const id = await keap.createContact({ ...ada, job_title: 'Engineer', company: { id: '100' } });
    await patch(id, '', { job_title: null, company: null });
    expect((await read(id, 'job_title,company')).body).toEqual({ job_title: null, company: null });
  });

  it.each([['?update_mask=given_name&update_mask=job_title'], ['?update_mask=given_name,job_title']])(
    'touches only what the mask %s names, and clears what the body lacks of it',
    async (query) => {
      const id = await keap.createContact({ ...ada, job_title: 'Engineer' });
      await patch(id, query, { given_name: 'Augusta', family_name: 'Ignored' });
      expect((await read(id, 'given_name,family_name,job_title')).body).toEqual({
        given_name: 'Augusta',
        family_name: 'Example',
        job_title: null,
      });
    },
  );

  it('keeps what the mask names and the body lacks when switched', async () => {
    keap.settings.set('maskedAbsent', 'keep');
    const id = await keap.createContact({ ...ada, job_title: 'Engineer' });
    await patch(id, '?update_mask=job_title', {});
    expect((await read(id, 'job_title')).body).toEqual({ job_title: 'Engineer' });
  });

  it('refuses an unknown name in the mask', async () => {
    expect((await patch(await keap.createContact(ada), '?update_mask=nonsense', {})).status).toBe(400);
  });

  it('answers 404 for a contact that does not exist', async () => {
    const { status, body } = await patch('999', '', { given_name: 'Ada' });
    expect([status, body]).toEqual([
      404,
      { code: 404, message: 'Unable to find this Contact', status: 'NOT_FOUND', details: [] },
    ]);
  });
});

describe('deleting and merging', () => {
  it('deletes for good, with 204 and no body', async () => {
    const id = await keap.createContact(ada);
    const { status, text } = await keap.api('DELETE', `/v2/contacts/${id}`);
    expect([status, text]).toEqual([204, 'null']);
    expect((await keap.api('DELETE', `/v2/contacts/${id}`)).status).toBe(404);
  });

  it('merges the second contact into the first and deletes it', async () => {
    const first = await keap.createContact(ada);
    const second = await keap.createContact({
      job_title: 'Engineer',
      email_addresses: [{ email: 'other@example.com', field: 'EMAIL1' }],
    });
    await keap.api('POST', '/v2/tags/91/contacts:applyTags', { contact_ids: [second] });
    const { status, body } = await keap.api('POST', '/v2/contacts:merge?fields=id,job_title,email_addresses,tag_ids', {
      contact_id: first,
      duplicate_contact_id: second,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: first,
      job_title: 'Engineer',
      tag_ids: ['91'],
      email_addresses: [
        { email: 'Ada@Example.com', field: 'EMAIL1' },
        { email: 'other@example.com', field: 'EMAIL2' },
      ],
    });
    expect((await keap.api('GET', `/v2/contacts/${second}`)).status).toBe(404);
  });
});

it('leaves empty values out when switched', async () => {
  keap.settings.set('emptyValues', 'absent');
  const id = await keap.createContact(ada);
  expect((await read(id, 'id,job_title')).body).toEqual({ id });
});

it.each([
  ['milliseconds', '2026-11-21T10:00:00.000Z'],
  ['offset', '2026-11-21T10:00:00.000+0000'],
])('shows times in the style %s when switched', async (style, expected) => {
  keap.settings.set('timestampStyle', style);
  expect((await read(await keap.createContact(ada), 'create_time')).body).toEqual({ create_time: expected });
});
