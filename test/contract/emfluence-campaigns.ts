import { describe, expect, it } from '@jest/globals';
import { freshEmail } from './contract-scene.js';
import type { Body } from './element-table.js';
import { allOf, at, idsOf, where } from './infusionsoft-crm.js';
import { asked, bodyOf, expectUndeclared, failure, keptIn, type ResourcesContext } from './emfluence-scene.js';
import { campaign, page, ready } from './emfluence-mailing.js';

const month = 30 * 86_400_000;
export function describeCampaigns(context: ResourcesContext): void {
  describe('campaigns', () => {
    it('are made, read, changed and deleted as e-mails', async () => {
      const { scene } = context;
      const body = {
        name: 'May',
        previewText: 'Soon',
        replyTo: 'back@contract.example',
        text: 'Hello',
        excludedListIds: ['103'],
        templateId: '7',
        ...ready,
      };
      const { reply, calls } = await scene.watch<Body & { id: string }>('POST', at('campaigns'), body);
      const { id } = reply.body;
      expect([reply.body, asked(calls)]).toEqual([
        { id, ...body, status: 'draft', type: 'regular', createdAt: expect.any(String) },
        ['emails/save'],
      ]);
      expect(await keptIn(scene, 'emails', id)).toMatchObject({
        title: 'May',
        preheader: 'Soon',
        htmlVersionEditable: 1,
        recipients: { groupIDs: [102], excludeGroupIDs: [103] },
      });
      const scalar = await scene.watch('PATCH', at('campaigns', id), { subject: 'Changed' });
      expect([scalar.reply.body['subject'], asked(scalar.calls)]).toEqual(['Changed', ['emails/save']]);
      const lists = await scene.watch('PATCH', at('campaigns', id), {
        ...reply.body,
        subject: 'Changed',
        listIds: ['102', '104'],
        text: null,
      });
      expect([lists.reply.status, asked(lists.calls)]).toEqual([200, ['emails/lookup', 'emails/save']]);
      expect(await keptIn(scene, 'emails', id)).toMatchObject({
        recipients: { groupIDs: [102, 104], excludeGroupIDs: [103] },
        content: { htmlVersion: page, textVersion: '' },
      });
      expect((await scene.hub.call('GET', at('campaigns', id))).body).toEqual(lists.reply.body);
      expect([(await scene.hub.call('DELETE', at('campaigns', id))).status, await keptIn(scene, 'emails', id)]).toEqual(
        [200, undefined],
      );
      expect((await scene.hub.call('DELETE', at('campaigns', id))).status).toBe(404);
    });

    it('are refused by name before a call', async () => {
      const { scene } = context;
      for (const [body, path] of [
        [{ subject: 'x' }, 'name'],
        [{ name: 'x', scheduledAt: '2099-01-01T00:00:00Z' }, 'scheduledAt'],
        [{ name: 'x', fromEmail: 'x' }, 'fromEmail'],
        [{ name: 'x', listIds: 'x' }, 'listIds'],
        [{ name: 'x', color: 1 }, 'color'],
      ] as const) {
        expect(await failure(scene, 'POST', at('campaigns'), body)).toMatchObject({ status: 400, path, calls: [] });
      }
      const page = await failure(scene, 'POST', at('campaigns'), { name: 'x', html: '<p>no way out</p>' });
      expect([page.status, page.reason, page.body['providerMessage']]).toEqual([
        400,
        'PROVIDER_REJECTED',
        expect.stringMatching(/unsubscribe/),
      ]);
      await expectUndeclared(scene, [
        ['PUT', at('campaigns', '1'), 405],
        ['GET', at('campaigns', 'x'), 404],
        ['GET', at('campaigns/1/send'), 405],
        ['POST', at('campaigns/1/reports/clicks'), 405],
        ['GET', at('campaigns/1/reports/robots'), 404],
        ['POST', at('campaigns/x/send'), 404],
      ]);
    });

    it('are scheduled, moved, taken back and sent, and then stay as they are', async () => {
      const { scene } = context;
      const id = await campaign(scene, ready);
      expect(await failure(scene, 'POST', at(`campaigns/${id}/schedule`), {})).toMatchObject({
        status: 400,
        path: 'scheduledAt',
        calls: [],
      });
      expect(
        await failure(scene, 'POST', at(`campaigns/${id}/schedule`), { scheduledAt: '2020-01-01T00:00:00Z' }),
      ).toMatchObject({ status: 400, reason: 'PROVIDER_REJECTED' });
      const scheduled = await scene.watch('POST', at(`campaigns/${id}/schedule`), {
        scheduledAt: '2098-05-06T09:08:09.500+02:00',
      });
      expect([scheduled.reply.status, scheduled.reply.body['status'], scheduled.reply.body['scheduledAt']]).toEqual([
        200,
        'scheduled',
        '2098-05-06T07:08:09.000Z',
      ]);
      expect([asked(scheduled.calls), bodyOf(scheduled.calls[0])['scheduleSendTime']]).toEqual([
        ['emails/schedule', 'emails/lookup'],
        '2098-05-06 07:08:09',
      ]);
      const sentBack = await scene.hub.call('PATCH', at('campaigns', id), {
        ...scheduled.reply.body,
        subject: 'Later',
      });
      expect([sentBack.status, sentBack.body['subject'], sentBack.body['scheduledAt']]).toEqual([
        200,
        'Later',
        '2098-05-06T07:08:09.000Z',
      ]);
      expect((await scene.hub.call('POST', at(`campaigns/${id}/cancel`))).body).toMatchObject({ id, status: 'draft' });
      expect((await failure(scene, 'POST', at(`campaigns/${id}/cancel`))).status).toBe(409);
      expect(await failure(scene, 'POST', at(`campaigns/${id}/send`), { subject: 'x' })).toMatchObject({
        status: 400,
        path: 'subject',
        calls: [],
      });
      const sent = await scene.watch('POST', at(`campaigns/${id}/send`));
      expect([sent.reply.status, sent.reply.body['status'], sent.reply.body['sentAt'], asked(sent.calls)]).toEqual([
        200,
        'sent',
        expect.any(String),
        ['emails/send', 'emails/lookup'],
      ]);
      for (const [method, path, body] of [
        ['POST', `${id}/send`],
        ['POST', `${id}/schedule`, { scheduledAt: '2098-05-06T09:08:09Z' }],
        ['PATCH', id, { subject: 'x' }],
        ['DELETE', id],
      ] as const) {
        expect([method, path, (await failure(scene, method, at(`campaigns/${path}`), body)).status]).toEqual([
          method,
          path,
          409,
        ]);
      }
      expect((await failure(scene, 'POST', at(`campaigns/${await campaign(scene)}/send`))).status).toBe(409);
      expect((await failure(scene, 'POST', at('campaigns/999999/send'))).status).toBe(404);
    });

    it('that were sent are answered although they cannot be read afterwards', async () => {
      const { scene } = context;
      const id = await campaign(scene, ready);
      await scene.world.sandbox.control('POST', '/faults', {
        provider: 'emfluence',
        path: '/v1/emails/lookup',
        times: 5,
        status: 500,
        body: 'down',
      });
      const reply = await scene.hub.call('POST', at(`campaigns/${id}/send`));
      await scene.world.sandbox.control('DELETE', '/faults');
      expect([reply.status, reply.body['id'], (await keptIn(scene, 'emails', id))?.['status']]).toEqual([
        200,
        id,
        'Sent',
      ]);
    });
  });

  describe('the list of campaigns', () => {
    it('covers drafts, scheduled and sent ones of 18 months, says so, and goes further back by where', async () => {
      const { scene } = context;
      const old = await campaign(scene, ready);
      await scene.hub.call('POST', at(`campaigns/${old}/send`));
      await scene.world.sandbox.control('POST', '/clock', { advanceMs: 20 * month });
      const recent = await campaign(scene, ready);
      await scene.hub.call('POST', at(`campaigns/${recent}/send`));
      const draft = await campaign(scene);
      // The provider's clock runs ahead of ours now, so that its own window is told from ours.
      const { reply, calls } = await scene.watch<readonly Body[]>('GET', at('campaigns'));
      const listed = idsOf(reply);
      expect(listed).toEqual(expect.arrayContaining([draft, recent]));
      expect(asked(calls).filter((path) => path === 'emails/search').length).toBe(4);
      expect(
        calls
          .map((call) => bodyOf(call))
          .filter(({ deliveryType }) => deliveryType === 'manual')
          .map(({ status }) => status),
      ).toEqual([['draft', 'scheduled'], ['sent']]);
      expect(reply.headers.get('elements-query-plan')).toMatch(
        /searched=drafts and scheduled, sent from \d{4}-.*, automated from .*, transactional from /,
      );
      expect(await allOf(scene, at('campaigns'), 2)).toEqual(listed);
      const back = await scene.watch<readonly Body[]>(
        'GET',
        where('campaigns', "sentAt >= '2024-01-01' AND type = 'regular'"),
      );
      const windows = back.calls.map((call) => bodyOf(call)).filter(({ dateSentStart }) => dateSentStart !== undefined);
      expect([windows.length, idsOf(back.reply)]).toEqual([2, expect.arrayContaining([old, recent])]);
      expect(idsOf(back.reply)).not.toContain(draft);
      await scene.world.sandbox.control('POST', '/clock', { advanceMs: -20 * month });
    });

    it('is narrowed to the searches that can hold what is asked', async () => {
      const { scene } = context;
      const name = freshEmail('only');
      const id = await campaign(scene, { name, listIds: ['103'] });
      const rows: readonly (readonly [string, readonly Body[]])[] = [
        ["status = 'draft' AND name LIKE 'only.%'", [{ deliveryType: 'manual', status: ['draft'], title: 'only.*' }]],
        [`name = '${name}' AND status = 'scheduled'`, [{ deliveryType: 'manual', status: ['scheduled'] }]],
        ["type = 'transactional'", [{ deliveryType: 'transactional' }]],
        [
          `id = '${id}' AND type = 'regular'`,
          [
            { status: ['draft', 'scheduled'], emailIDs: [id] },
            { status: ['sent'], emailIDs: [id] },
          ],
        ],
      ];
      for (const [expression, searches] of rows) {
        const { calls } = await scene.watch<readonly Body[]>('GET', where('campaigns', expression));
        const made = calls.filter(({ path }) => path.endsWith('emails/search')).map(bodyOf);
        expect([expression, made]).toEqual([expression, searches.map((search) => expect.objectContaining(search))]);
      }
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            where('campaigns', `name = '${name}' AND listIds = '103'`, '&orderBy=name'),
          ),
        ),
      ).toEqual([id]);
      expect(
        idsOf(
          await scene.hub.call<readonly Body[]>(
            'GET',
            where('campaigns', "sentAt > '2099-01-01' AND type = 'regular'"),
          ),
        ),
      ).toEqual([]);
    });
  });
}
