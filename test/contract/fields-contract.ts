import { describe, expect } from '@jest/globals';
import { row, type ContractContext } from './contract-context.js';
import { at, contactsPath, createContact, freshEmail, isBody, merged, nested, type Scene } from './contract-scene.js';
import type { Body, FieldRow, FieldValue } from './element-table.js';

/** What a change of the title touches at either provider. */
const touchedByTitle = ['title', 'job_title', 'dateModified', 'update_time', 'last_updated_by'];

export function describeFields(context: ContractContext): void {
  const { table } = context;

  describe('carries every field', () => {
    for (const field of table.fields) {
      row(`writes, reads, changes and clears ${field.path}`, () => follow(context.scene, field));
    }

    row('clears a whole branch with one null', async () => {
      const { id } = await createContact(context.scene, {
        address: { street1: '1 Main St', city: 'Tempe', state: 'AZ', postalCode: '85281', country: 'US' },
      });
      const { status, body } = await context.scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, { address: null });
      expect([status, body['address']]).toEqual([200, undefined]);
      expect((await context.scene.hub.call<Body>('GET', `${contactsPath}/${id}`)).body).not.toHaveProperty('address');
      const kept = (await context.scene.kept(id)) ?? {};
      const rows = table.fields.filter(({ path }) => path.startsWith('address.'));
      expect(rows.map(({ read }) => read(kept))).toEqual(rows.map(() => undefined));
    });

    for (const { path, expected } of table.readOnly) {
      row(`shows ${path} as the provider keeps it, and never takes it from a caller`, async () => {
        const { scene } = context;
        await scene.seed(25);
        const records = new Map((await scene.keptAll()).map((record) => [String(record[table.vendorId]), record]));
        const shown = await scene.hub.call<readonly Body[]>('GET', `${contactsPath}?pageSize=25&orderBy=id%20desc`);
        expect(shown.body).toHaveLength(25);
        for (const contact of shown.body)
          expect([contact['id'], contact[path]]).toEqual([
            contact['id'],
            expected(records.get(String(contact['id'])) ?? {}),
          ]);
        if (path === 'status') return;
        const { id } = await createContact(scene, { [path]: '77' });
        expect(at((await scene.hub.call('GET', `${contactsPath}/${id}`)).body, path)).not.toBe('77');
      });
    }

    for (const { name, value, read, kept } of table.vendorFields) {
      row(`takes the provider's own field ${name}`, async () => {
        const { id } = await createContact(context.scene, { [name]: value });
        expect(read((await context.scene.kept(id)) ?? {})).toEqual(kept);
      });
    }
  });

  describe('refuses what cannot be kept', () => {
    row('names each field that the provider lacks', async () => {
      for (const [path, value] of Object.entries(table.lacks)) {
        const { reply, calls } = await context.scene.watch('POST', contactsPath, {
          email: freshEmail(),
          [path]: value,
        });
        expect([path, reply.status, reply.body['reason'], reply.body['path'], calls]).toEqual([
          path,
          400,
          'INVALID_REQUEST',
          path,
          [],
        ]);
        expect(reply.body['message']).toContain(`"${path}"`);
      }
    });

    row('drops and names the fields that the provider lacks where the instance says so', async () => {
      const tolerant = await context.scene.also({ 'fields.unsupported': 'warn' });
      const reply = await tolerant.hub.call('POST', contactsPath, {
        email: freshEmail(),
        firstName: 'Kept',
        ...table.lacks,
      });
      expect([reply.status, reply.body['firstName']]).toEqual([200, 'Kept']);
      const told = reply.headers.get('elements-error') ?? '';
      for (const path of Object.keys(table.lacks)) {
        expect(told).toContain(path);
        expect(reply.body).not.toHaveProperty(path);
      }
    });

    row('checks lengths before the provider is called', async () => {
      for (const { path, max } of table.tooLong) {
        const text =
          path === 'email' ? `${'x'.repeat(64)}@${'y'.repeat(Math.max(3, max - 70))}.example` : 'ä'.repeat(max + 1);
        const { reply, calls } = await context.scene.watch(
          'POST',
          contactsPath,
          merged({ email: freshEmail() }, nested(path, text)),
        );
        expect([path, reply.status, reply.body['path'], calls]).toEqual([path, 400, path, []]);
        expect(reply.body['message']).toContain(String(max));
      }
    });

    row('takes values of exactly the greatest length', async () => {
      for (const { path, max } of table.tooLong) {
        const tail = '@long.example';
        const text = path === 'email' ? `${'x'.repeat(Math.min(64, max - tail.length))}${tail}` : '7'.repeat(max);
        const body = merged({ email: freshEmail() }, nested(path, text));
        const { status } = await context.scene.hub.call('POST', contactsPath, body);
        expect([path, status]).toEqual([path, 200]);
      }
    });

    row('names unknown fields and values of the wrong kind', async () => {
      const bodies: readonly { body: Body; path: string }[] = [
        { body: { frstName: 'x' }, path: 'frstName' },
        { body: { address: { planet: 'x' } }, path: 'address.planet' },
        { body: { __proto__x: 1 }, path: '__proto__x' },
        { body: { firstName: 5 }, path: 'firstName' },
        { body: { firstName: ['x'] }, path: 'firstName' },
        { body: { email: 'nobody' }, path: 'email' },
        { body: { listIds: '5' }, path: 'listIds' },
        { body: { listIds: ['x'] }, path: 'listIds' },
        { body: { address: 'x' }, path: 'address' },
        { body: { birthday: '2026-02-30' }, path: 'birthday' },
        { body: { customFields: ['x'] }, path: 'customFields' },
        ...table.refused,
      ];
      for (const { body, path } of bodies) {
        const { reply, calls } = await context.scene.watch('POST', contactsPath, { email: freshEmail(), ...body });
        expect([path, reply.status, reply.body['reason'], reply.body['path']]).toEqual([
          path,
          400,
          'INVALID_REQUEST',
          path,
        ]);
        expect(calls.filter(table.isCreate)).toEqual([]);
      }
      const { reply } = await context.scene.watch('POST', contactsPath, {
        email: freshEmail(),
        customFields: { 'No such field': 'x' },
      });
      expect([reply.status, reply.body['path']]).toEqual([400, 'customFields.No such field']);
    });

    row('refuses a status that differs and ignores one that is the same', async () => {
      const { scene } = context;
      const { id, status } = await createContact(scene, {
        status: table.element.resources['contacts']?.initialStatus?.({}),
      });
      const other = status === 'bounced' ? 'complained' : 'bounced';
      for (const [method, path, body] of [
        ['PATCH', `${contactsPath}/${id}`, { firstName: 'No', status: other }],
        ['POST', contactsPath, { email: freshEmail(), status: other }],
      ] as const) {
        const reply = await scene.hub.call(method, path, body);
        expect([reply.status, reply.body['path'], reply.body['message']]).toEqual([
          400,
          'status',
          expect.stringContaining('subscription'),
        ]);
      }
      const same = await scene.hub.call('PATCH', `${contactsPath}/${id}`, { firstName: 'Yes', status });
      expect([same.status, same.body['firstName']]).toEqual([200, 'Yes']);
    });
  });

  describe('gives back what it takes', () => {
    row('takes a contact as it was read, with one field changed, and changes nothing else', async () => {
      const { scene } = context;
      const full = table.fields.reduce<Body>(
        (body, { path, first, beside }) =>
          beside && path !== 'company' ? body : merged(body, nested(path, first.write)),
        {},
      );
      const { emails: _, phones: __, accountId: ___, ...rest } = full;
      const ids = [(await createContact(scene, { ...rest, email: freshEmail('full') })).id, ...(await scene.seed(12))];
      for (const id of ids) {
        const before = (await scene.kept(id)) ?? {};
        const read = await scene.hub.call<Body>('GET', `${contactsPath}/${id}`);
        const changed = await scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, {
          ...read.body,
          title: 'Changed title',
        });
        expect([id, changed.status, changed.body['reason']]).toEqual([id, 200, undefined]);
        expect({ ...changed.body, updatedAt: 0 }).toEqual({ ...read.body, title: 'Changed title', updatedAt: 0 });
        const after = (await scene.kept(id)) ?? {};
        const touched = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
        expect(touched.filter((key) => !touchedByTitle.includes(key))).toEqual([]);
      }
    });

    row('shows every absent field as null where the instance says so', async () => {
      const talkative = await context.scene.also({ 'filter.response.nulls': 'false' });
      const created = await createContact(talkative);
      const shown = table.fields.map(({ path }) => path.split('.')[0] ?? path);
      expect(shown.filter((name) => !Object.hasOwn(created, name))).toEqual([]);
    });
  });
}

