import type { ElementDefinition } from '../elements/element-definition.js';

/** An object as `/objects` lists it: `ceCanonical` in the hub's model, `vendor` as the provider has it. */
export interface ObjectName {
  readonly name: string;
  readonly vendorName: string;
  readonly type: 'ceCanonical' | 'vendor';
}

/** Every name by which objects of the element can be called, the hub's first. */
export function objectNamesOf({ resources }: ElementDefinition): readonly ObjectName[] {
  const canonical = Object.entries(resources).map(([name, { vendorName }]): ObjectName => ({
    name,
    vendorName,
    type: 'ceCanonical',
  }));
  // Where both have a name, the hub's meaning wins.
  const own = new Set(canonical.map(({ vendorName }) => vendorName).filter((name) => !Object.hasOwn(resources, name)));
  return [...canonical, ...[...own].map((name): ObjectName => ({ name, vendorName: name, type: 'vendor' }))];
}
