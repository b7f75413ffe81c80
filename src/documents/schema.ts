type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** A value as the documents describe it, before it is spelled for one version of them. */
export interface ValueSchema {
  /** The first is what readers of the older version are told; none means any value. */
  readonly types?: readonly JsonType[];
  readonly format?: 'email' | 'date-time';
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly readOnly?: true;
  readonly writeOnly?: true;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly example?: unknown;
}

/** A value, one of the named schemas, or either of several. */
export type Schema = ValueSchema | { readonly ref: string } | { readonly either: readonly Schema[] };

export type RenderedSchema = Readonly<Record<string, unknown>>;

/** JSON Schema as OpenAPI 3.1 has it. */
export function toJsonSchema(schema: Schema): RenderedSchema {
  if ('ref' in schema) return { $ref: `#/components/schemas/${schema.ref}` };
  if ('either' in schema) return { oneOf: schema.either.map(toJsonSchema) };
  const { types = [], example, enum: values, ...rest } = withInner(schema, toJsonSchema);
  return {
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...rest,
    ...(values && { enum: types.includes('null') ? [...values, null] : values }),
    ...(example !== undefined && { examples: [example] }),
  };
}

/** The subset of JSON Schema that Swagger 2.0 knows: one type for a value, and the first of several schemas. */
export function toSwaggerSchema(schema: Schema): RenderedSchema {
  if ('ref' in schema) return { $ref: `#/definitions/${schema.ref}` };
  if ('either' in schema) return toSwaggerSchema(schema.either[0] ?? {});
  const { types = [], writeOnly, ...rest } = withInner(schema, toSwaggerSchema);
  const [type] = types;
  return {
    ...(type !== undefined && { type }),
    ...rest,
    ...(type === 'array' && rest.items === undefined && { items: {} }),
    ...(types.includes('null') && { 'x-nullable': true }),
    ...(writeOnly && { 'x-writeOnly': true }),
  };
}

type Rendered = Omit<ValueSchema, 'items' | 'properties' | 'additionalProperties'> & {
  readonly items?: RenderedSchema;
  readonly properties?: Readonly<Record<string, RenderedSchema>>;
  readonly additionalProperties?: boolean | RenderedSchema;
};

function withInner(schema: ValueSchema, render: (inner: Schema) => RenderedSchema): Rendered {
  const { items, properties, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: render(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, render(inner)])),
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'boolean' ? additionalProperties : render(additionalProperties),
    }),
  };
}

/** The named schemas that a schema refers to, those of its parts included. */
export function refsOf(schema: Schema): readonly string[] {
  if ('ref' in schema) return [schema.ref];
  if ('either' in schema) return schema.either.flatMap(refsOf);
  const { items, properties = {}, additionalProperties } = schema;
  return [
    ...(items ? refsOf(items) : []),
    ...Object.values(properties).flatMap(refsOf),
    ...(typeof additionalProperties === 'object' ? refsOf(additionalProperties) : []),
  ];
}
