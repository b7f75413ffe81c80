import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../authentication/caller.js';
import { Environment } from '../../config/environment.js';
import { elementCatalog } from '../../elements/element-catalog.js';
import type { JsonObject, ResourceDefinition } from '../../elements/element-definition.js';
import { isObject, textAt } from '../../elements/values.js';
import { HubPing } from '../../hubs/hub-ping.js';
import { HubRequestHandler } from '../../hubs/hub-request.handler.js';
import type { HubRequest } from '../../hubs/hub-request.js';
import type { Instance } from '../../instances/instance.entity.js';
import { Deadline } from '../../vendor-http/deadline.js';
import { findMisshapen } from './find-misshapen.js';
import { toFailureFinding, type Finding } from './finding.js';
import { untilNotThrottled } from './until-not-throttled.js';

/** One line of a check. */
export interface CheckedPart {
  readonly name: string;
  readonly finding: Finding;
}

const sampleSize = 5;

/** Asks the provider for a ping and for a few records of every resource, on the way that hub calls go; nothing is written. */
export async function* checkInstance(
  application: INestApplicationContext,
  instance: Instance,
): AsyncGenerator<CheckedPart> {
  const checks = new InstanceChecks(application, instance);
  yield { name: 'ping', finding: await checks.ping().catch(toFailureFinding) };
  for (const [name, resource] of Object.entries(elementCatalog.get(instance.elementKey).resources)) {
    yield { name, finding: await checks.resource(name, resource).catch(toFailureFinding) };
  }
}

class InstanceChecks {
  private readonly caller: Caller;
  private readonly handler: HubRequestHandler;
  private readonly hubPing: HubPing;
  private readonly deadlineMs: number;

  constructor(application: INestApplicationContext, { id, organizationId, accountId, userId }: Instance) {
    this.caller = { organizationId, organizationName: '', accountId, userId, role: 'org-admin', instanceId: id };
    this.handler = application.get(HubRequestHandler);
    this.hubPing = application.get(HubPing);
    this.deadlineMs = application.get(Environment).deadlineMs;
  }

  async ping(): Promise<Finding> {
    await untilNotThrottled(() => this.hubPing.ping(this.caller, new Deadline(this.deadlineMs)));
    return { works: true, text: 'works' };
  }

  async resource(name: string, definition: ResourceDefinition): Promise<Finding> {
    const { list, retrieve } = definition.operations;
    const records = list ? await this.read(name, { query: { pageSize: String(sampleSize) } }) : [];
    const id = textAt(records[0], 'id');
    const whole = retrieve && id !== undefined ? await this.read(name, { id, query: {} }) : [];
    // Records that need no custom fields would hide that the account does not let them be listed.
    if (list && definition.customFields) await this.read(name, { query: { pageSize: '1', fields: 'id,customFields' } });
    const path = [...records, ...whole]
      .map((record) => findMisshapen(record, definition.fields))
      .find((found) => found !== undefined);
    if (path !== undefined) return { works: false, text: `shape not as expected: ${path}` };
    return { works: true, text: records.length > 0 ? 'works' : 'works (the account has no record to compare)' };
  }

  private async read(resource: string, part: Pick<HubRequest, 'id' | 'query'>): Promise<readonly JsonObject[]> {
    const { body } = await untilNotThrottled(() =>
      this.handler.handle({
        caller: this.caller,
        method: 'GET',
        resource,
        body: undefined,
        deadline: new Deadline(this.deadlineMs),
        ...part,
      }),
    );
    return (Array.isArray(body) ? body : [body]).filter(isObject);
  }
}
