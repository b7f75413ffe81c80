import { parsePlatformId } from '../../authentication/platform-id.js';
import type { Environment } from '../../config/environment.js';
import { UsageError } from './usage-error.js';

/** Undefined means the first organization, which is a fair guess on a developer's machine only. */
export function readOrganizationId(
  text: string | undefined,
  { isProduction }: Pick<Environment, 'isProduction'>,
): number | undefined {
  if (text === undefined) {
    if (isProduction) throw new UsageError(['Missing option: --organization']);
    return undefined;
  }
  const id = parsePlatformId(text);
  if (id === undefined) throw new UsageError(['--organization must be the number of an organization.']);
  return id;
}
