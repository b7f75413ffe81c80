import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import type { ElementDefinition } from '../../src/elements/element-definition.js';
import type { HubReply } from '../support/gateway.js';
import { MatrixScene, sampleOf, startWorld, type Body, type World } from './matrix-scene.js';
import { declaredVerbs, pathOf, placesOf, type Place } from './places.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => world.stop());

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record in the hub's shape with no other names than those declared, or the provider's own. */
function expectRecord({ resource, raw, sample }: Place, record: unknown): void {
  if (!isBody(record)) throw new Error(`Not a record: ${JSON.stringify(record)}`);
  if (raw) {
    expect(Object.keys(record).length).toBeGreaterThan(0);
    return;
  }
  const declared = new Set(resource.fields.filter(({ writeOnly }) => !writeOnly).map(({ path }) => path.split('.')[0]));
  expect([sample, Object.keys(record).filter((name) => !declared.has(name))]).toEqual([sample, []]);
  if (declared.has('id') && sample !== 'emails') expect(record['id']).toEqual(expect.any(String));
}

function expectOk({ status, body }: HubReply<unknown>): void {
  expect([status, status === 200 ? '' : body]).toEqual([200, '']);
}

/** Parameters, and the place that the refusal names. */
const badQueries: readonly (readonly [query: string, path: string])[] = [
  ...['0', '-1', '1e9', '10abc', '1001'].map((size) => [`pageSize=${size}`, 'pageSize'] as const),
  ...['0', '-1', 'x'].map((page) => [`page=${page}`, 'page'] as const),
  ['nextPage=x', 'nextPage'],
  ['fields=nonsense', 'fields'],
  ['orderBy=nonsense', 'orderBy'],
  ['pagesize=5', 'pagesize'],
  ["where=nonsense%20=%20'x'", 'where'],
  ["where=id%20~%20'x'", 'where'],
];

