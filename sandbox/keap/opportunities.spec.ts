import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture, rowsOf } from './keap-fixture.js';

let keap: KeapFixture;
let contact: string;
beforeEach(async () => {
  keap = new KeapFixture();
  contact = await keap.createContact({ given_name: 'Ada', email_addresses: [{ email: 'ada@example.com' }] });
});

const create = (more: object = {}) =>
  keap.api('POST', '/v2/opportunities', { contact_id: contact, opportunity_title: 'Deal', stage_id: '21', ...more });

describe('opportunities', () => {
  it('take flat ids and answer nested objects', async () => {
    const { status, body } = await create({
      user_id: '45',
      projected_revenue_low: 10.5,
      estimated_close_time: '2026-12-01T00:00:00Z',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: '301',
      contact: { id: contact, email: 'ada@example.com', first_name: 'Ada' },
      stage: { id: '21', name: 'New Opportunity', details: { stage_order: 10, probability: 10 } },
      user: { id: '45', first_name: 'Ada', last_name: 'Example' },
      opportunity_title: 'Deal',
      projected_revenue_low: 10.5,
      estimated_close_time: '2026-12-01T00:00:00Z',
      created_time: '2026-11-21T10:00:00Z',
      last_updated_time: '2026-11-21T10:00:00Z',
    });
    expect(body).not.toHaveProperty('custom_fields');
  });

  it.each([
    ['contact_id', { contact_id: undefined }],
    ['stage_id', { stage_id: undefined }],
    ['opportunity_title', { opportunity_title: undefined }],
    ['contact_id', { contact_id: '999' }],
    ['stage_id', { stage_id: '999' }],
    ['nonsense', { nonsense: 1 }],
  ])('are refused over %s', async (name, change) => {
    const { status, body } = await create(change);
    expect([status, String(body['message'])]).toEqual([400, expect.stringContaining(name)]);
    expect(idsOf(await keap.api('GET', '/v2/opportunities'), 'opportunities')).toEqual([]);
  });

  it('move between stages, which is remembered with its time', async () => {
    await create();
    keap.clock.advance(60_000);
    const { body } = await keap.api('PATCH', '/v2/opportunities/301?fields=stage_entrance_time', { stage_id: '22' });
    expect(body).toMatchObject({
      stage: { id: '22' },
      opportunity_title: 'Deal',
      stage_entrance_time: '2026-11-21T10:01:00Z',
    });
  });

  it('know a closed list of extra fields', async () => {
    await create();
    expect((await keap.api('GET', '/v2/opportunities/301?fields=opportunity_title')).status).toBe(400);
    expect((await keap.api('GET', '/v2/opportunities/301?fields=created_by')).body['created_by']).toBe('45');
  });

  it.each([
    ['opportunity_title==de*', ['301']],
    ['stage_id==22', ['302']],
    ['opportunity_id>301', ['302']],
    ['ids==301,302', ['301', '302']],
    ['projected_revenue_high>=1000', ['302']],
  ])('are filtered by %s', async (filter, expected) => {
    await create();
    await create({ opportunity_title: 'Other', stage_id: '22', projected_revenue_high: 1000 });
    const answer = await keap.api('GET', `/v2/opportunities?filter=${encodeURIComponent(filter)}`);
    expect(idsOf(answer, 'opportunities')).toEqual(expected);
  });

  it('refuse a filter by time, which they do not have, and both id filters at once', async () => {
    expect((await keap.api('GET', '/v2/opportunities?filter=since_time==2026-11-21T10:00:00.000Z')).status).toBe(400);
    expect((await keap.api('GET', '/v2/opportunities?filter=opportunity_id==1;ids==1')).status).toBe(400);
  });

  it('are sorted by their update time', async () => {
    await create();
    keap.clock.advance(1_000);
    await create();
    expect(idsOf(await keap.api('GET', '/v2/opportunities?order_by=update_time desc'), 'opportunities')).toEqual([
      '302',
      '301',
    ]);
  });

  it('are deleted for good', async () => {
    await create();
    expect((await keap.api('DELETE', '/v2/opportunities/301')).status).toBe(204);
    expect((await keap.api('GET', '/v2/opportunities/301')).status).toBe(404);
  });
});

describe('stages', () => {
  it('are listed in the order of the pipeline', async () => {
    const names = rowsOf(await keap.api('GET', '/v2/opportunities/stages?order_by=stage_order asc'), 'stages').map(
      ({ name }) => name,
    );
    expect(names).toEqual(['New Opportunity', 'Contacting', 'Negotiating', 'Won', 'Lost']);
  });

  it('cannot be deleted while an opportunity stands in them', async () => {
    await create();
    expect((await keap.api('DELETE', '/v2/opportunities/stages/21')).status).toBe(409);
    expect((await keap.api('DELETE', '/v2/opportunities/stages/25')).status).toBe(204);
  });

  it('are created whole and changed in part', async () => {
    const stage = { name: 'Demo', order: 15, probability: 40, target_number_days: 7 };
    expect((await keap.api('POST', '/v2/opportunities/stages', { name: 'Demo' })).status).toBe(400);
    const { status, body } = await keap.api('POST', '/v2/opportunities/stages', stage);
    expect([status, body]).toMatchObject([201, { id: '26', ...stage }]);
    expect((await keap.api('PATCH', '/v2/opportunities/stages/26', { order: 17 })).body).toMatchObject({
      ...stage,
      order: 17,
    });
  });
});
