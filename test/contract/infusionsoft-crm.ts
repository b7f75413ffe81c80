import { expect } from '@jest/globals';
import type { HubReply } from '../support/gateway.js';
import type { JournalEntry, KeapAccount } from '../support/sandbox.js';
import { freshEmail, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

/** The scene that a spec file set up before its rows run. */
export interface CrmContext {
  readonly scene: Scene;
}

export const at = (resource: string, id?: unknown): string =>
  `/hubs/marketing/${resource}${id === undefined ? '' : `/${String(id)}`}`;
export const where = (resource: string, expression: string, more = ''): string =>
  `${at(resource)}?where=${encodeURIComponent(expression)}${more}`;

/** Creates through the hub; fails where the answer is not a record. */
export async function created(scene: Scene, resource: string, body: Body): Promise<Body & { readonly id: string }> {
  const reply = await scene.hub.call<Body & { id: string }>('POST', at(resource), body);
  expect([resource, reply.status, reply.body]).toEqual([
    resource,
    200,
    expect.objectContaining({ id: expect.any(String) }),
  ]);
  return reply.body;
}

/** The provider's own record of any kind. */
export async function keptIn(scene: Scene, resource: string, id: unknown): Promise<Body | undefined> {
  const records = await scene.world.sandbox.state('keap', resource, scene.account.id);
  return records.find((record) => record['id'] === String(id));
}

/** A call of somebody who speaks to Keap directly. */
export async function atKeap(scene: Scene, method: string, path: string, body?: Body): Promise<Body> {
  const { serviceAccountKey } = scene.account as KeapAccount;
  const answer = await fetch(`${scene.world.sandbox.url}/keap/crm/rest/v2${path}`, {
    method,
    headers: { 'x-keap-api-key': serviceAccountKey, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === '' ? {} : (JSON.parse(text) as Body);
}

export const asked = (calls: readonly JournalEntry[]): readonly string[] =>
  calls.map(({ method, path }) => `${method} ${path.replace(/^.*\/v2/, '')}`);

/** Refused for a field, before anything reached the provider. */
export async function refused(
  scene: Scene,
  method: string,
  path: string,
  body: unknown,
  field: string,
): Promise<string> {
  const { reply, calls } = await scene.watch(method, path, body);
  expect([reply.status, reply.body['path'], calls]).toEqual([400, field, []]);
  return String(reply.body['message']);
}

export const idsOf = (reply: HubReply<readonly Body[]>): readonly unknown[] => reply.body.map(({ id }) => id);

/** Every record of a list, by cursor, `pageSize` at a time. */
export async function allOf(scene: Scene, path: string, pageSize: number): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&nextPage=${encodeURIComponent(cursor)}`;
    const reply: HubReply<readonly Body[]> = await scene.hub.call<readonly Body[]>(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}pageSize=${pageSize}${next}`,
    );
    expect(reply.status).toBe(200);
    found.push(...idsOf(reply));
    cursor = reply.headers.get('elements-next-page-token');
  }
  return found;
}

/** A list with a name of its own. */
export const newList = (scene: Scene, body: Body = {}): Promise<Body & { readonly id: string }> =>
  created(scene, 'lists', { name: freshEmail('list'), ...body });

/** The path of what belongs to a contact. */
export const below = (contact: { readonly id: string }, child: string): string =>
  `${at('contacts', contact.id)}/${child}`;
