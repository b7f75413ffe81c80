import type { ElementDefinition, ResourceDefinition, StepsOperation } from '../elements/element-definition.js';
import type { Reason } from '../errors/error-catalog.js';

export type DescribedVerb = 'list' | 'retrieve' | 'create' | 'update' | 'delete';

/** What any call to a provider can fail with, whatever it asks for. */
const always: readonly Reason[] = [
  'INVALID_REQUEST',
  'PROVIDER_REJECTED',
  'UNAUTHENTICATED',
  'INSTANCE_NEEDS_REAUTH',
  'INSTANCE_DISABLED',
  'PROVIDER_FORBIDDEN',
  'NOT_ACCEPTABLE',
  'PROVIDER_THROTTLED',
  'INTERNAL',
  'PROVIDER_FAILED',
  'PROVIDER_BAD_RESPONSE',
  'PROVIDER_CONTRACT',
  'PROVIDER_TLS',
  'PROVIDER_REDIRECT',
  'PROVIDER_UNAVAILABLE',
  'UNAVAILABLE',
  'PROVIDER_TIMEOUT',
];

/** Every reason that one operation of a resource can answer, as its declaration tells. */
export function reasonsOf(
  element: ElementDefinition,
  resource: ResourceDefinition,
  verb: DescribedVerb,
  isBelow: boolean,
): readonly Reason[] {
  const operation = resource.operations[verb];
  const steps = operation && 'steps' in operation ? (operation satisfies StepsOperation).steps : [];
  const takesBody = verb === 'create' || verb === 'update';
  const isMember = verb !== 'list' && verb !== 'create';
  return [
    ...providerReasons(element),
    ...(verb === 'list' ? (['INVALID_CEQL'] as const) : []),
    // A body may name a record that is not there, so creating can miss one too.
    ...(isMember || isBelow || takesBody ? (['NOT_FOUND'] as const) : []),
    ...(takesBody ? (['UNSUPPORTED_MEDIA', 'PAYLOAD_TOO_LARGE'] as const) : []),
    ...(takesBody || verb === 'delete' ? (['CONFLICT'] as const) : []),
    ...(takesBody && writesConsent(resource) ? (['CONSENT_LOCKED'] as const) : []),
    ...(steps.some((step) => step.operation.effect === 'unsafe_write') ? (['PROVIDER_RESULT_UNKNOWN'] as const) : []),
  ];
}

export function providerReasons({ failures }: ElementDefinition): readonly Reason[] {
  return [...always, ...(failures.quotaResetsAt ? (['PROVIDER_QUOTA_EXHAUSTED'] as const) : [])];
}

/** Where `status` can be written it is the person's consent, which a provider may keep as it is. */
function writesConsent({ fields }: ResourceDefinition): boolean {
  return fields.some(({ path, readOnly }) => path === 'status' && !readOnly);
}
