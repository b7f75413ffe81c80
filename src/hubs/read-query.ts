import { invalidRequest } from '../errors/gateway-error.js';
import type { DuplicatePolicy, OperationOptions } from '../elements/element-definition.js';
import type { InstanceSettings } from '../instances/instance-settings.js';
import type { OperationName } from './find-operation.js';

const known: Readonly<Record<OperationName, readonly string[]>> = {
  list: ['where', 'fields', 'orderBy', 'page', 'pageSize', 'nextPage'],
  retrieve: ['fields'],
  create: ['onDuplicate'],
  update: ['onDuplicate'],
  delete: ['force'],
};

/** Refuses a parameter that the operation does not have, unless the instance keeps the old tolerance. */
export function checkParameters(
  query: Readonly<Record<string, string>>,
  operation: OperationName,
  settings: InstanceSettings,
): void {
  if (settings.unknownParameters === 'ignore') return;
  for (const name of Object.keys(query)) {
    if (!known[operation].includes(name))
      throw invalidRequest(name, `Unknown parameter "${name}"; this call knows ${known[operation].join(', ')}.`);
  }
}

/** How duplicates and suppressed records are treated: by the call, else by the instance. */
export function readOptions(query: Readonly<Record<string, string>>, settings: InstanceSettings): OperationOptions {
  const policy = query['onDuplicate'] ?? settings.duplicatePolicy;
  if (!isPolicy(policy)) throw invalidRequest('onDuplicate', '"onDuplicate" must be refuse, update or allow.');
  const force = query['force'] ?? 'false';
  if (force !== 'true' && force !== 'false') throw invalidRequest('force', '"force" must be true or false.');
  return {
    onDuplicate: policy,
    force: force === 'true',
    ...(settings.optInReason !== undefined && { optInReason: settings.optInReason }),
  };
}

function isPolicy(text: string): text is DuplicatePolicy {
  return text === 'refuse' || text === 'update' || text === 'allow';
}
