import { beforeEach, describe, expect, it } from '@jest/globals';
import { idsOf, KeapFixture } from './keap-fixture.js';

let keap: KeapFixture;
beforeEach(() => {
  keap = new KeapFixture();
});

const create = (more: object = {}) =>
  keap.api('POST', '/v2/tasks', { assigned_to_user_id: '45', title: 'Follow up', ...more });

describe('tasks', () => {
  it('are created with what was sent and the times of their own', async () => {
    const { status, body } = await create({
      priority: 'CRITICAL',
      due_time: '2026-12-01T09:00:00Z',
      remind_time_mins: 30,
    });
    expect([status, body]).toMatchObject([
      201,
      {
        id: '501',
        title: 'Follow up',
        priority: 'CRITICAL',
        completed: false,
        due_time: '2026-12-01T09:00:00Z',
        remind_time_mins: 30,
        assigned_to_user_id: '45',
        modification_time: '2026-11-21T10:00:00Z',
      },
    ]);
    expect(body).not.toHaveProperty('custom_fields');
  });

  it.each([
    ['no user', { assigned_to_user_id: undefined }],
    ['an unknown user', { assigned_to_user_id: '999' }],
    ['an unknown contact', { contact_id: '999' }],
    ['another priority', { priority: 'HIGH' }],
    ['another reminder', { remind_time_mins: 7 }],
    ['a date without a time', { due_time: '2026-12-01' }],
    ['a read-only property', { modification_time: '2026-12-01T09:00:00Z' }],
  ])('are refused with %s', async (_, change) => {
    expect((await create(change)).status).toBe(400);
    expect(idsOf(await keap.api('GET', '/v2/tasks'), 'tasks')).toEqual([]);
  });

  it('remember when they were completed', async () => {
    await create();
    keap.clock.advance(60_000);
    const { body } = await keap.api('PATCH', '/v2/tasks/501', { completed: true });
    expect(body).toMatchObject({ completed: true, completion_time: '2026-11-21T10:01:00Z', title: 'Follow up' });
  });

  it.each([
    ['title==follow*', ['501']],
    ['is_completed==true', ['502']],
    ['has_due_date==false', ['501']],
    ['priority==ESSENTIAL', ['502']],
    ['id>501', ['502']],
    ['task_ids==501,502', ['501', '502']],
    ['user_id==UNASSIGNED', []],
  ])('are filtered by %s', async (filter, expected) => {
    await create();
    await create({ title: 'Other', completed: true, due_time: '2026-12-01T09:00:00Z', priority: 'ESSENTIAL' });
    expect(idsOf(await keap.api('GET', `/v2/tasks?filter=${encodeURIComponent(filter)}`), 'tasks')).toEqual(expected);
  });

  it('are deleted for good', async () => {
    await create();
    expect((await keap.api('DELETE', '/v2/tasks/501')).status).toBe(204);
    expect((await keap.api('GET', '/v2/tasks/501')).status).toBe(404);
  });
});
