import type { Reason } from '../errors/error-catalog.js';
import type { Schema, ValueSchema } from './schema.js';

/** A parameter of a call; `path` ones are always required. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: ValueSchema;
}

/** One call that callers of an element can make. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Below the base path, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly DescribedParameter[];
  readonly body?: Schema;
  /** Absent where a success has no body. */
  readonly answer?: Schema;
  /** Headers of a success, each with its meaning, besides those of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Everything it can fail with. */
  readonly reasons: readonly Reason[];
}

/** All that the documents say of an element or of one of its instances, in no particular format. */
export interface HubDescription {
  readonly element: { readonly id: number; readonly key: string; readonly name: string; readonly hub: string };
  readonly description: string;
  readonly operations: readonly DescribedOperation[];
  readonly tags: Readonly<Record<string, string>>;
  /** Named schemas that operations refer to. */
  readonly schemas: Readonly<Record<string, ValueSchema>>;
}
