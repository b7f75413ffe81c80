import { Injectable } from '@nestjs/common';
import type { ResourceDefinition } from '../elements/element-definition.js';
import { compileTransformation, type Transformation } from './transformation.js';

const identity: Transformation = { toHub: (record) => record, toVendor: (body) => body };

/** The mapping in force for a resource: the element's own, which is the lowest level of the mechanism. */
@Injectable()
export class Transformations {
  private readonly compiled = new WeakMap<ResourceDefinition, Transformation>();

  /** `raw` asks for the provider's own JSON, without any mapping. */
  for(resource: ResourceDefinition, raw = false): Transformation {
    if (raw) return identity;
    const known = this.compiled.get(resource);
    if (known) return known;
    const transformation = compileTransformation(resource);
    this.compiled.set(resource, transformation);
    return transformation;
  }
}
