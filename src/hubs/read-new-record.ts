import { invalidRequest } from '../errors/gateway-error.js';
import { checkBody, checkRawBody, type CheckedBody } from '../transformations/check-body.js';
import type { HubCall } from './hub-call.js';
import { statusRefused } from './run-operation.js';

/** The checked body of one new record: every required field is there, and a `status` only claims what will be true. */
export function readNewRecord(
  { resource, settings, raw }: Pick<HubCall, 'resource' | 'settings' | 'raw'>,
  given: unknown,
): CheckedBody {
  // What needs no words, such as sending a campaign, may come without a body.
  const body = given === undefined && !resource.fields.some(({ required }) => required) ? {} : given;
  if (raw) return { body: checkRawBody(body), dropped: [] };
  const checked = checkBody(body, resource, settings.unsupportedFields);
  for (const { path, required } of resource.fields) {
    const names = [path, ...resource.fields.filter(({ standsFor }) => standsFor === path).map((field) => field.path)];
    if (required && !names.some((name) => hasValue(checked.body[name])))
      throw invalidRequest(path, typeof required === 'string' ? required : `"${path}" is required by this provider.`);
  }
  const { status, ...rest } = checked.body;
  if (status === undefined || status === null || !resource.initialStatus) return checked;
  if (status !== resource.initialStatus(rest)) throw statusRefused();
  return { ...checked, body: rest };
}

const hasValue = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