describe.each(elementCatalog.all().map((element) => ({ key: element.key, element })))(
  '$key',
  ({ element }: { element: ElementDefinition }) => {
    let scene: MatrixScene;
    const places = placesOf(element);

    beforeAll(async () => {
      scene = await MatrixScene.of(world, element);
    });

    describe.each(places)('$name', (place) => {
      const { operations, singleton } = place.resource;
      const member = (parentId: string, id: string): string =>
        singleton ? pathOf(place, parentId) : `${pathOf(place, parentId)}/${id}`;

      if (operations.create)
        it('creates a record', async () => {
          const parentId = await scene.parentOf(place);
          const reply = await scene.hub('POST', pathOf(place, parentId), await scene.body(place, 'create', parentId));
          expectOk(reply);
          expectRecord(place, reply.body);
        });

      if (operations.createMany && !place.raw)
        it('creates several at once', async () => {
          const parentId = await scene.parentOf(place);
          const rows = (await scene.body(place, 'createMany', parentId)) as readonly unknown[];
          const reply = await scene.hub('POST', pathOf(place, parentId), rows);
          expectOk(reply);
          const good = expect.stringMatching(/^(created|added|sent)$/);
          expect(reply.body).toEqual(rows.map(() => ({ id: expect.any(String), outcome: good })));
        });

      if (operations.retrieve)
        it('reads a record', async () => {
          const { id, parentId } = singleton
            ? { id: '', parentId: await scene.parentOf(place) }
            : await scene.record(place);
          const reply = await scene.hub('GET', member(parentId, id));
          expectOk(reply);
          expectRecord(place, reply.body);
        });

      if (operations.list)
        it('lists its records', async () => {
          const parentId =
            operations.create && !sampleOf(place.sample).existing
              ? (await scene.record(place)).parentId
              : await scene.parentOf(place);
          const reply = await scene.hub('GET', `${pathOf(place, parentId)}?pageSize=5`);
          expectOk(reply);
          const rows = reply.body as readonly unknown[];
          expect(reply.headers.get('elements-returned-count')).toBe(String(rows.length));
          if (!sampleOf(place.sample).mayBeEmpty) expect(rows.length).toBeGreaterThan(0);
          for (const row of rows) expectRecord(place, row);
        });

      if (operations.list && !place.raw)
        it('refuses questions that make no sense without asking the provider', async () => {
          for (const [query, path] of badQueries) {
            const { reply, calls } = await scene.watch('GET', `${pathOf(place, '1')}?${query}`);
            expect([query, reply.status, calls]).toEqual([query, 400, []]);
            expect([query, reply.body]).toEqual([
              query,
              expect.objectContaining(
                path === 'where' ? { reason: 'INVALID_CEQL', message: expect.stringMatching(/column \d+/) } : { path },
              ),
            ]);
          }
        });

      if (operations.update)
        it('changes a record', async () => {
          const { id, parentId } = singleton
            ? { id: '', parentId: await scene.parentOf(place) }
            : await scene.record(place);
          const reply = await scene.hub('PATCH', member(parentId, id), await scene.body(place, 'update', parentId));
          expectOk(reply);
          expectRecord(place, reply.body);
        });

      if (operations.delete)
        it('deletes a record, which is then gone', async () => {
          const { id, parentId } = await scene.record(place);
          const reply = await scene.hub('DELETE', member(parentId, id));
          expectOk(reply);
          expect(reply.body).toBeUndefined();
          expect((await scene.hub('DELETE', member(parentId, id))).status).toBe(404);
        });

      it('refuses every other verb without asking the provider', async () => {
        const verbs = declaredVerbs(place);
        for (const [path, declared] of [
          [pathOf(place, '1'), verbs.collection],
          [`${pathOf(place, '1')}/1`, verbs.member],
        ] as const) {
          for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((verb) => !declared?.includes(verb))) {
            const { reply, calls } = await scene.watch(method, path, method === 'GET' ? undefined : {});
            // A list with a name of two segments, or the only record of its kind, has no members.
            const isNowhere =
              path.endsWith('/1') &&
              (declared === undefined || (place.parent !== undefined && path.split('/').length > 5));
            const told = [method, path, isNowhere ? 404 : 405, isNowhere ? null : (declared ?? []).join(', '), []];
            expect([method, path, reply.status, reply.headers.get('allow'), calls]).toEqual(told);
          }
        }
      });
    });

    it('knows no other resource, above or below, and asks no provider for one', async () => {
      const unknown = [
        '/robots',
        '/robots/1',
        '/vendor:robots',
        '/vendor:',
        '/contacts/1/robots',
        '/contacts/1/robots/1',
        '/constructor',
        '/contacts/1/toString',
      ];
      const others = elementCatalog
        .all()
        .flatMap(({ resources }) => Object.keys(resources))
        .filter((name) => !places.some((place) => place.name === name || place.name === `vendor:${name}`));
      for (const path of [...unknown, ...others.flatMap((name) => [`/${name}`, `/${name}/1`])]) {
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const { reply, calls } = await scene.watch(method, path, method === 'GET' ? undefined : {});
          expect([method, path, reply.status, calls]).toEqual([method, path, 404, []]);
        }
      }
    });

    it('answers to a ping and takes nothing else there', async () => {
      const reply = await scene.hub('GET', '/ping');
      expectOk(reply);
      expect(reply.body).toMatchObject({ endpoint: element.key, valid: true });
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const refused = await scene.watch(method, '/ping', {});
        expect([method, refused.reply.status, refused.reply.headers.get('allow'), refused.calls]).toEqual([
          method,
          405,
          'GET',
          [],
        ]);
      }
    });

    it('describes each of its objects, by the hub’s names and by the provider’s', async () => {
      const reply = await scene.hub('GET', '/objects');
      expectOk(reply);
      expect(reply.body).toEqual(expect.arrayContaining(Object.keys(element.resources)));
      for (const { name, resource, parent } of places) {
        if (parent) continue;
        const metadata = await scene.hub('GET', `/objects/${name}/metadata`);
        expectOk(metadata);
        const { fields } = metadata.body as { fields: readonly Body[] };
        expect([name, fields.length > 0]).toEqual([name, true]);
        if (!name.startsWith('vendor:'))
          expect([name, fields.map((field) => field['path'])]).toEqual([
            name,
            expect.arrayContaining(resource.fields.map(({ path }) => path)),
          ]);
      }
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        for (const path of ['/objects', '/objects/contacts/metadata']) {
          const refused = await scene.watch(method, path, {});
          expect([method, path, refused.reply.status, refused.reply.headers.get('allow'), refused.calls]).toEqual([
            method,
            path,
            405,
            'GET',
            [],
          ]);
        }
      }
    });
  },
);
