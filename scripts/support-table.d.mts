import type { ElementDefinition } from '../src/elements/element-definition.js';

export declare function toSupportTable(elements: readonly ElementDefinition[]): string;
export declare function splitReadme(text: string): {
  readonly before: string;
  readonly table: string;
  readonly after: string;
};
