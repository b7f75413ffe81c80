import { Injectable } from '@nestjs/common';
import { InstanceResolver } from '../instances/instance-resolver.js';
import { readSettings } from '../instances/instance-settings.js';
import { Transformations } from '../transformations/transformations.js';
import { findOperation } from './find-operation.js';
import type { HubCall } from './hub-call.js';
import type { HubAnswer, HubRequest } from './hub-request.js';
import { RecordKeeper } from './keep-records.js';
import { RecordLister } from './list-records.js';
import { checkParameters } from './read-query.js';
import { withWarnings } from './to-hub-answer.js';

/** The path of a request, stage by stage. */
@Injectable()
export class HubRequestHandler {
  constructor(
    private readonly instances: InstanceResolver,
    private readonly transformations: Transformations,
    private readonly lister: RecordLister,
    private readonly keeper: RecordKeeper,
  ) {}

  async handle(request: HubRequest): Promise<HubAnswer> {
    const resolved = await this.instances.resolve(request.caller);
    const warnings = new Set<string>();
    const onWarning = (words: string): void => void warnings.add(words);
    const instance = { ...resolved, connection: { ...resolved.connection, onWarning } };
    const settings = readSettings(instance.settings);
    const found = findOperation(instance.element, request);
    checkParameters(request.query, found.name, settings);
    const transformation = this.transformations.for(found.resource, found.raw);
    const call: HubCall = { request, instance, settings, ...found, transformation };
    const answer = await (found.name === 'list' ? this.lister.list(call) : this.keeper.run(call));
    return withWarnings(answer, instance.element.name, warnings);
  }
}
