import type { SandboxReply } from '../../provider.js';
import type { Settings } from '../../settings.js';
import { createGuid } from '../accounts/new-account.js';
import { codes, type Refusal } from './refusal.js';

export interface Outcome {
  readonly data: object;
  readonly warnings: readonly string[];
}

/** A flag as the provider prints it: 0 or 1 unless switched. */
export function toFlag(value: boolean, settings: Settings, setting = 'recordFlagsAs'): number | boolean {
  return settings.get<string>(setting) === 'boolean' ? value : Number(value);
}

function toReply(settings: Settings, envelope: object): SandboxReply {
  const requestID = settings.get<boolean>('requestIdSent') ? { requestID: createGuid() } : {};
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ ...envelope, ...requestID }),
  };
}

export function toSuccess(settings: Settings, { data, warnings }: Outcome): SandboxReply {
  const more = warnings.length > 0 ? { warnings } : {};
  return toReply(settings, { success: toFlag(true, settings, 'successAs'), code: 0, data, ...more });
}

/** A failure is HTTP 200 too; a crash of ours is the provider's "unexpected error" only when it is a Refusal. */
export function toFailure(settings: Settings, refusal: Refusal): SandboxReply {
  const success = toFlag(false, settings, 'successAs');
  const extra =
    refusal.code === codes.unknownMethod ? { extrainfo: 'See the list of endpoints of this resource.' } : {};
  return toReply(settings, { success, code: refusal.code, errors: [refusal.message], data: refusal.data, ...extra });
}
