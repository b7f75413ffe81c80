import type { DuplicatePolicy } from '../elements/element-definition.js';

/** The parts of an instance's configuration that steer the gateway itself, with their defaults filled in. */
export interface InstanceSettings {
  /** `filter.response.nulls`: whether answers leave out fields without a value. */
  readonly hideNulls: boolean;
  readonly duplicatePolicy: DuplicatePolicy;
  readonly unsupportedFields: 'refuse' | 'warn';
  readonly customFieldNames: 'label' | 'system';
  readonly optInReason?: string;
  readonly unknownParameters: 'refuse' | 'ignore';
  /** Provider calls that one search may make beyond those its page needs. */
  readonly scanBudget: number;
}

/** Stored values were checked when they were stored; anything else counts as the default. */
export function readSettings(configuration: Readonly<Record<string, string>>): InstanceSettings {
  const policy = configuration['duplicate.policy'];
  const reason = configuration['contacts.optInReason'];
  const budget = Number(configuration['scan.budget'] || '10');
  return {
    hideNulls: configuration['filter.response.nulls'] !== 'false',
    duplicatePolicy: policy === 'update' || policy === 'allow' ? policy : 'refuse',
    unsupportedFields: configuration['fields.unsupported'] === 'warn' ? 'warn' : 'refuse',
    customFieldNames: configuration['customFields.names'] === 'system' ? 'system' : 'label',
    ...(reason && { optInReason: reason }),
    unknownParameters: configuration['query.unknown'] === 'ignore' ? 'ignore' : 'refuse',
    scanBudget: Number.isSafeInteger(budget) && budget >= 0 ? budget : 10,
  };
}
