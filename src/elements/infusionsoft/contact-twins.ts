import { GatewayError } from '../../errors/gateway-error.js';
import type { JsonObject, OperationState, Step, VendorOperation } from '../element-definition.js';
import { isObject, objectsAt, textAt } from '../values.js';

export const listContacts: VendorOperation = { method: 'GET', path: '/contacts', effect: 'read' };

/** The main e-mail that a body gives. */
export const emailOf = (draft: JsonObject): string | undefined =>
  textAt(
    objectsAt(draft, 'email_addresses').find((item) => item['field'] === 'EMAIL1'),
    'email',
  );

/** BEHAVIOR.md 2: Keap makes twins silently, so the check comes first. Sorted, the exact address is the first of its prefix. */
export const duplicate: Step = {
  name: 'duplicate',
  operation: listContacts,
  from: ({ draft, options, current }) => {
    const email = emailOf(draft);
    if (email === undefined || options.onDuplicate === 'allow' || (options.onDuplicate === 'update' && !current))
      return [];
    return [
      {
        query: {
          fields: 'id,email_addresses',
          order_by: 'email asc',
          page_size: 100,
          filter: `email==${email.replace(/[;,*].*$/s, '')}*`,
        },
      },
    ];
  },
};

/** Answers 409 with those who have the e-mail of the draft already, once the step has run. */
export function refuseDuplicate({ id, draft, replies }: OperationState): void {
  const email = emailOf(draft)?.toLowerCase();
  const found = replies['duplicate'] ?? [];
  // An answer that is no list does not say that nobody has it.
  if (!found.every(({ body }) => isObject(body) && Array.isArray(body['contacts']))) {
    throw new GatewayError(
      'PROVIDER_BAD_RESPONSE',
      'The provider did not say who has this e-mail; nothing was stored.',
    );
  }
  const holders = found
    .flatMap((reply) => objectsAt(reply.body, 'contacts'))
    .filter((contact) =>
      objectsAt(contact, 'email_addresses').some((item) => textAt(item, 'email')?.toLowerCase() === email),
    )
    .flatMap((contact) => textAt(contact, 'id') ?? [])
    .filter((holder) => holder !== id);
  const [existingId] = holders;
  if (existingId === undefined) return;
  const details = { existingId, path: 'email', ...(holders.length > 1 && { existingIds: holders }) };
  throw new GatewayError('CONFLICT', 'A contact with this e-mail exists already.', details);
}
