import { expect } from '@jest/globals';
import type { EmfluenceAccount, JournalEntry } from '../support/sandbox.js';
import { freshEmail, type Scene } from './contract-scene.js';
import type { Body } from './element-table.js';

/** The scene that the spec file set up before its rows run. */
export interface ResourcesContext {
  readonly scene: Scene;
}

/** A call of somebody who speaks to emfluence directly; the `data` of its answer. */
export async function atEmfluence<T = Body>(scene: Scene, endpoint: string, body: Body): Promise<T> {
  const { accessToken } = scene.account as EmfluenceAccount;
  const answer = await fetch(`${scene.world.sandbox.url}/emfluence/v1/${endpoint}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { success, data, errors } = (await answer.json()) as { success: number; data: T; errors?: unknown };
  if (success !== 1) throw new Error(`${endpoint}: ${JSON.stringify(errors)}`);
  return data;
}

/** Provider calls as `contacts/save`. */
export const asked = (calls: readonly JournalEntry[]): readonly string[] =>
  calls.map(({ path }) => path.replace(/^.*\/v1\//, ''));

export const bodyOf = (entry: JournalEntry | undefined): Body => (entry?.body ?? {}) as Body;

/** The provider's own record of any kind. */
export async function keptIn(
  scene: Scene,
  resource: 'groups' | 'emails' | 'contacts',
  id: unknown,
): Promise<Body | undefined> {
  const key = { groups: 'groupID', emails: 'emailID', contacts: 'contactID' }[resource];
  const records = await scene.world.sandbox.state('emfluence', resource, scene.account.id);
  return records.find((record) => String(record[key]) === String(id));
}

/** The answer of a call that the gateway or the provider refuses. */
export async function failure(
  scene: Scene,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; reason: unknown; path: unknown; calls: readonly string[]; body: Body }> {
  const { reply, calls } = await scene.watch(method, path, body);
  return {
    status: reply.status,
    reason: reply.body['reason'],
    path: reply.body['path'],
    calls: asked(calls),
    body: reply.body,
  };
}

/** Contacts with these names before the @ of their e-mails; the names steer the sandbox's readers. */
export async function people(scene: Scene, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const { contactID } = await atEmfluence(scene, 'contacts/save', {
      email: freshEmail(name),
      firstName: name,
      lastName: 'Person',
    });
    ids.push(String(contactID));
  }
  return ids;
}

export async function expectUndeclared(
  scene: Scene,
  calls: readonly (readonly [method: string, path: string, status: number])[],
): Promise<void> {
  for (const [method, path, status] of calls) {
    const seen = await failure(scene, method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
    expect([method, path, seen.status, seen.calls]).toEqual([method, path, status, []]);
  }
}