async function follow(scene: Scene, field: FieldRow): Promise<void> {
  const { path, first, second, cleared } = field;
  const body = (value: unknown, beside: Body = {}): Body => merged({ ...field.beside, ...beside }, nested(path, value));
  const created = await createContact(scene, body(first.write, first.beside));
  const { id } = created;
  await compare(scene, field, id, first, created);
  const changed = await scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, body(second.write, second.beside));
  expect([changed.status, changed.body['message']]).toEqual([200, undefined]);
  await compare(scene, field, id, second, changed.body);
  const empty = await scene.hub.call<Body>('PATCH', `${contactsPath}/${id}`, body(null));
  if (cleared === 'refused') {
    expect([empty.status, empty.body['path']]).toEqual([400, path]);
    return;
  }
  expect([empty.status, empty.body['message']]).toEqual([200, undefined]);
  await compare(scene, field, id, { write: undefined, answer: cleared?.answer, kept: cleared?.kept }, empty.body);
}

/** The answer of the write, a fresh reading, and the provider's own record must agree. */
async function compare(scene: Scene, field: FieldRow, id: string, value: FieldValue, answered: Body): Promise<void> {
  const expected = 'answer' in value ? value.answer : value.write;
  const read = await scene.hub.call<Body>('GET', `${contactsPath}/${id}`);
  expect(orderless(at(read.body, field.path))).toEqual(orderless(expected));
  expect(orderless(at(answered, field.path))).toEqual(orderless(expected));
  expect(orderless(field.read((await scene.kept(id)) ?? {}))).toEqual(orderless(value.kept));
}

/** Lists of ids have no order at either provider. */
function orderless(value: unknown): unknown {
  return Array.isArray(value) && !value.some(isBody) ? value.map(String).sort() : value;
}
