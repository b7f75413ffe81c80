import { Injectable } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { InstanceResolver } from '../instances/instance-resolver.js';
import type { Deadline } from '../vendor-http/deadline.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import type { HubAnswer } from './hub-request.js';

/** Asks the provider whether the account still answers. */
@Injectable()
export class HubPing {
  constructor(
    private readonly instances: InstanceResolver,
    private readonly vendor: VendorClient,
  ) {}

  async ping(caller: Caller, deadline: Deadline): Promise<HubAnswer> {
    const instance = await this.instances.resolve(caller);
    for (const step of instance.element.ping.steps) {
      for (const input of step.from({
        body: {},
        draft: {},
        options: { onDuplicate: 'refuse', force: false },
        replies: {},
      })) {
        await this.vendor.send(instance.connection, step.operation, input, deadline);
      }
    }
    return { body: { dateTime: new Date().toISOString(), endpoint: instance.element.key, valid: true }, headers: {} };
  }
}
