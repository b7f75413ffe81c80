import { invalidRequest } from '../../errors/gateway-error.js';
import type { CallInput, JsonObject, OperationState, Step, VendorReply } from '../element-definition.js';
import { objectAt, objectsAt, textAt, textsAt } from '../values.js';

type ReadContact = (state: OperationState) => JsonObject | undefined;

/** Looks at the tags of a new contact before it is made, so that a wrong one leaves nothing half done. */
export const existingTags: Step = {
  name: 'tags',
  operation: { method: 'GET', path: '/tags', effect: 'read' },
  from: (state) => {
    const tags = wantedTags(state) ?? [];
    return tags.length > 0 ? [{ query: { filter: `tag_ids==${tags.join(',')}`, page_size: 1000 } }] : [];
  },
};

export function refuseMissingTags(state: OperationState): void {
  const replies = state.replies['tags'] ?? [];
  if (replies.length === 0) return;
  const found = new Set(
    replies.flatMap((reply) => objectsAt(reply.body, 'tags').flatMap((tag) => textAt(tag, 'id') ?? [])),
  );
  const missing = (wantedTags(state) ?? []).filter((tag) => !found.has(tag));
  if (missing.length > 0) throw invalidRequest('listIds', `There is no list ${missing.join(', ')}.`);
}

/** BEHAVIOR.md 10: `tag_ids` of a contact is read-only; tags are applied and removed one by one. */
export function tagSteps(contact: ReadContact): readonly Step[] {
  const calls =
    (pick: (before: readonly string[], after: readonly string[]) => readonly string[]) =>
    (state: OperationState): readonly CallInput[] => {
      const owner = contact(state);
      const id = state.id ?? textAt(owner, 'id') ?? '';
      const after = wantedTags(state);
      if (!after || !owner) return [];
      return pick(textsAt(owner, 'tag_ids'), after).map((tag) => ({ params: { tag }, body: { contact_ids: [id] } }));
    };
  return [
    {
      name: 'applyTags',
      operation: { method: 'POST', path: '/tags/{tag}/contacts:applyTags', effect: 'idempotent_write' },
      from: calls((before, after) => after.filter((tag) => !before.includes(tag))),
      messages: { NOT_FOUND: 'One of "listIds" does not exist.' },
    },
    {
      name: 'removeTags',
      operation: { method: 'POST', path: '/tags/{tag}/contacts:removeTags', effect: 'idempotent_write' },
      from: (state) => {
        refuseFailedTags(state.replies['applyTags'] ?? []);
        return calls((before, after) => before.filter((tag) => !after.includes(tag)))(state);
      },
    },
  ];
}

/** The record as it stands after the tag calls, which answer no record themselves. */
export function withTags(record: JsonObject, state: OperationState): JsonObject {
  const tags = wantedTags(state);
  return tags ? { ...record, tag_ids: tags } : record;
}

function wantedTags({ draft }: OperationState): readonly string[] | undefined {
  if (!Object.hasOwn(draft, 'tag_ids')) return undefined;
  return [...new Set(textsAt(draft, 'tag_ids'))];
}

function refuseFailedTags(replies: readonly VendorReply[]): void {
  for (const reply of replies) {
    const failed = Object.values(objectAt(reply.body, 'results') ?? {}).find(
      (result) => result !== 'SUCCESS' && result !== 'DUPLICATE',
    );
    if (failed !== undefined)
      throw invalidRequest('listIds', `One of "listIds" could not be given: ${String(failed)}.`);
  }
}
