import { expect } from '@jest/globals';
import { freshEmail, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';
import { at } from './infusionsoft-crm.js';

export const page = '<p>Hello</p><a href="$$url[unsubscribe]">Leave</a>';

/** All that a campaign needs before it can be sent. */
export const ready = {
  subject: 'Hello',
  fromName: 'News',
  fromEmail: 'news@contract.example',
  html: page,
  listIds: ['102'],
};

export async function campaign(scene: Scene, body: Body = {}): Promise<string> {
  const reply = await scene.hub.call<Body & { id: string }>('POST', at('campaigns'), {
    name: freshEmail('campaign'),
    ...body,
  });
  expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ id: expect.any(String) })]);
  return reply.body.id;
}
