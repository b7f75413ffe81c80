import type { ResolvedInstance } from '../instances/instance-resolver.js';
import type { InstanceSettings } from '../instances/instance-settings.js';
import type { Transformation } from '../transformations/transformation.js';
import type { FoundOperation } from './find-operation.js';
import type { HubRequest } from './hub-request.js';

/** A request with all that the first stages of its path found out. */
export interface HubCall extends FoundOperation {
  readonly request: HubRequest;
  readonly instance: ResolvedInstance;
  readonly settings: InstanceSettings;
  readonly transformation: Transformation;
}
