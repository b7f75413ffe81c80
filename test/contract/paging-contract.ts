import { beforeAll, describe, expect } from '@jest/globals';
import type { HubReply } from '../support/gateway.js';
import { row, type ContractContext } from './contract-context.js';
import { contactsPath, newScene, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

type Page = HubReply<readonly Body[]>;

const idsOf = ({ body }: Page): readonly unknown[] => body.map(({ id }) => id);
const nextOf = ({ headers }: Page): string | undefined => headers.get('elements-next-page-token') ?? undefined;

export function describePaging(context: ContractContext): void {
  describe('pages', () => {
    const held: { crowd?: Scene } = {};
    const crowd = (): Scene => held.crowd ?? context.scene;
    const list = (query: string, scene: Scene = crowd()): Promise<Page> =>
      scene.hub.call<readonly Body[]>('GET', `${contactsPath}?${query}`);
    const follow = (query: string, token: string, scene?: Scene): Promise<Page> =>
      list(`${query}&nextPage=${encodeURIComponent(token)}`, scene);
    beforeAll(async () => {
      held.crowd = await newScene(context.world, context.table);
      await held.crowd.seed(60);
    });

    for (const [n, more] of [
      [7, ''],
      [25, ''],
      [26, '&orderBy=email%20desc'],
      [5, `&where=${encodeURIComponent("NOT createdAt < '2000-01-01'")}`],
    ] as const) {
      row(
        `shows pages 1 and 2 of ${n} as page 1 of ${2 * n} shows them${more && ` with ${decodeURIComponent(more)}`}`,
        async () => {
          const whole = await list(`pageSize=${2 * n}${more}`);
          expect(whole.body).toHaveLength(2 * n);
          expect(new Set(idsOf(whole)).size).toBe(2 * n);
          const numbered = [await list(`pageSize=${n}&page=1${more}`), await list(`pageSize=${n}&page=2${more}`)];
          expect(numbered.flatMap(({ body }) => body)).toEqual(whole.body);
          const first = await list(`pageSize=${n}${more}`);
          const second = await follow(`pageSize=${n}${more}`, nextOf(first) ?? '');
          expect([...first.body, ...second.body]).toEqual(whole.body);
        },
      );
    }

    row('ends with a page that has no cursor, and shows nothing beyond it', async () => {
      const seen: unknown[] = [];
      let page = await list('pageSize=17');
      for (let token = nextOf(page); ; token = nextOf(page)) {
        expect(page.headers.get('elements-returned-count')).toBe(String(page.body.length));
        seen.push(...idsOf(page));
        if (token === undefined) break;
        page = await follow('pageSize=17', token);
      }
      expect(seen).toEqual((await crowd().keptAll()).map((record) => String(record[context.table.vendorId])));
      const beyond = await list('pageSize=17&page=40');
      expect([beyond.status, beyond.body]).toEqual([200, []]);
    });

    row('lets the page size change and the page number be ignored beside a cursor', async () => {
      const whole = await list('pageSize=30');
      const token = nextOf(await list('pageSize=10')) ?? '';
      const rest = await follow('pageSize=20&page=9', token);
      expect(idsOf(rest)).toEqual(idsOf(whole).slice(10));
    });

    row('refuses a cursor of another query, of another instance, or one that was changed', async () => {
      const token = nextOf(await list('pageSize=5')) ?? '';
      const other = await newScene(context.world, context.table);
      const [payload = '', seal = ''] = token.split('.');
      const moved = Buffer.from(JSON.stringify({ n: 0 })).toString('base64url');
      const attempts: readonly (() => Promise<Page>)[] = [
        () => follow(`pageSize=5&where=${encodeURIComponent("firstName = 'x'")}`, token),
        () => follow('pageSize=5&orderBy=email', token),
        () => follow('pageSize=5&fields=id', token),
        () => follow('pageSize=5', token, other),
        () => follow('pageSize=5', `${moved}.${seal}`),
        () => follow('pageSize=5', payload),
        () => follow('pageSize=5', 'x'),
      ];
      const since = await context.world.sandbox.mark();
      for (const attempt of attempts)
        expect(await attempt()).toMatchObject({ status: 400, body: { path: 'nextPage' } });
      expect(await context.world.sandbox.journal(context.table.provider, since)).toEqual([]);
    });

    row('refuses sizes and numbers of pages that are none, without asking the provider', async () => {
      for (const [name, value] of [
        ...['0', '-1', '1e9', '10abc', '1001', '1.5', ''].map((size) => ['pageSize', size] as const),
        ...['0', '-1', 'x', '1e3'].map((page) => ['page', page] as const),
      ]) {
        const { reply, calls } = await crowd().watch('GET', `${contactsPath}?${name}=${value}`);
        expect([name, value, reply.status, reply.body['path'], calls]).toEqual([name, value, 400, name, []]);
      }
    });

    for (const more of ['', `&where=${encodeURIComponent("NOT createdAt < '2000-01-01'")}`]) {
      row(
        `loses nobody while every third contact is deleted between pages of 7${more && ' of a filtered list'}`,
        async () => {
          const scene = await newScene(context.world, context.table);
          const ids = await scene.seed(50);
          const seen: unknown[] = [];
          const deleted = new Set<unknown>();
          let page = await list(`pageSize=7${more}`, scene);
          for (;;) {
            expect(page.status).toBe(200);
            seen.push(...idsOf(page));
            const token = nextOf(page);
            if (token === undefined) break;
            for (const id of seen.filter((each, index) => index % 3 === 2 && !deleted.has(each))) {
              deleted.add(id);
              expect((await scene.hub.call('DELETE', `${contactsPath}/${String(id)}?force=true`)).status).toBe(200);
            }
            page = await follow(`pageSize=7${more}`, token, scene);
          }
          expect(deleted.size).toBeGreaterThan(10);
          expect(seen.length).toBe(new Set(seen).size);
          expect([...seen].sort()).toEqual([...ids].sort());
        },
      );
    }
  });
}
